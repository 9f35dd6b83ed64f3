// The screen while something plays: a tap anywhere pauses, and the keys below lead from step to step.

import { leftOf } from "./home.js";
import { keep, kept } from "./storage.js";
import { BACK, setsVolume } from "./player.js";
import { at, button, fill, notice, show, write } from "./screens.js";
import { END, STEP } from "./sleep_timer.js";
import { canBeLonger, wornUntil } from "./windows.js";
import { word } from "./words.js";

const SLEEP = [10, 20, 30, 45, 60]; // minutes
const KEYS = "button, a, input, textarea";

/** Connect the screen with `player`; `switchForm` goes on in the other form of what plays. */
export function connectPlaying(player, switchForm) {
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
  at("more-time").onclick = () => {
    notice(player.moreTime() ? "" : word("moreTimeWhere"));
    draw();
  };
  at("brief").onclick = switchForm;
  at("to-timer").onclick = () => askTime(player);
  at("quieter").onclick = () => louder(-1);
  at("louder").onclick = () => louder(1);
  at("quieter").hidden = at("louder").hidden = !setsVolume(); // a key that does nothing is worse than none
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
  write("tap", word(whatATapDoes(player)));
  drawMoreTime(player);
  drawBrief(routine);
  write("words-state", word(showsWords ? "on" : "off"));
  at("line").hidden = !showsWords;
  at("words").setAttribute("aria-pressed", String(showsWords));
  at("pause").classList.toggle("paused", !isPlaying);
  at("next").disabled = player.playedAfter(step) >= routine.chapters.length;
  write("timer-state", timerLeft(player));
  write("volume", word("percent", { n: Math.round(player.volume * 100) }));
}

/** The word for what a tap anywhere does. */
function whatATapDoes({ isPlaying, timer, waits }) {
  if (!isPlaying) {
    return "tapToGoOn";
  }
  return timer.isFading ? "tapToStayAwake" : waits ? "tapWhenReady" : "tapToPause";
}

/** Whether the key for more time is of use now, and how much more it gives. */
function drawMoreTime({ window }) {
  const isOfUse = canBeLonger(window);
  at("more-time").setAttribute("aria-disabled", String(!isOfUse));
  write("more-time-state", isOfUse ? word("moreTimeBy", { time: amountOf(window.seconds) }) : word("moreTimeNotNow"));
}

/** Which of its two forms plays; a routine that has one has no key. */
function drawBrief({ detail, other }) {
  const isOn = detail === "brief";
  at("brief").hidden = !other;
  at("brief").setAttribute("aria-pressed", String(isOn));
  write("brief-state", word(isOn ? "on" : "off"));
}

/** A length of time as it stands on a key. */
export function amountOf(seconds) {
  const isShort = seconds < 90 || seconds % 60;
  return isShort ? word("seconds", { n: Math.round(seconds) }) : word("minutes", { n: seconds / 60 });
}

function timerLeft({ timer }) {
  if (timer.choice === 0) {
    return word("off");
  }
  if (timer.isTooEarly && timer.isDue) {
    return word("bootsFirst");
  }
  const ends = { [STEP]: "atStepEnd", [END]: "atEnd" };
  return timer.choice in ends ? word(ends[timer.choice]) : word("minutes", { n: Math.max(1, timer.minutes) });
}

function askTime(player) {
  at("timer-note").hidden = wornUntil(player.routine, player.position) === null;
  const choose = (minutes) => () => {
    player.sleepAfter(minutes);
    show("playing", at("pause"));
  };
  const times = SLEEP.map((minutes) => button(word("minutes", { n: minutes }), choose(minutes)));
  const ends = [button(word("atStepEnd"), choose(STEP)), button(word("atEnd"), choose(END))];
  fill(at("times"), [...ends, ...times, button(word("timerOff"), choose(0))]);
  show("timer");
}
