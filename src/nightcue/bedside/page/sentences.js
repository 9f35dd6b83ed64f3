// The sentences of a track, with their times: in large letters, a line is too long to be seen at once.

const SHORT = 70; // characters up to which sentences are shown together
const SLOWEST = 0.1; // seconds a character, in a track whose lines do not show how fast it speaks

/**
 * The lines of `routine`, parted into sentences: [{text, start: seconds}]. The list says only when a line begins, so its
 * sentences share its time by their lengths.
 */
export function sentencesOf({ lines, language }) {
  const pace = paceOf(lines);
  return lines.flatMap((line, number) => {
    const end = Math.min(line.start + pace * line.text.length, lines[number + 1]?.start ?? Infinity);
    let begun = 0;
    return partsOf(line.text, language).map((part) => {
      const start = line.start + ((end - line.start) * begun) / line.text.length;
      begun += part.length;
      return { text: part.trim(), start };
    });
  });
}

/** Seconds a character, of the line that the next one follows soonest: it has the least silence after it. */
function paceOf(lines) {
  const paces = lines.slice(1).map(({ start }, number) => (start - lines[number].start) / lines[number].text.length);
  return Math.min(SLOWEST, ...paces);
}

/** `text` in parts of whole sentences, as few as are short enough. */
function partsOf(text, language) {
  if (!Intl.Segmenter) {
    return [text];
  }
  const parts = [];
  for (const { segment } of new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)) {
    const together = (parts.at(-1) ?? "") + segment;
    if (parts.length && together.trim().length <= SHORT) {
      parts[parts.length - 1] = together;
    } else {
      parts.push(segment);
    }
  }
  return parts;
}
