// The nights of this browser as a file, as `nightcue diary import` takes it: for where no server takes them.

import { answersIn } from "./outbox.js";
import { made } from "./screens.js";
import { kept } from "./storage.js";
import { word } from "./words.js";

/** A link that saves the nights and plays of `person` as a file, or null where there are none. */
export function linkToNights(person) {
  const nights = kept("nights", []).filter((night) => (night.person ?? "") === person).map(answersIn);
  const plays = kept("plays", []).filter((play) => (play.person ?? "") === person).map(answersIn);
  if (!nights.length && !plays.length) {
    return null;
  }
  const lines = (items) => `[${items.map((item) => `\n${JSON.stringify(item)}`).join(",")}\n]`;
  const text = `{"nights": ${lines(nights)},\n"plays": ${lines(plays)}}\n`;
  const link = made("a", word("takeNights", { n: nights.length }), "row");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = "nights.json";
  return link;
}
