// The list of routines, and the bytes of their tracks: files beside the page, or blocks inside it.

import { formsOf, paired } from "./forms.js";
import { takesOpus } from "./opus.js";
import { kept } from "./storage.js";

const inside = document.getElementById("list");

/** Whether everything is inside this one file. */
export const IS_SINGLE = inside !== null;

/** The list as `nightcue site` wrote it, or, `anew`, as it is there by now. Throws when it is not there. */
export async function readList(anew = false) {
  const list = IS_SINGLE ? JSON.parse(inside.textContent) : await listThere(anew);
  return { ...list, routines: paired(list.routines) };
}

async function listThere(anew) {
  const answer = await fetch("routines.json", anew ? { cache: "no-store" } : {});
  if (!answer.ok) {
    throw new Error(`routines.json: ${answer.status}`);
  }
  return answer.json();
}

/** Put what is said in the tracks into `list`, and when: it is read without, so that it is there at once. */
export async function readScores(list) {
  if (IS_SINGLE) {
    return;
  }
  try {
    const answer = await fetch("scores.json");
    const scores = answer.ok ? await answer.json() : {};
    for (const routine of list.routines.flatMap(formsOf)) {
      Object.assign(routine, scores[routine.track]);
    }
  } catch {
    // without them everything is still heard
  }
}

/** The same form of `routine` in the list that is there by now, where its track is another one; else null. */
export async function madeAnew(routine) {
  try {
    const { routines } = await readList(true);
    const isSame = (each) => ["name", "language", "detail"].every((field) => each[field] === routine[field]);
    const same = routines.flatMap(formsOf).find(isSame);
    return same && same.digest !== routine.digest ? same : null;
  } catch {
    return null;
  }
}

/** Whether the track of `routine` is fetched in Opus. */
export function isInOpus(routine) {
  return Boolean(routine.opus) && !IS_SINGLE && takesOpus();
}

/** Where a player finds the track of `routine`; one that says a name is given only to who has the ticket. */
export function trackUrl(routine, inOpus = isInOpus(routine)) {
  const path = (inOpus ? routine.opus : routine.track).split("/").map(encodeURIComponent).join("/");
  const ticket = routine.named ? kept("ticket", "") : "";
  return `${path}?${routine.digest}${ticket && `&${ticket}`}`;
}

/** The whole track as a Blob, until `signal` ends that. Rejects with the word for why not: "gone", "named" or "silent". */
export function trackOf(routine, signal) {
  return IS_SINGLE ? blockOf(routine) : download(routine, signal);
}

/** Hand every piece (Uint8Array) of the track in Opus to `take` as it comes. Rejects as trackOf does. */
export async function piecesOf(routine, signal, take) {
  const { body } = await answered(trackUrl(routine), signal);
  try {
    for (const reader = body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      take(value);
    }
  } catch {
    throw new Error("silent");
  }
}

async function download(routine, signal) {
  const answer = await answered(trackUrl(routine, false), signal);
  try {
    return await answer.blob();
  } catch {
    throw new Error("silent");
  }
}

async function answered(url, signal) {
  let answer;
  try {
    answer = await fetch(url, { signal });
  } catch {
    throw new Error("silent");
  }
  if (!answer.ok) {
    throw new Error({ 403: "named", 404: "gone" }[answer.status] ?? "silent");
  }
  return answer;
}

async function blockOf(routine) {
  return bytesInside(`track-${routine.number}`);
}

/** An MP3 that is inside this file, as a Blob, by the id of its block. */
export function bytesInside(id) {
  const text = atob(document.getElementById(id).textContent);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    bytes[at] = text.charCodeAt(at);
  }
  return new Blob([bytes], { type: "audio/mpeg" });
}
