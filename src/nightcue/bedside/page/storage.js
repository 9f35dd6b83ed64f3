// What the browser keeps between two visits; where it keeps nothing, what this page knows until it is closed.

const KEPT_UNDER = "nightcue.";
const inMemory = new Map(); // only what the browser refused: another tab may have kept something else since
let keepsNothing = false;

/** Keep `value` under `name`; returns whether it will still be there after the page is closed. */
export function keep(name, value) {
  try {
    localStorage.setItem(KEPT_UNDER + name, JSON.stringify(value));
    inMemory.delete(name);
    keepsNothing = false;
  } catch {
    inMemory.set(name, value);
    keepsNothing = true; // forbidden, or full
  }
  return !keepsNothing;
}

/** What is kept under `name`, or `otherwise`. */
export function kept(name, otherwise) {
  if (inMemory.has(name)) {
    return inMemory.get(name);
  }
  try {
    const text = localStorage.getItem(KEPT_UNDER + name);
    return text === null ? otherwise : JSON.parse(text) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** Whether this browser has just refused to keep something. */
export function isForgetful() {
  return keepsNothing;
}
