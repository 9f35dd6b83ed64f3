// The two palettes: red for the dark, amber for eyes that see no red.

import { keep, kept } from "./storage.js";

/** Show the page in the colours that were chosen. */
export function paint() {
  document.documentElement.dataset.colours = kept("colours", "red") === "amber" ? "amber" : "red";
}

/** Choose the other palette. */
export function chooseColours() {
  keep("colours", document.documentElement.dataset.colours === "amber" ? "red" : "amber");
  paint();
}
