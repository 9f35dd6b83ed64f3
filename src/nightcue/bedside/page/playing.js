// The screen while something plays: a tap anywhere pauses, and the keys below lead from step to step.

import { leftOf } from "./home.js";
import { keep, kept } from "./storage.js";
import { BACK } from "./player.js";
import { at, button, fill, notice, show, write } from "./screens.js";
import { word } from "./words.js";

const SLEEP = [10, 20, 30, 45, 60]; // minutes
const KEYS = "button, a, input, textarea";

/** Connect the screen with `player`. */
export function connectPlaying(player) {
  const draw = () => player.routine && drawPlaying(player);
  for (const type of ["moved", "changed", "trouble"]) {
    player.addEventListener(type, draw);
  }
  at("playing").addEventListener("click", ({ target }) => {
    if (!target.closest(KEYS) || target.closest("#pause")) {
      notice("");
      player.toggle();
    }
  });
  at("previous").onclick = () => player.previous();
  at("next").onclick = () => player.next();
  at("back15").onclick = () => player.back(BACK);
  at("words").onclick = () => {
    keep("words", !kept("words", false));
    draw();
  };
  const louder = (steps) => {
    player.louder(steps);
    draw();
  };
  at("to-timer").onclick = () => askTime(player);
  at("quieter").onclick = () => louder(-1);
  at("louder").onclick = () => louder(1);
  hideDeadVolume();
}

/** Show what plays. Text is written only where it has changed, so that nothing flickers and nothing is spoken twice. */
export function drawPlaying(player) {
  const { routine, step, isPlaying } = player;
  const showsWords = kept("words", false);
  write("playing-title", routine.title);
  write("state", word(isPlaying ? "playing" : "paused"));
  const place = word("stepOf", { n: step + 1, all: routine.chapters.length });
  write("step", routine.chapters[step].title);
  write("left", routine.chapters.length > 1 ? `${place} · ${leftOf(player.left)}` : leftOf(player.left));
  write("line", player.line);
  write("tap", word(isPlaying ? "tapToPause" : "tapToGoOn"));
  write("words-state", word(showsWords ? "on" : "off"));
  at("line").hidden = !showsWords;
  at("words").setAttribute("aria-pressed", String(showsWords));
  at("pause").classList.toggle("paused", !isPlaying);
  at("next").disabled = player.playedAfter(step) >= routine.chapters.length;
  write("timer-state", timerLeft(player));
  write("volume", word("percent", { n: Math.round(player.volume * 100) }));
}

function timerLeft(player) {
  if (player.sleepsAt === null) {
    return word("off");
  }
  return word("minutes", { n: Math.max(1, Math.ceil((player.sleepsAt - Date.now()) / 60_000)) });
}

function askTime(player) {
  const choose = (minutes) => () => {
    player.sleepAfter(minutes);
    show("playing", at("pause"));
  };
  const times = SLEEP.map((minutes) => button(word("minutes", { n: minutes }), choose(minutes)));
  fill(at("times"), [...times, button(word("timerOff"), choose(0))]);
  show("timer");
}

/** Phones that keep the volume for their own keys ignore a page's; a key that does nothing is worse than none. */
function hideDeadVolume() {
  const probe = new Audio();
  probe.volume = 0.5;
  at("quieter").hidden = at("louder").hidden = probe.volume !== 0.5;
}
