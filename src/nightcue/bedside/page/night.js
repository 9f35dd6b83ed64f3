// The screen "last night": how many cramps, and as much more as one likes.

import { draftOf, forgetDraft, keepDraft } from "./drafts.js";
import { evenings } from "./evenings.js";
import { linkToNights } from "./export.js";
import { heardIn } from "./heard.js";
import { IS_SINGLE } from "./list.js";
import { askOverNight } from "./meanwhile.js";
import { answersIn, keepNight, nightOf, send } from "./outbox.js";
import { choosePerson, diaries, person } from "./person.js";
import { at, made, notice } from "./screens.js";
import { SIGNS, helpFor } from "./signs.js";
import { isForgetful } from "./storage.js";
import { language, locale, word } from "./words.js";

const MOST = 6;
const NONE = ""; // the answer that none of them is true, which is not the same as no answer

const LONGEST = [[30, "under1"], [120, "from1"], [240, "from3"], [600, "over5"]]; // seconds: the middle of each
const SIDES = [["left", "leftLeg"], ["right", "rightLeg"], ["both", "both"]];
const DID = ["stretched", "compression", "massage", "socks"];
const DAY = [
  ["sport", "sport"], ["sitting", "sitting"], ["alcohol", "alcohol"], ["caffeine", "caffeine"],
  ["little-water", "littleWater"], ["stress", "stress"],
];

/** The questions: the field of the answer, how it is chosen, and the answers as [value, text]. */
const QUESTIONS = [
  { field: "cramps", kind: "radio", answers: () => numbers(0, MOST - 1).concat([[MOST, word("orMore", { n: MOST })]]) },
  { field: "intensity", kind: "radio", ifAny: true, answers: () => numbers(0, 10) },
  { field: "longest", kind: "radio", ifAny: true, answers: () => words(LONGEST) },
  { field: "side", kind: "radio", ifAny: true, answers: () => words(SIDES) },
  { field: "muscle", kind: "radio", ifAny: true, answers: () => same("calf", "foot", "thigh", "other") },
  { field: "did", kind: "each", answers: () => same(...DID).concat(none()) },
  { field: "legs", kind: "radio", answers: () => same("fine", "tired", "heavy", "sore") },
  { field: "signs", kind: "checkbox", answers: () => same(...SIGNS).concat(none()) },
  { field: "day", kind: "checkbox", answers: () => words(DAY).concat(none()) },
];

/** Ask about the night; `facts` are those of the language, `then` is called with what to say when it is saved. */
export function drawNight(facts, then, date = evenings()[0]) {
  const form = at("answers");
  const again = (other = date) => drawNight(facts, then, other);
  const there = nightOf(date);
  if (there?.there) {
    askOverNight(form, answersIn(there), there.there, (isKept) => (isKept ? sendNight(facts, then, date) : then("")));
    return;
  }
  const draft = draftOf(date, person());
  const base = draft ? draft.base : answersIn(there);
  const heard = draft || there ? null : heardIn(date, person());
  const known = draft?.night ?? answersIn(there) ?? presetFrom(heard);
  form.replaceChildren(whoseNight(again), whichNight(date, again));
  for (const question of QUESTIONS) {
    form.append(asked(question, known));
  }
  tellHeard(heard);
  const touched = new Set(DID.some((name) => known[name] === false) ? ["did"] : []);
  form.append(noted(known), made("button", word("save"), "main"), ...takeAway());
  const update = () => showWhatFollows(form, facts);
  form.onchange = ({ target }) => {
    excludeEachOther(form, target);
    touched.add(target.name);
    update();
    target.name === "signs" && showHelp();
    isAnswer(target) && keepDraft(answersOf(form, date, touched), base, person());
  };
  form.oninput = ({ target }) => target.name === "note" && keepDraft(answersOf(form, date, touched), base, person());
  form.onsubmit = (event) => {
    event.preventDefault();
    saveNight(form, answersOf(form, date, touched), base, facts, then);
  };
  update();
}

