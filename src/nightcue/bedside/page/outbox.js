// Nights and plays on their way to the server: kept in the browser until it has taken them.

import { evenings } from "./evenings.js";
import { keyHeaders } from "./key.js";
import { IS_SINGLE } from "./list.js";
import { keep, kept } from "./storage.js";
import { word } from "./words.js";

const MOST_PLAYS = 200;
const MOST_NIGHTS = 60;
let sending = Promise.resolve(); // one after the other, so that nothing is sent twice

/** Keep the answers of a night, in place of earlier ones; returns whether they outlive this page. */
export function keepNight(night) {
  const nights = kept("nights", []).filter((other) => other.date !== night.date);
  return keep("nights", [...nights, { ...night, sent: false }].slice(-MOST_NIGHTS));
}

/** The answers given for the night of `date`, or null. */
export function nightOf(date) {
  return kept("nights", []).find((night) => night.date === date) ?? null;
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
    const play = { routine: name, language, started, heard, length: seconds, finished: isOver };
    keep("plays", [...plays.filter((other) => other !== earlier), play].slice(-MOST_PLAYS));
  }
}

/**
 * Send what waits; resolves to "sent", "nothing", "away" (no server that takes it), "guest" (it does not take it without
 * the key), or the words of its refusal.
 */
export function send() {
  sending = sending.then(sendWaiting);
  return sending;
}

async function sendWaiting() {
  const nights = kept("nights", []).filter((night) => !night.sent);
  const plays = kept("plays", []);
  if (IS_SINGLE) {
    return "away";
  }
  if (!nights.length && !plays.length) {
    return "nothing";
  }
  const { answer } = await post(nights, plays);
  if (answer === "taken") {
    forget(nights, plays);
    return "sent";
  }
  return answer === "refused" ? sendOneByOne(nights, plays) : answer;
}

/** A server takes all or nothing, and one night that it refuses must not hold up the others for ever. */
async function sendOneByOne(nights, plays) {
  const refused = [];
  for (const [some, more] of [...nights.map((night) => [[night], []]), ...plays.map((play) => [[], [play]])]) {
    const { answer, why } = await post(some, more);
    if (answer === "away" || answer === "guest") {
      return answer;
    }
    if (answer === "refused" && some.length) {
      const [{ date }] = some;
      refused.push(evenings().every((evening) => date < evening) ? word("tooLate", { date }) : why);
    }
    forget(some, more);
  }
  return refused.join(" ") || "sent";
}

/** Post nights and plays; {answer: "taken", "away", "guest" or "refused", why: the words of a refusal}. */
async function post(nights, plays) {
  try {
    const clock = -new Date().getTimezoneOffset(); // which nights are the last two is told by the clock of this place
    const body = JSON.stringify({ clock, nights: nights.map(({ sent, ...night }) => night), plays });
    const headers = { "Content-Type": "application/json", ...keyHeaders() };
    const answer = await fetch("nights", { method: "POST", headers, body });
    if (answer.status === 400 || answer.status === 413) {
      const { problems } = await answer.json();
      return { answer: "refused", why: problems.join(" ") };
    }
    return { answer: answer.ok ? "taken" : answer.status === 403 ? "guest" : "away" };
  } catch {
    return { answer: "away" };
  }
}

/** What was answered is not sent again, until it is changed; what was changed meanwhile waits for the next time. */
function forget(nights, plays) {
  const sent = new Set(nights.map((night) => JSON.stringify(night)));
  const marked = (night) => (sent.has(JSON.stringify(night)) ? { ...night, sent: true } : night);
  keep("nights", kept("nights", []).map(marked));
  const known = new Set(plays.map((play) => JSON.stringify(play)));
  keep("plays", kept("plays", []).filter((play) => !known.has(JSON.stringify(play))));
}

/** A moment as ISO 8601 in the time of this place, such as 2026-11-24T22:10:00+01:00. */
function withOffset(moment) {
  const offset = -moment.getTimezoneOffset();
  const local = new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, 19);
  const two = (number) => String(Math.trunc(number)).padStart(2, "0");
  return `${local}${offset < 0 ? "-" : "+"}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}
