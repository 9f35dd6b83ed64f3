// Programmes over weeks: of each, the routine that is due tonight, by the nights that were done here and in the diary.

import { eveningOf } from "./evenings.js";
import { person } from "./person.js";
import { daysAfter, placeInProgramme } from "./programme_nights.js";
import { keep, kept } from "./storage.js";
import { word } from "./words.js";

const MOST_NIGHTS_DONE = 400;
const [NOTED_BEFORE, NOTED_SINCE] = [7, 42]; // nights that the verdict of the diary needs, and the most that it waits for
const SIGN_DAYS = 28; // after which a warning sign is no reason any more
const SORE_MORNINGS = 3; // so many running, before an easier week is offered; nightcue play has the same

/** Of `routines`, those of tonight: of each programme only the week that is due. */
export function ofTonight(routines) {
  return routines.filter(({ programme }) => !programme || placeOfTonight(programme).week === programme.week);
}

/** What is said of tonight's place in a programme: Week 2, night 9. */
export function placeSaid({ programme }) {
  const { week, night, repeats, rests, finished } = placeOfTonight(programme);
  const key = finished ? "programmeFinished" : rests ? "programmeRests" : repeats ? "programmeAgain" : "programmeNight";
  return word(key, { week, n: night });
}

/** Remember that a night of a programme was done with `routine`, of which so many seconds were `heard`. */
export function noteNight({ programme, seconds }, started, heard, finished, who) {
  if (programme && (finished || 2 * heard >= seconds)) {
    const nights = { ...notedIn(programme, who), [eveningOf(new Date(started))]: programme.week };
    keepNights(programme, who, Object.fromEntries(Object.entries(nights).sort().slice(-MOST_NIGHTS_DONE)));
    chooseWeek(programme, who, null);
  }
}

/** The easier week to offer tonight in place of that of `routine`: {week, less}, or null. */
export function easierTonight({ programme }) {
  const { began, finished } = placeOfTonight(programme);
  const mornings = Array.from({ length: SORE_MORNINGS }, (_, number) => daysAfter(tonight(), -number - 1));
  const isNew = began !== null && began <= mornings.at(-1) && !finished;
  const { signs, measuring, legs } = legsKnown();
  const isAsked = isNew && !signs && !measuring && answersOfTonight()[programme.name] !== tonight();
  return isAsked && mornings.every((date) => legs[date] === "sore") ? programme.easier : null;
}

/** From tonight on, go on from `week`, or where it is null from where it is; the offer is not made again tonight. */
export function answerEasier({ programme }, week) {
  keep("easierAnswered", { ...kept("easierAnswered", {}), [person()]: { ...answersOfTonight(), [programme.name]: tonight() } });
  if (week !== null) {
    chooseWeek(programme, person(), week);
  }
}

function tonight() {
  return eveningOf(new Date());
}

function placeOfTonight({ name, nights }) {
  const chosen = kept("programmeChosen", {})[person()]?.[name];
  const done = nightsDone(name);
  return placeInProgramme(nights, chosen ? { ...done, [tonight()]: chosen } : done, tonight());
}

/** The evenings on which a night of a programme was done, with its week; what the person says goes before what was heard. */
function nightsDone(name) {
  const done = { ...diaryOf().done?.[name], ...notedIn({ name }, person()) };
  for (const { date, stretched } of nightsSaid()) {
    if (stretched === true) {
      done[date] ??= null;
    } else if (stretched === false) {
      delete done[date];
    }
  }
  return done;
}

/** What is known of the legs after the last nights, here and in the diary: {legs: by evening, signs, measuring}. */
function legsKnown() {
  const here = nightsSaid();
  const { legs = {}, signs = false, measuring = isMeasuring(here.map(({ date }) => date)) } = diaryOf();
  const said = Object.fromEntries(here.filter((night) => night.legs).map((night) => [night.date, night.legs]));
  const isWarned = here.some((night) => night.signs?.length && night.date > daysAfter(tonight(), -SIGN_DAYS));
  return { legs: { ...legs, ...said }, signs: signs || isWarned, measuring };
}

/** Whether nights before and since the first one of a programme, noted at `dates`, may still be compared. */
function isMeasuring(dates) {
  const nights = Object.values(kept("programmeNights", {})[person()] ?? {});
  const first = nights.flatMap(Object.keys).sort()[0];
  const since = dates.filter((date) => date >= first).length;
  return dates.length - since >= NOTED_BEFORE && since < NOTED_SINCE;
}

function nightsSaid() {
  return kept("nights", []).filter((night) => (night.person ?? "") === person());
}

/** What the server's diary of this person knows of programmes. */
function diaryOf() {
  return kept("programmes", {})[person()] ?? {};
}

function answersOfTonight() {
  return kept("easierAnswered", {})[person()] ?? {};
}

function notedIn({ name }, who) {
  return kept("programmeNights", {})[who]?.[name] ?? {};
}

function keepNights({ name }, who, nights) {
  const all = kept("programmeNights", {});
  keep("programmeNights", { ...all, [who]: { ...all[who], [name]: nights } });
}

/** Have `week` played tonight and until a night of it is done; null has the one that is due. */
function chooseWeek({ name }, who, week) {
  const all = kept("programmeChosen", {});
  keep("programmeChosen", { ...all, [who]: { ...all[who], [name]: week } });
}