/** Whether a tile answers a question, and does not choose the night or the diary. */
function isAnswer({ name }) {
  return !["which", "whose"].includes(name);
}

/** What the routines of that night tell: the first answers, which Save takes as they are. */
function presetFrom({ cramps, stretched, compression }) {
  const did = { ...(stretched && { stretched }), ...(compression && { compression }) };
  return cramps.length ? { cramps: Math.min(MOST, cramps.length), ...did } : did;
}

/** Say when the rescues were heard that the number of cramps was counted from. */
function tellHeard(heard) {
  if (!heard?.cramps.length) {
    return;
  }
  const times = heard.cramps.map((moment) => moment.toLocaleTimeString(locale(), { hour: "numeric", minute: "2-digit" }));
  const all = new Intl.ListFormat(locale(), { type: "conjunction" }).format(times);
  const n = heard.cramps.length;
  at("asked-cramps").querySelector("legend").after(made("p", word(n === 1 ? "heardOne" : "heardMany", { n, times: all })));
}

/** Ask only what is left to ask, and say what to do about a sign. */
function showWhatFollows(form, facts) {
  const none = form.elements.cramps.value === "0" || form.elements.cramps.value === "";
  for (const { field } of QUESTIONS.filter(({ ifAny }) => ifAny)) {
    at(`asked-${field}`).hidden = none;
  }
  const help = helpFor(new FormData(form).getAll("signs").filter((sign) => sign !== NONE), facts);
  at("sign-help").textContent = help;
  at("sign-help").hidden = !help;
  form.classList.toggle("warned", Boolean(help));
}

function showHelp() {
  at("sign-help").hidden || at("sign-help").scrollIntoView({ block: "start" });
}

function saveNight(form, night, base, facts, then) {
  if (night.cramps === undefined) {
    notice(word("chooseCramps"));
    window.scrollTo(0, 0);
    return;
  }
  const there = nightOf(night.date);
  const isNew = JSON.stringify(answersIn(there)) !== JSON.stringify(base);
  if (there && isNew && !isWithin(night, there)) {
    // another tab has noted it since this form was drawn
    askOverNight(form, night, { ...there, isHere: true }, () => sendNight(facts, then, night.date));
    return;
  }
  keepNight(night);
  sendNight(facts, then, night.date);
}

function isWithin(night, there) {
  return Object.entries(night).every(([name, value]) => JSON.stringify(value) === JSON.stringify(there[name]));
}

/** Send the night that is kept, and say what became of it: where a sign was noted, first what to do about it. */
async function sendNight(facts, then, date) {
  const isKept = !isForgetful();
  const help = helpFor(nightOf(date)?.signs ?? [], facts);
  forgetDraft(date, person());
  const how = await send();
  if (how === "there" && nightOf(date)?.there) {
    drawNight(facts, then, date);
    return;
  }
  const waits = {
    away: isKept ? (IS_SINGLE ? "keptInFile" : "keptHere") : IS_SINGLE ? "keptInFileUntilClosed" : "keptUntilClosed",
    guest: isKept ? "keptForKey" : "keptForKeyUntilClosed",
    there: "thereWaits",
  };
  const wasTaken = how === "sent" || how === "nothing";
  const said = wasTaken ? word("kept") : how in waits ? word(waits[how]) : word("refusedNight", { why: how });
  then(help && wasTaken ? help : help ? `${help} ${said}` : said);
}

/** What was answered, as the diary takes it; what was not answered is left out, and only what is true of what nobody touched. */
function answersOf(form, date, touched) {
  const answers = new FormData(form);
  const night = { date };
  const none = answers.get("cramps") === "0";
  for (const { field, kind, ifAny } of QUESTIONS) {
    if (kind === "radio" && answers.has(field) && !(none && ifAny)) {
      const value = answers.get(field);
      night[field] = /^\d+$/.test(value) ? Number(value) : value;
    } else if (kind === "checkbox" && answers.has(field)) {
      night[field] = answers.getAll(field).filter((value) => value !== NONE);
    } else if (kind === "each" && answers.has(field)) {
      for (const name of DID.filter((each) => touched.has(field) || answers.getAll(field).includes(each))) {
        night[name] = answers.getAll(field).includes(name);
      }
    }
  }
  const note = answers.get("note").trim();
  return note ? { ...night, note } : night;
}

