// The language of the page: a button that names it, and a screen with every one that has tracks.

import { at, button, fill, show } from "./screens.js";
import { WORDS, language } from "./words.js";

/** Offer the languages that are `there`, where there is a choice; `then` is called with the one that is tapped. */
export function offerLanguages(there, then) {
  at("to-languages").hidden = there.every((tag) => tag === language());
  at("language").textContent = WORDS[language()].language;
  at("to-languages").onclick = () => {
    fill(at("languages-there"), there.map((tag) => languageButton(tag, then)));
    show("languages");
  };
}

function languageButton(tag, then) {
  const named = button(WORDS[tag].language, () => then(tag));
  named.lang = tag;
  if (tag === language()) {
    named.classList.add("first");
    named.setAttribute("aria-current", "true");
  }
  return named;
}
