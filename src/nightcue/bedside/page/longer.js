// A track with more time in it: frames of a window's own silence once more, and where in the track each part of it is.

import { cutAt } from "./frames.js";

const MARGIN = 4; // frames at both ends of a window in which the lines around it may still sound

/**
 * The frames to play from `seconds` on, with `longer` ({window, seconds}, in order) in them. A part is
 * {offset, end} in bytes, `at` which second of what is played it begins, `track`, the second of the track that is,
 * `more`, the seconds of it that the track does not have, and the `window` that they are of.
 *
 * Silent frames stand on their own, so that they can be repeated anywhere among themselves.
 */
export function partsFrom(frames, seconds, longer) {
  const { starts, length, rate, delay } = frames;
  const first = starts.indexOf(cutAt(frames, seconds).offset);
  const parts = [];
  let [now, played] = [first, 0];
  const add = (from, to, window = null) => {
    if (to > from) {
      const more = window ? ((to - from) * length) / rate : 0;
      const track = Math.max(0, (from * length - delay) / rate);
      parts.push({ offset: starts[from], end: starts[to], at: (played * length) / rate, track, more, window });
      played += to - from;
    }
  };
  for (const { window, seconds: wanted } of longer) {
    const from = Math.ceil((window.start * rate + delay) / length) + MARGIN;
    const to = Math.floor((window.end * rate + delay) / length) - MARGIN;
    if (to <= from || window.end * rate <= first * length - delay) {
      continue;
    }
    add(now, to);
    now = Math.max(now, to);
    for (let left = Math.round((wanted * rate) / length); left > 0; left -= to - from) {
      add(to - Math.min(left, to - from), to, window);
    }
  }
  add(now, starts.length);
  return parts;
}

/** Where in the track `seconds` of what is played from `parts` are. */
export function inTrack(parts, seconds) {
  const part = partAt(parts, seconds);
  return part.track + seconds - part.at;
}

/** How many seconds that the track does not have come after `seconds` of what is played, in all windows or in one. */
export function moreAfter(parts, seconds, window = null) {
  const here = partAt(parts, seconds);
  return parts
    .filter((part) => part.at >= here.at && (window === null || part.window === window))
    .reduce((sum, part) => sum + part.more - (part === here ? Math.min(part.more, seconds - part.at) : 0), 0);
}

function partAt(parts, seconds) {
  return parts.findLast((part) => part.at <= seconds) ?? parts[0];
}
