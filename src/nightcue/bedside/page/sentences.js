// The sentences of a track, with their times: in large letters, a line is too long to be seen at once.

const SHORT = 70; // characters up to which sentences are shown together
const PACE = 0.08; // seconds a character, in tracks of before that do not say when a line ends

/** The lines of `routine`, parted into sentences that share their time by their lengths: [{text, start: seconds}]. */
export function sentencesOf({ lines, language }) {
  return lines.flatMap(({ text, start, end }) => {
    const lasts = end > start ? end - start : PACE * text.length;
    let begun = 0;
    return partsOf(text, language).map((part) => {
      const moment = start + (lasts * begun) / text.length;
      begun += part.length;
      return { text: part.trim(), start: moment };
    });
  });
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
