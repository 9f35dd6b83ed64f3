// The first screen: what to go on with, and every routine with its length.

import { Player } from "./player.js";
import { at, button, fill } from "./screens.js";
import { word } from "./words.js";

const MORNING = [5, 15]; // the hours in which the last night is what one comes for

/** Show the routines but for `rescue`, which has its own button; `then` has what a tap does: open(routine), goOn(routine, place), back(). */
export function drawHome(routines, rescue, player, then) {
  const rows = routines
    .filter((routine) => routine !== rescue)
    .map((routine) => button(routine.title, () => then.open(routine), lengthOf(routine)));
  const first = player.routine ? playingRow(player, then) : leftRow(routines, then);
  if (first) {
    first.classList.add("first");
    rows.unshift(first);
  }
  fill(at("routines"), rows);
  at("routines")[isMorning() ? "before" : "after"](at("to-night"));
}

/** Whether one comes for the last night now. */
export function isMorning() {
  const hour = new Date().getHours();
  return hour >= MORNING[0] && hour < MORNING[1];
}

/** The length of a routine in whole minutes, with the boots or without them. */
export function lengthOf(routine, withoutBoots = false) {
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
  const routine = place && routines.find((each) => each.name === place.name && each.language === place.language);
  if (!routine || place.digest !== routine.digest || place.seconds > routine.seconds - 1) {
    return null;
  }
  const left = leftOf(routine.seconds - place.seconds);
  return button(word("goOn", { title: routine.title }), () => then.goOn(routine, place), left);
}
