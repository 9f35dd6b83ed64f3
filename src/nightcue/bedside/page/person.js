// Whose diary the nights of this device go into, where the server keeps more than one.

import { keep, kept } from "./storage.js";

/** The diaries that the server keeps, by their names; with one alone there is nothing to choose. */
export function diaries() {
  return kept("diaries", []);
}

/** The diary of this device's nights; no name is the only one. */
export function person() {
  const there = diaries();
  const chosen = kept("diary", "");
  return there.includes(chosen) ? chosen : there[0] ?? "";
}

/** From now on the nights of this device are those of `name`. */
export function choosePerson(name) {
  keep("diary", name);
}
