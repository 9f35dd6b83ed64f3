// The evenings that nights are named after, as 2026-11-24, and whose nights can be noted.

const EVENING = 18; // from this hour on, a cramp may be one of the night that is coming; the diary goes by it too
const TWO_DAYS = 2;
const NIGHT_BEGINS = 12; // a night goes from noon to noon, by the clock of this place

/** The evenings that a night can belong to: last night first. */
export function evenings() {
  const now = new Date();
  const back = Array.from({ length: TWO_DAYS }, (_, number) => dayBefore(now, number + 1));
  return now.getHours() >= EVENING ? [...back, dayBefore(now, 0)] : back;
}

/** The evening of the night that a moment belongs to. */
export function eveningOf(moment) {
  return dayBefore(moment, moment.getHours() < NIGHT_BEGINS ? 1 : 0);
}

function dayBefore(now, days) {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days);
  const two = (number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
