// What the page itself says, in every language. {names} are filled in.

/** The words by language and key, as `nightcue site` wrote them into the page from the files page.yaml. */
export const WORDS = JSON.parse(document.getElementById("words-of-the-page").textContent);

let spoken = "en";

/** Choose the language of `word`: a key of WORDS. */
export function speak(language) {
  spoken = language;
}

/** The language that was chosen. */
export function language() {
  return spoken;
}

/** How dates and times are written here: as the person's own country writes them, where it speaks this language. */
export function locale() {
  return navigator.languages.find((tag) => tag.split("-")[0] === spoken) ?? spoken;
}

/** The words for `key`, with the values of `filled` in place of {names}. */
export function word(key, filled = {}) {
  return WORDS[spoken][key].replace(/\{(\w+)\}/g, (_, name) => String(filled[name]));
}
