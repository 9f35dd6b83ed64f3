// The windows of a track as a listener has to do with them: which one is now, and while which something is worn.

const LEAST = 1; // seconds that a window has to last for more time to be of use

/** The window that `seconds` of the track are in, or null. */
export function windowAt(routine, seconds) {
  return (routine.windows ?? []).find(({ start, end }) => start <= seconds && seconds < end) ?? null;
}

/** Whether more time may be given in `window`, and is of use. */
export function canBeLonger(window) {
  return window !== null && window.more_time && window.seconds >= LEAST;
}

/**
 * From when to when something is on the leg: from the end of the window before the first in which it is, to the end of the
 * last, or to the beginning of the next where no window is left for taking it off.
 */
export function wornSpans(routine) {
  const windows = routine.windows ?? [];
  const spans = [];
  windows.forEach((window, number) => {
    if (!window.worn) {
      return;
    }
    const following = windows[number + 1]?.start ?? routine.seconds;
    const end = window.kind === "session" ? following : window.end;
    if (windows[number - 1]?.worn) {
      spans.at(-1).end = end;
    } else {
      spans.push({ start: windows[number - 1]?.end ?? 0, end });
    }
  });
  return spans;
}

/** When what is worn at `seconds` of the track is off, or null where nothing is. */
export function wornUntil(routine, seconds) {
  return wornSpans(routine).find(({ start, end }) => start <= seconds && seconds < end)?.end ?? null;
}
