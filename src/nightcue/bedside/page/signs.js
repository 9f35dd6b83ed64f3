// Warning signs that were noted: what to do about them, and the question before the boots the next evening.

import { evenings } from "./evenings.js";
import { nightOf } from "./outbox.js";

export const SIGNS = ["swelling", "warmth", "redness", "numbness", "weakness"];
const URGENT = ["swelling", "warmth", "redness"]; // with pain, what a thrombosis looks like

/** What to do about `signs`, or nothing where there are none; `facts` are those of the language. */
export function helpFor(signs, facts) {
  if (!signs.length) {
    return "";
  }
  return isUrgent(signs) ? `${facts.urgent} ${facts.help}` : facts.help;
}

/** Whether one of `signs` may be a thrombosis. */
export function isUrgent(signs) {
  return signs.some((sign) => URGENT.includes(sign));
}

/** The signs that were noted last, of the nights that can still be noted. */
export function signsNoted() {
  const nights = evenings().sort().reverse().map(nightOf);
  return nights.find((night) => night?.signs)?.signs ?? [];
}
