// Somebody else has noted the same night meanwhile, in another tab or on another phone: add to it, or correct it.

import { answersIn, dropNight, keepNight } from "./outbox.js";
import { button, made } from "./screens.js";
import { word } from "./words.js";

const MOST_CRAMPS = 100; // that the diary takes

/**
 * Ask what is to become of `mine`, the answers for a night of which `there` is noted, with at least its number of cramps:
 * in `form`, in place of what is in it. `then` is called when it is kept, or dropped.
 */
export function askOverNight(form, mine, there, then) {
  const told = made("p", word(there.cramps === 1 ? "thereOne" : "thereNoted", { n: there.cramps }), "urgent");
  told.setAttribute("role", "alert");
  const keepAs = (night) => () => {
    keepNight(night, there.version);
    then(true);
  };
  const sum = Math.min(MOST_CRAMPS, there.cramps + mine.cramps);
  const choices = [
    button(word("correctTo", { n: mine.cramps }), keepAs(mine)),
    button(word("leaveThere"), () => {
      there.isHere ? keepNight(answersIn(there), there.version) : dropNight(mine.date);
      then(false);
    }),
  ];
  if (mine.cramps > 0 && there.cramps > 0) {
    choices.unshift(button(word("addMine", { n: sum }), keepAs(together(mine, there, sum))));
  }
  form.replaceChildren(told, ...choices);
  window.scrollTo(0, 0);
  choices[0].focus();
}

/** Two persons' answers, or one's own of two times: the cramps of both, and the stronger and the longer of them. */
function together(mine, there, cramps) {
  const most = ["intensity", "longest"].filter((name) => name in mine && name in there);
  const larger = Object.fromEntries(most.map((name) => [name, Math.max(mine[name], there[name])]));
  return { ...(there.isHere ? answersIn(there) : {}), ...mine, ...larger, cramps };
}