/** Where no server takes the nights, they can be taken away as a file. */
function takeAway() {
  const link = IS_SINGLE || isWaiting() ? linkToNights(person()) : null;
  return link ? [link] : [];
}

function isWaiting() {
  return evenings().some((date) => nightOf(date)?.sent === false);
}

function asked({ field, kind, answers }, known) {
  const group = made("fieldset");
  group.id = `asked-${field}`;
  group.append(made("legend", word(field)));
  if (field === "signs") {
    const help = made("p", "", "urgent");
    help.id = "sign-help";
    help.setAttribute("role", "status");
    group.append(help);
  }
  const tiles = made("div", "", `tiles ${field}`);
  for (const [value, text] of answers()) {
    const isChosen = chosenBefore(known, field, kind).includes(value);
    tiles.append(tile(field, kind === "radio" ? "radio" : "checkbox", value, text, isChosen));
  }
  group.append(tiles);
  return group;
}

/** The answers to a question that were given before. */
function chosenBefore(known, field, kind) {
  const values = kind === "each" ? DID.filter((name) => known[name]) : [known[field] ?? []].flat();
  const wasAnswered = kind === "each" ? DID.some((name) => name in known) : Array.isArray(known[field]);
  return wasAnswered && !values.length ? [NONE] : values;
}

/** "None of these" takes back the other answers, and another answer takes it back. */
function excludeEachOther(form, chosen) {
  if (chosen.type === "checkbox" && chosen.checked) {
    for (const other of form.querySelectorAll(`input[name=${chosen.name}]`)) {
      other.checked &&= (other.value === NONE) === (chosen.value === NONE);
    }
  }
}

function tile(name, type, value, text, isChosen) {
  const label = made("label", "", "tile");
  const input = made("input");
  Object.assign(input, { type, name, value: String(value), checked: isChosen });
  label.append(input, made("span", text));
  return label;
}

function noted(known) {
  const label = made("label", "", "note");
  const area = made("textarea");
  Object.assign(area, { name: "note", maxLength: 1000, rows: 2, value: known.note ?? "" });
  label.append(made("span", word("note")), area);
  return label;
}

/** Two people may sleep here, each with a diary of their own. */
function whoseNight(then) {
  const group = made("fieldset");
  group.hidden = diaries().length < 2;
  group.append(made("legend", word("whose")));
  const tiles = made("div", "", "tiles");
  for (const name of diaries()) {
    const label = tile("whose", "radio", name, name, name === person());
    label.firstChild.addEventListener("change", () => {
      choosePerson(name);
      then();
    });
    tiles.append(label);
  }
  group.append(tiles);
  return group;
}

function whichNight(date, choose) {
  const group = made("fieldset");
  group.append(made("legend", word("whichNight")));
  const tiles = made("div", "", "tiles nights");
  for (const evening of evenings()) {
    const label = tile("which", "radio", evening, nameOf(evening), evening === date);
    label.firstChild.addEventListener("change", () => choose(evening));
    tiles.append(label);
  }
  group.append(tiles);
  return group;
}

function nameOf(evening) {
  const [year, month, day] = evening.split("-").map(Number);
  const name = new Intl.DateTimeFormat(language(), { weekday: "long" });
  const [from, to] = [0, 1].map((days) => name.format(new Date(year, month - 1, day + days)));
  return word("night", { from, to });
}

function none() {
  return [[NONE, word("none")]];
}

function numbers(first, last) {
  return Array.from({ length: last - first + 1 }, (_, number) => [first + number, String(first + number)]);
}

function same(...values) {
  return values.map((value) => [value, word(value)]);
}

function words(pairs) {
  return pairs.map(([value, key]) => [value, word(key)]);
}
