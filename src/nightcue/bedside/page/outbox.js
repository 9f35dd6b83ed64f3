// Nights and plays on their way to the server: kept in the browser until it has taken them.

import { evenings } from "./evenings.js";
import { noteHeard } from "./heard.js";
import { keyHeaders } from "./key.js";
import { IS_SINGLE } from "./list.js";
import { person } from "./person.js";
import { noteNight } from "./programmes.js";
import { keep, kept } from "./storage.js";
import { word } from "./words.js";

const MOST_PLAYS = 200;
const MOST_NIGHTS = 60;
const OURS = ["person", "sent", "version", "there", "isHere"]; // what is kept beside the answers, for ourselves
let sending = Promise.resolve(); // one after the other, so that nothing is sent twice

/**
 * Keep the answers of a night, in place of earlier ones, for the diary of this device; `version` is that of the night in
 * the server's diary which they are to change. Returns whether they outlive this page.
 */
export function keepNight(night, version = nightOf(night.date)?.version) {
  const others = kept("nights", []).filter((other) => !isOf(other, night.date, person()));
  return keep("nights", [...others, { ...night, person: person(), version, sent: false }].slice(-MOST_NIGHTS));
}

/** The answers given for the night of `date`, with what the server said of them; or null. */
export function nightOf(date) {
  return kept("nights", []).find((night) => isOf(night, date, person())) ?? null;
}

/** Forget the answers of a night: the diary keeps what somebody else has noted. */
export function dropNight(date) {
  keep("nights", kept("nights", []).filter((night) => !isOf(night, date, person())));
}

/** What a person has answered of a night, without what is kept beside it; null of none. */
export function answersIn(night) {
  return night && Object.fromEntries(Object.entries(night).filter(([name]) => !OURS.includes(name)));
}

/** Keep that `player` has played what it plays, up to here. */
export function keepPlay(player, finished) {
  const { name, language, seconds } = player.routine;
  const started = withOffset(player.play.started);
  const plays = kept("plays", []);
  const earlier = plays.find((play) => play.started === started && play.routine === name);
  const now = Math.min(seconds, Math.round(player.play.heard * 10) / 10);
  const heard = Math.max(earlier?.heard ?? 0, now);
  if (heard > 0 || finished) {
    const isOver = finished || earlier?.finished === true;
    const play = { routine: name, language, started, heard, length: seconds, finished: isOver, person: person() };
    keep("plays", [...plays.filter((other) => other !== earlier), play].slice(-MOST_PLAYS));
    noteHeard(player.routine, started, heard, isOver, player.leftOut.length > 0, person());
    noteNight(player.routine, started, heard, isOver, person());
  }
}

/**
 * Send what waits; resolves to "sent", "nothing", "away" (no server that takes it), "guest" (it does not take it without
 * the key), "there" (somebody else has noted that night meanwhile), or the words of its refusal.
 */
export function send() {
  sending = sending.then(sendWaiting);
  return sending;
}

async function sendWaiting() {
  const nights = kept("nights", []).filter((night) => !night.sent && !night.there);
  const plays = kept("plays", []);
  if (IS_SINGLE) {
    return "away";
  }
  let how = "nothing";
  for (const who of new Set([...nights, ...plays].map(personOf))) {
    const isTheirs = (item) => personOf(item) === who;
    how = await sendOf(who, nights.filter(isTheirs), plays.filter(isTheirs));
    if (how !== "sent") {
      return how;
    }
  }
  return how;
}

async function sendOf(who, nights, plays) {
  const { answer, versions } = await post(who, nights, plays);
  if (answer === "taken") {
    forget(nights, plays, versions);
    return "sent";
  }
  return ["refused", "there"].includes(answer) ? sendOneByOne(who, nights, plays) : answer;
}

/** A server takes all or nothing, and one night that it refuses must not hold up the others for ever. */
async function sendOneByOne(who, nights, plays) {
  const refused = [];
  let isThere = false;
  for (const [some, more] of [...nights.map((night) => [[night], []]), ...plays.map((play) => [[], [play]])]) {
    const { answer, why, versions, there } = await post(who, some, more);
    if (answer === "away" || answer === "guest") {
      return answer;
    }
    if (answer === "there") {
      isThere = true;
      waitForWord(some[0], there[0]);
      continue;
    }
    if (answer === "refused" && some.length) {
      const [{ date }] = some;
      refused.push(evenings().every((evening) => date < evening) ? word("tooLate", { date }) : why);
    }
    forget(some, more, versions);
  }
  return refused.join(" ") || (isThere ? "there" : "sent");
}

/**
 * Post nights and plays for the diary of `who`: {answer: "taken", "away", "guest", "refused" or "there", why: the words
 * of a refusal, versions: of the nights by date, there: what somebody else has noted of them}.
 */
async function post(who, nights, plays) {
  try {
    const clock = -new Date().getTimezoneOffset(); // which nights are the last two is told by the clock of this place
    const known = Object.fromEntries(nights.map(({ date, version }) => [date, version ?? null]));
    const content = { clock, nights: nights.map(answersIn), plays: plays.map(answersIn), known };
    const body = JSON.stringify(who ? { ...content, diary: who } : content);
    const headers = { "Content-Type": "application/json", ...keyHeaders() };
    const answer = await fetch("nights", { method: "POST", headers, body });
    if (answer.status === 400 || answer.status === 413) {
      const { problems } = await answer.json();
      return { answer: "refused", why: problems.join(" ") };
    }
    if (answer.status === 409) {
      return { answer: "there", there: (await answer.json()).there };
    }
    if (answer.ok) {
      return { answer: "taken", versions: (await answer.json()).versions };
    }
    return { answer: answer.status === 403 ? "guest" : "away" };
  } catch {
    return { answer: "away" };
  }
}

/** What was answered is not sent again, until it is changed; what was changed meanwhile waits for the next time. */
function forget(nights, plays, versions = {}) {
  const sent = new Set(nights.map((night) => JSON.stringify(night)));
  change(sent, (night) => ({ ...night, sent: true, version: versions[night.date] ?? night.version }));
  const known = new Set(plays.map((play) => JSON.stringify(play)));
  keep("plays", kept("plays", []).filter((play) => !known.has(JSON.stringify(play))));
}

/** The night waits until somebody says whether it is to be added to what is `there`, or to correct it. */
function waitForWord(night, there) {
  change(new Set([JSON.stringify(night)]), (each) => ({ ...each, there }));
}

function change(which, changed) {
  keep("nights", kept("nights", []).map((night) => (which.has(JSON.stringify(night)) ? changed(night) : night)));
}

function isOf(night, date, who) {
  return night.date === date && personOf(night) === who;
}

function personOf(item) {
  return item.person ?? "";
}

/** A moment as ISO 8601 in the time of this place, such as 2026-11-24T22:10:00+01:00. */
function withOffset(moment) {
  const offset = -moment.getTimezoneOffset();
  const local = new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, 19);
  const two = (number) => String(Math.trunc(number)).padStart(2, "0");
  return `${local}${offset < 0 ? "-" : "+"}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}
