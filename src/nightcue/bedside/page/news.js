// A page that is left open for days: of what day it is, and noticing that it was made anew.

import { IS_SINGLE } from "./list.js";
import { at } from "./screens.js";
import { locale, word } from "./words.js";

const EVERY = 60_000; // milliseconds between two looks
const RELOADED_FOR = "nightcue.reloaded"; // the version for which this tab was loaded again, so that it is so only once
const FILES = ["./", "page.css", "main.js", "routines.json", "scores.json"];

/** Say of what day `list` is. */
export function showDay(list) {
  const day = new Intl.DateTimeFormat(locale(), {
    weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit",
  });
  at("made").textContent = list.made ? word("madeOn", { day: day.format(new Date(list.made)) }) : "";
}

/** Look now and then, and when somebody comes back, whether there is a newer page than `list` is of; load it once `isIdle()`. */
export function watchForNews(list, isIdle) {
  if (IS_SINGLE || !list.version) {
    return;
  }
  const look = async () => {
    const version = await versionThere();
    if (version && version !== list.version && isIdle() && !wasLoadedFor(version)) {
      await loadAgain(version);
    }
  };
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  window.addEventListener("online", look);
}

/** The version of the page that the server has, or null. */
async function versionThere() {
  try {
    const answer = await fetch("made.json", { cache: "no-store" });
    return answer.ok ? (await answer.json()).version : null;
  } catch {
    return null;
  }
}

function wasLoadedFor(version) {
  try {
    return sessionStorage.getItem(RELOADED_FOR) === version;
  } catch {
    return true; // it could be loaded again and again
  }
}

/** A worker answers with the page that it keeps, so the new one has to be there first. */
async function loadAgain(version) {
  try {
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.update();
    const coming = registration?.installing ?? registration?.waiting;
    if (coming && !(await becomesActive(coming))) {
      return;
    }
    // a server that says nothing of how long its files are good leaves that to the browser, which may show the old ones
    await Promise.all(FILES.map((file) => fetch(file, { cache: "reload" })));
    sessionStorage.setItem(RELOADED_FOR, version);
    location.reload();
  } catch {
    // the server is away; the page that is here goes on
  }
}

function becomesActive(worker) {
  return new Promise((done) => {
    const tell = () => ["activated", "redundant"].includes(worker.state) && done(worker.state === "activated");
    worker.addEventListener("statechange", tell);
    tell();
  });
}
