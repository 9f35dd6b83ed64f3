// What is heard at a place of a track: its step, and its line.

/** The number of the step that is heard `seconds` into `routine`. */
export function stepAt(routine, seconds) {
  const after = routine.chapters.findIndex((chapter) => chapter.start > seconds + 0.05);
  return Math.max(0, (after < 0 ? routine.chapters.length : after) - 1);
}

/** What of `lines` was begun last `seconds` into their track, or nothing before the first one. */
export function lineAt(lines, seconds) {
  const after = lines.findIndex((line) => line.start > seconds);
  return lines[(after < 0 ? lines.length : after) - 1]?.text ?? "";
}
