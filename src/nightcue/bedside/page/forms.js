// The two forms of a routine: which one is heard tonight, and when the full one was last heard to its end.

import { person } from "./person.js";
import { keep, kept } from "./storage.js";

const A_WEEK = 7 * 24 * 3600 * 1000; // milliseconds after which the full form comes back; nightcue play has the same
const SAME_LENGTH = 0.5; // seconds within which a play was of this form, as it is now

/** The routines of `entries`, each in its usual form, which stands first; the second one is its `other`. */
export function paired(entries) {
  const routines = [];
  for (const entry of entries) {
    const usual = routines.find((each) => routineName(each) === routineName(entry) && each.detail !== entry.detail);
    if (usual) {
      usual.other = entry;
      entry.other = usual;
    } else {
      routines.push(entry);
    }
  }
  return routines;
}

/** Both forms of `routine`, or the one that it has. */
export function formsOf(routine) {
  return routine.other ? [routine, routine.other] : [routine];
}

/** The forms of `routine` that are heard on one night or another, tonight's first. */
export function heardForms(routine) {
  const form = formTonight(routine);
  return isBrief(routine) ? [form, form.other] : [form];
}

/** The form of `routine`, as the list has it, that is heard tonight: where it is brief, the full one comes back once a week. */
export function formTonight(routine) {
  if (!routine.other) {
    return routine;
  }
  const full = formsOf(routine).find(({ detail }) => detail === "full");
  return isBrief(routine) && !isDue(full) ? full.other : full;
}

/** Whether tonight's is the full form because it was not heard to its end for a week. */
export function comesBack(routine) {
  return isBrief(routine) && formTonight(routine).detail === "full";
}

/** From now on the form of `routine` that plays is its usual one on this device. */
export function chooseForm(form) {
  keep("brief", { ...kept("brief", {}), [choiceName(form)]: form.detail === "brief" });
}

/** Note that `form` was heard to its end. */
export function noteWhole(form) {
  if (form.other && form.detail === "full") {
    keep("whole", { ...kept("whole", {}), [wholeOf(form)]: Date.now() });
  }
}

/** Whether `routine`, as the list has it, is usually brief on this device. */
function isBrief(routine) {
  return Boolean(routine.other) && (kept("brief", {})[choiceName(routine)] ?? routine.detail === "brief");
}

/** Whether the full form was not heard to its end in the last week: on this device, or by the diary of its person. */
function isDue(full) {
  const here = kept("whole", {})[wholeOf(full)];
  const elsewhere = (kept("finished", {})[person()] ?? [])
    .filter((play) => play.routine === full.name && play.language === full.language)
    .filter(({ length }) => Math.abs(length - full.seconds) < SAME_LENGTH)
    .map(({ started }) => Date.parse(started));
  // one that was heard in the future, by a clock that was wrong, counts as never
  return ![here, ...elsewhere].some((moment) => moment <= Date.now() && Date.now() - moment < A_WEEK);
}

function routineName({ name, language }) {
  return `${name}.${language}`;
}

/** What a choice for `routine` is kept under: all weeks of a programme share theirs. */
export function choiceName({ name, language, programme }) {
  return `${programme?.name ?? name}.${language}`;
}

function wholeOf(full) {
  return `${routineName(full)} ${person()}`;
}
