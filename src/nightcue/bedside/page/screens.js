// The screens of the page: one at a time, with the way back, and the words of the chosen language on them.

import { language, word } from "./words.js";

/** The element with this id. */
export function at(id) {
  return document.getElementById(id);
}

/** A new element with `text` in it, never markup. */
export function made(tag, text = "", className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) {
    element.className = className;
  }
  return element;
}

/** A button with large words, and a few smaller ones beside them. */
export function button(text, then, aside = "") {
  const element = made("button");
  element.type = "button";
  element.append(made("span", text));
  if (aside) {
    element.append(made("span", aside, "aside"));
  }
  element.addEventListener("click", then);
  return element;
}

/** Put a list of buttons into a list element. */
export function fill(list, buttons) {
  list.replaceChildren(
    ...buttons.map((each) => {
      const item = made("li");
      item.append(each);
      return item;
    }),
  );
}

/** The screen that is seen. */
export function shown() {
  return document.body.dataset.screen;
}

/** Show a screen; the device's own way back leads from every other one to the first. */
export function show(name, focus = at(`${name}-title`)) {
  const before = shown();
  for (const section of document.querySelectorAll("main > section")) {
    section.hidden = section.id !== name;
  }
  document.body.dataset.screen = name;
  if (before !== name) {
    notice("");
    noteScreen(name);
    window.scrollTo(0, 0);
    focus.focus({ preventScroll: true });
  }
}

/** Go the way back to the first screen. */
export function goHome() {
  if (history.state) {
    history.back();
  } else {
    show("home");
  }
}

/** Say something that a screen reader speaks too; nothing takes it away. */
export function notice(text) {
  at("notice").textContent = text;
  at("notice").hidden = !text;
}

/** Write `text` into the element with this id where it is another one; returns whether it was. */
export function write(id, text) {
  const isNew = at(id).textContent !== text;
  if (isNew) {
    at(id).textContent = text;
  }
  return isNew;
}

/** Write the words of the chosen language wherever the page asks for them. */
export function translate() {
  document.documentElement.lang = language();
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = word(element.dataset.word);
  }
}

function noteScreen(name) {
  try {
    if (name !== "home" && !history.state) {
      history.pushState(name, "");
    } else if (name !== "home") {
      history.replaceState(name, "");
    }
  } catch {
    // a page opened as a file may not be allowed to
  }
}
