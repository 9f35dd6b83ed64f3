// The first screen: what to go on with, tonight's routine, and behind one row all others.

import { formTonight, formsOf } from "./forms.js";
import { Player } from "./player.js";
import { placeSaid } from "./programmes.js";
import { at, button, fill, made } from "./screens.js";
import { word } from "./words.js";

const MORNING = [5, 15]; // the hours in which the last night is what one comes for
const USES = ["bedtime", "daytime", "questions", "rescue"]; // as they stand behind the row

/** Show `routines` without the rescue; `then` has what a tap does: open(routine), goOn(routine, place), back(), others(). */
export function drawHome(routines, player, then) {
  const tonight = tonightOf(routines);
  const rows = [];
  const first = player.routine ? playingRow(player, then) : leftRow(routines, then);
  if (first) {
    first.classList.add("first");
    rows.push(first);
  }
  if (tonight) {
    rows.push(routineRow(tonight, then.open));
  }
  fill(at("routines"), rows);
  at("routines")[isMorning() ? "before" : "after"](at("to-night"));
  drawLastRow(routines.filter((routine) => routine !== tonight), then);
}

/** Whether one comes for the last night now. */
export function isMorning() {
  const hour = new Date().getHours();
  return hour >= MORNING[0] && hour < MORNING[1];
}

/** Show `routines` but tonight's, by what they are for; `open` is called with the one that is tapped. */
export function drawOthers(routines, open) {
  const tonight = tonightOf(routines);
  const parts = USES.flatMap((use) => {
    const those = routines.filter((routine) => routine.use === use && routine !== tonight);
    return those.length ? [made("h2", word(`use-${use}`)), listOf(those, open)] : [];
  });
  at("by-use").replaceChildren(...parts);
}

function tonightOf(routines) {
  return routines.find((routine) => routine.use === "bedtime") ?? routines[0];
}

/** One other routine stands on the first screen itself; more of them are behind a row. */
function drawLastRow(others, then) {
  const rows = others.length === 1 ? [routineRow(others[0], then.open)] : [];
  if (others.length > 1) {
    rows.push(button(word("others"), then.others));
  }
  fill(at("last-row"), rows);
}

function listOf(routines, open) {
  const list = made("ul");
  fill(list, routines.map((routine) => routineRow(routine, open)));
  return list;
}

function routineRow(routine, open) {
  const aside = routine.programme ? `${placeSaid(routine)} · ${lengthOf(routine)}` : lengthOf(routine);
  return button(routine.title, () => open(routine), aside);
}

/** The length of a routine in whole minutes, in tonight's form, with the boots or without them. */
export function lengthOf(usual, withoutBoots = false) {
  const routine = formTonight(usual);
  const boots = withoutBoots ? routine.boots.map((number) => routine.chapters[number]) : [];
  const seconds = boots.reduce((left, { start, end }) => left - (end - start), routine.seconds);
  return word("minutes", { n: Math.max(1, Math.round(seconds / 60)) });
}

/** What is left of `seconds`, in words. */
export function leftOf(seconds) {
  return seconds < 60 ? word("lastMinute") : word("left", { n: Math.round(seconds / 60) });
}

function playingRow(player, then) {
  const key = player.isPlaying ? "isPlaying" : "goOn";
  return button(word(key, { title: player.routine.title }), then.back, leftOf(player.left));
}

function leftRow(routines, then) {
  const place = Player.placeLeft();
  const routine = place && formLeft(place, routines);
  if (!routine || routine.rescue || place.seconds > routine.seconds - 1) {
    return null;
  }
  const left = leftOf(routine.seconds - place.seconds);
  return button(word("goOn", { title: routine.title }), () => then.goOn(routine, place), left);
}

/** The routine that was left at `place`, in the form that it was left in, or nothing where it has been made anew since. */
export function formLeft({ name, language, digest }, routines) {
  const same = routines.find((each) => each.name === name && each.language === language);
  return same && formsOf(same).find((form) => form.digest === digest);
}
