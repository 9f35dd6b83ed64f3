// The screen "last night": how many cramps, and as much more as one likes.

import { evenings } from "./evenings.js";
import { keepNight, nightOf, send } from "./outbox.js";
import { at, made, notice } from "./screens.js";
import { language, word } from "./words.js";

const MOST = 6;
const NONE = ""; // the answer that none of them is true, which is not the same as no answer

const LONGEST = [[30, "under1"], [120, "from1"], [240, "from3"], [600, "over5"]]; // seconds: the middle of each
const SIDES = [["left", "leftLeg"], ["right", "rightLeg"], ["both", "both"]];
const DID = ["stretched", "compression", "massage", "socks"];
const SIGNS = ["swelling", "warmth", "redness", "numbness", "weakness"];
const DAY = [
  ["sport", "sport"], ["sitting", "sitting"], ["alcohol", "alcohol"], ["caffeine", "caffeine"],
  ["little-water", "littleWater"], ["stress", "stress"],
];
const URGENT = ["swelling", "warmth", "redness"]; // with pain, what a thrombosis looks like

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

/** Ask about the night; `facts` are those of the language, `then` is called when it is saved. */
export function drawNight(facts, then, date = evenings()[0]) {
  const form = at("answers");
  const known = nightOf(date) ?? {};
  const save = made("button", word("save"), "main");
  const help = made("p", "", "urgent");
  help.setAttribute("role", "status");
  help.hidden = true;
  form.replaceChildren(whichNight(date, (other) => drawNight(facts, then, other)));
  for (const question of QUESTIONS) {
    form.append(asked(question, known));
    if (question.field === "signs") {
      form.append(help);
    }
  }
  form.append(noted(known), save);
  const update = () => {
    const none = form.elements.cramps.value === "0" || form.elements.cramps.value === "";
    for (const { field } of QUESTIONS.filter(({ ifAny }) => ifAny)) {
      at(`asked-${field}`).hidden = none;
    }
    const signs = new FormData(form).getAll("signs").filter((sign) => sign !== NONE);
    help.hidden = !signs.length;
    help.textContent = signs.some((sign) => URGENT.includes(sign)) ? `${facts.urgent} ${facts.help}` : facts.help;
  };
  form.onchange = ({ target }) => {
    excludeEachOther(form, target);
    update();
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    saveNight(form, date, then);
  };
  update();
}

async function saveNight(form, date, then) {
  const night = answersOf(form, date);
  if (night.cramps === undefined) {
    notice(word("chooseCramps"));
    window.scrollTo(0, 0);
    return;
  }
  const isKept = keepNight(night);
  const how = await send();
  const wasTaken = how === "sent" || how === "nothing";
  const waits = {
    away: isKept ? "keptHere" : "keptUntilClosed",
    guest: isKept ? "keptForKey" : "keptForKeyUntilClosed",
  };
  then(wasTaken ? word("kept") : how in waits ? word(waits[how]) : word("refusedNight", { why: how }));
}

/** What was answered, as the diary takes it; what was not answered is left out. */
function answersOf(form, date) {
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
      for (const [name] of same(...DID)) {
        night[name] = answers.getAll(field).includes(name);
      }
    }
  }
  const note = answers.get("note").trim();
  return note ? { ...night, note } : night;
}

function asked({ field, kind, answers }, known) {
  const group = made("fieldset");
  group.id = `asked-${field}`;
  group.append(made("legend", word(field)));
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
