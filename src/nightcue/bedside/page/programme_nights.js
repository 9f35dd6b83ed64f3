// Which night of a programme tonight is, from the nights that were done; nightcue play reckons it in the same way.

const A_PROGRAMMES_WEEK = 7; // evenings that a week lasts, from its first night done
const ENOUGH = 0.5; // the share of a week's nights that have to be done, lest it repeats

/**
 * The place of the evening `today` in a programme whose weeks have so many `nights` each. `done` has the evenings on
 * which a night was done, with the week that was played; null where only the person says so, which counts in a week
 * that has begun. {week, night: of the programme, began: its first evening, or null, repeats, rests, finished}
 */
export function placeInProgramme(nights, done, today) {
  const walk = { week: 1, done: 0, began: null, repeats: false, finished: false, farthest: 1 };
  for (const evening of Object.keys(done).filter((each) => each < today).sort()) {
    comeTo(walk, nights, evening, done[evening]);
    if (done[evening] !== null || walk.began !== null) {
      walk.done += 1;
      walk.began ??= evening;
    }
  }
  comeTo(walk, nights, today, done[today] ?? null);
  const inWeek = nights[walk.week - 1];
  const before = nights.slice(0, walk.week - 1).reduce((sum, each) => sum + each, 0);
  const { week, began, repeats, finished } = walk;
  const night = before + (finished ? inWeek : Math.min(walk.done + 1, inWeek));
  return { week, night, began, repeats, rests: !finished && walk.done >= inWeek, finished };
}

/** Come to an evening, on which the track of the week `played` was heard, or of none. */
function comeTo(walk, nights, evening, played) {
  if (walk.began !== null && evening >= daysAfter(walk.began, A_PROGRAMMES_WEEK)) {
    endWeek(walk, nights);
  }
  if (played !== null && played !== walk.week && played >= 1 && played <= nights.length) {
    Object.assign(walk, { week: played, done: 0, began: null, repeats: played <= walk.farthest, finished: false });
  }
  walk.farthest = Math.max(walk.farthest, walk.week);
}

function endWeek(walk, nights) {
  if (walk.finished) {
    return;
  }
  const isMissed = walk.done < ENOUGH * nights[walk.week - 1];
  if (!isMissed && walk.week === nights.length) {
    walk.finished = true;
  } else {
    Object.assign(walk, { week: walk.week + (isMissed ? 0 : 1), done: 0, began: null, repeats: isMissed });
  }
}

/** The date so many days after another one, both as 2026-11-24; before it where they are fewer than none. */
export function daysAfter(date, days) {
  const [year, month, day] = date.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}
