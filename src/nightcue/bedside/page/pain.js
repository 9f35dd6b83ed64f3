// "I feel pain": the sound stops, what to do is said and shown, and the rescue or the end is one tap away.

import { bytesInside, IS_SINGLE } from "./list.js";
import { at, show } from "./screens.js";
import { language } from "./words.js";
import { wornUntil } from "./windows.js";

let clip = null;

/** Connect the button; `facts` returns what the page knows of a language, `then` has what the keys do: rescue(), end(). */
export function connectPain(player, facts, then) {
  at("to-pain").onclick = () => {
    const { routine, position } = player;
    // until the windows are known, whoever may have boots on is told to take them off
    const isWorn = routine.windows.length ? wornUntil(routine, position) !== null : routine.compression;
    player.stopForPain();
    const { pain } = facts(language());
    at("pain-words").textContent = pain[isWorn ? "boots" : "other"];
    show("pain");
    speakClip(`${isWorn ? "pain-boots" : "pain"}.${language()}.mp3`, pain.spoken, player.volume);
  };
  at("pain-rescue").onclick = then.rescue;
  at("pain-end").onclick = then.end;
  for (const id of ["pain-rescue", "pain-end", "cramp"]) {
    at(id).addEventListener("click", hush);
  }
  document.querySelector("#pain .back").addEventListener("click", hush);
  window.addEventListener("popstate", hush);
}

/** The clips that are spoken in a language. */
export function painClips({ pain }, tag) {
  return pain.spoken ? [`pain.${tag}.mp3`, `pain-boots.${tag}.mp3`] : [];
}

/** Play the clip, where there is one in this language; the words are there all the same. */
function speakClip(name, isSpoken, volume) {
  if (isSpoken) {
    clip = new Audio();
    clip.src = IS_SINGLE ? URL.createObjectURL(bytesInside(name)) : name;
    clip.volume = volume;
    clip.play().catch(() => {});
  }
}

function hush() {
  clip?.pause();
  clip = null;
}
