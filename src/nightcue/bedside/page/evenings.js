// The evenings whose nights can be noted.

const EVENING = 18; // from this hour on, a cramp may be one of the night that is coming; the diary goes by it too
const TWO_DAYS = 2;

/** The evenings that a night can belong to, as 2026-11-24: last night first. */
export function evenings() {
  const now = new Date();
  const back = Array.from({ length: TWO_DAYS }, (_, number) => dayBefore(now, number + 1));
  return now.getHours() >= EVENING ? [...back, dayBefore(now, 0)] : back;
}

function dayBefore(now, days) {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days);
  const two = (number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
