// What was heard in the last nights, from which the morning's first answers follow: a rescue is a cramp.

import { eveningOf } from "./evenings.js";
import { keep, kept } from "./storage.js";

const MOST_HEARD = 60;
const COUNTS_FROM = 10; // seconds: whoever tries in the evening how loud it is hears less
const SAME_CRAMP = 15 * 60_000; // milliseconds within which a rescue that begins again is for the same cramp

/** Remember how much of `routine` was heard, in the diary of `person`; `withoutBoots` without its compression. */
export function noteHeard(routine, started, heard, finished, withoutBoots, person) {
  const plays = kept("heard", []);
  const before = plays.find((play) => play.started === started);
  const isLong = finished || heard >= routine.seconds / 2;
  const holds = routine.stretches || routine.boots.length > 0;
  const told = {
    started, person,
    rescue: before?.rescue || (routine.rescue && heard >= COUNTS_FROM),
    stretched: before?.stretched || (holds && isLong),
    compression: before?.compression || (routine.compression && !withoutBoots && isLong),
  };
  keep("heard", [...plays.filter((play) => play !== before), told].slice(-MOST_HEARD));
}

/** What follows for the night of `date`, such as 2026-11-24: {cramps: the moments of each, stretched, compression}. */
export function heardIn(date, person) {
  const plays = kept("heard", []).filter((play) => play.person === person && eveningOf(new Date(play.started)) === date);
  const moments = plays.filter(({ rescue }) => rescue).map(({ started }) => new Date(started)).sort((a, b) => a - b);
  return {
    cramps: moments.filter((moment, number) => number === 0 || moment - moments[number - 1] > SAME_CRAMP),
    stretched: plays.some(({ stretched }) => stretched),
    compression: plays.some(({ compression }) => compression),
  };
}
