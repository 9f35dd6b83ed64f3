// The screen of the rescue: its words in letters that are read without glasses, and deaf to a hand that trembles.

import { BACK, setsVolume } from "./player.js";
import { at, notice, show, shown, write } from "./screens.js";
import { word } from "./words.js";

const DEAF = 2000; // milliseconds after a beginning in which only the key for the beginning is heard
const TREMBLING = 1000; // milliseconds between two taps of a hand that trembles
const FIRST_HELP = 5; // seconds that belong to the first words
const SIZES = 10; // of letters, from the largest to the smallest, as the style has them

let deafUntil = 0;

/** Connect the screen with `rescue`; the volume is that of `player`, for the next nights too. */
export function connectRescue(rescue, player) {
  const draw = () => rescue.routine && drawRescue(rescue);
  for (const type of ["moved", "changed"]) {
    rescue.addEventListener(type, draw);
  }
  document.addEventListener("click", keepDeaf, { capture: true });
  window.addEventListener("resize", () => shown() === "rescue" && fitLetters());
  at("rescue-words").onclick = () => rescue.toggle();
  at("rescue-back15").onclick = () => rescue.back(BACK);
  at("rescue-next").onclick = () => rescue.next();
  at("rescue-more").onclick = () => {
    turnDeaf(); // to what appears under the finger
    showMore(at("rescue-quieter").hidden);
  };
  const louder = (steps) => {
    player.louder(steps);
    rescue.element.volume = player.volume;
    draw();
  };
  at("rescue-quieter").onclick = () => louder(-1);
  at("rescue-louder").onclick = () => louder(1);
  at("rescue-more").hidden = !setsVolume(); // there is no more on a phone that keeps the volume for its own keys
}

/** Show the rescue that has just begun. */
export function showRescue(rescue) {
  turnDeaf();
  showMore(false);
  show("rescue", at("cramp"));
  notice("");
  drawRescue(rescue);
  fitLetters();
}

/** Whether this is the rescue in its first moments, which only its beginning may interrupt. */
export function isDeaf() {
  return shown() === "rescue" && performance.now() < deafUntil;
}

function turnDeaf(milliseconds = DEAF) {
  deafUntil = Math.max(deafUntil, performance.now() + milliseconds);
}

function keepDeaf(event) {
  if (isDeaf() && !event.target.closest("#cramp")) {
    event.stopPropagation();
    event.preventDefault();
    turnDeaf(TREMBLING);
  }
}

function drawRescue(rescue) {
  const { routine, step, isPlaying, isSilent, position } = rescue;
  const all = routine.chapters.length;
  const how = isPlaying ? (isSilent ? word("noSound") : "") : word("paused");
  at("rescue-words").classList.toggle("paused", !isPlaying);
  at("rescue-line").lang = routine.language;
  at("rescue-line").setAttribute("aria-live", isSilent ? "polite" : "off"); // what is heard need not be read out too
  write("rescue-step", [how, all > 1 ? word("stepOf", { n: step + 1, all }) : ""].filter(Boolean).join(" · "));
  write("rescue-tap", word(isPlaying ? "tapHereToPause" : "tapHereToGoOn"));
  at("rescue-next").disabled = position < FIRST_HELP || step + 1 >= all;
  write("rescue-volume", word("percent", { n: Math.round(rescue.element.volume * 100) }));
  if (write("rescue-line", rescue.sentence)) {
    fitLetters();
  }
}

/** Make the letters as large as the screen has room for; the smallest ones stay readable, and the page is scrolled then. */
function fitLetters() {
  const line = at("rescue-line");
  const page = document.documentElement;
  for (let size = 1; size <= SIZES; size += 1) {
    line.dataset.size = String(size);
    if (page.scrollHeight <= window.innerHeight && line.scrollWidth <= line.clientWidth) {
      return;
    }
  }
}

function showMore(isMore) {
  at("rescue-more").setAttribute("aria-expanded", String(isMore));
  at("rescue-quieter").hidden = at("rescue-louder").hidden = !isMore;
  at("rescue-back15").hidden = at("rescue-next").hidden = isMore;
}
