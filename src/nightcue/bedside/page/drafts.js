// Answers that are not saved yet: they outlive the way back, a cramp, another night and a closed page.

import { evenings } from "./evenings.js";
import { keep, kept } from "./storage.js";

/** What was answered of the night of `date` in the diary of `person` and not saved: {night, base}, or null. */
export function draftOf(date, person) {
  return kept("drafts", {})[draftName(date, person)] ?? null;
}

/** Keep the answers so far; `base` is what was known of that night when they were begun. */
export function keepDraft(night, base, person) {
  const drafts = Object.entries(kept("drafts", {})).filter(([name]) => evenings().some((date) => name.startsWith(date)));
  keep("drafts", { ...Object.fromEntries(drafts), [draftName(night.date, person)]: { night, base } });
}

/** The answers are saved, or given up. */
export function forgetDraft(date, person) {
  const { [draftName(date, person)]: _, ...others } = kept("drafts", {});
  keep("drafts", others);
}

function draftName(date, person) {
  return `${date} ${person}`;
}
