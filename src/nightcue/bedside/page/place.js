// What is heard at a place of a track: its step, its line, and where the other form of its routine says the same.

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

/** Where in the form `to` of a routine `seconds` of its form `from` are: as long after the same line, never into the next. */
export function samePlace(from, to, seconds) {
  const shared = from.detail === "full" ? sharedLines(from, to) : sharedLines(to, from);
  if (!shared.length) {
    // what is said when may still be on its way
    const { title } = from.chapters[stepAt(from, seconds)];
    return to.chapters.find((chapter) => chapter.title === title)?.start ?? 0;
  }
  const number = shared.findLastIndex((line) => line[from.detail] <= seconds);
  if (number < 0) {
    return 0;
  }
  const next = shared[number + 1]?.[to.detail] ?? to.seconds;
  return Math.min(shared[number][to.detail] + seconds - shared[number][from.detail], next);
}

/** When each line that both forms say begins in them: {full, brief}; the brief form only leaves lines out. */
function sharedLines(full, brief) {
  let first = 0;
  return brief.lines.flatMap(({ text, start }) => {
    const found = full.lines.findIndex((line, number) => number >= first && line.text === text);
    first = found < 0 ? first : found + 1;
    return found < 0 ? [] : [{ full: full.lines[found].start, brief: start }];
  });
}
