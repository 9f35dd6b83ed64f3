// The list of routines, and the bytes of their tracks: files beside the page, or blocks inside it.

import { kept } from "./storage.js";

const inside = document.getElementById("list");

/** Whether everything is inside this one file. */
export const IS_SINGLE = inside !== null;

/** The list as `nightcue site` wrote it. Throws when it is not there. */
export async function readList() {
  if (IS_SINGLE) {
    return JSON.parse(inside.textContent);
  }
  const answer = await fetch("routines.json");
  if (!answer.ok) {
    throw new Error(`routines.json: ${answer.status}`);
  }
  return answer.json();
}

/** Where a player finds the track of `routine`; one that says a name is given only to who has the ticket. */
export function trackUrl(routine) {
  const path = routine.track.split("/").map(encodeURIComponent).join("/");
  const ticket = routine.named ? kept("ticket", "") : "";
  return `${path}?${routine.digest}${ticket && `&${ticket}`}`;
}

/** The whole track as a Blob. Rejects with the word for why not: "gone", "named" or "silent". */
export function trackOf(routine) {
  return IS_SINGLE ? blockOf(routine) : download(routine);
}

async function download(routine) {
  let answer;
  try {
    answer = await fetch(trackUrl(routine));
  } catch {
    throw new Error("silent");
  }
  if (!answer.ok) {
    throw new Error({ 403: "named", 404: "gone" }[answer.status] ?? "silent");
  }
  try {
    return await answer.blob();
  } catch {
    throw new Error("silent");
  }
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
