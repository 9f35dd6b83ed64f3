// The sleep timer: when it is due, and where the sound sinks so that no instruction is lost.

import { wornSpans, wornUntil } from "./windows.js";

const FADE = 25; // seconds in which the sound sinks
const SHORTEST_FADE = 20; // seconds in which it may sink where there is less room between two lines
const LOOKED_FOR = 120; // seconds after it is due in which so much room is looked for; then the most room has to do
const AWAKE = 120_000; // milliseconds in which going on leads back to where the sound began to sink

/** The end of this step, or of the track, as a choice beside the minutes. */
export const STEP = "step";
export const END = "end";

export class SleepTimer {
  /** Lets `player` fall silent; `canFade` says whether this page may set how loud its sound is. */
  constructor(player, canFade) {
    this.player = player;
    this.canFade = canFade;
    this.choice = 0;
    this.slept = null; // {at: milliseconds of the clock, from: seconds of the track} once it has fallen silent
  }

  /** Stop after so many minutes, at the end of this STEP or at the END; 0 is never. */
  choose(choice) {
    clearTimeout(this.alarm);
    const wasFading = this.isFading;
    this.choice = choice;
    this.fade = null;
    this.dueAt = typeof choice === "number" ? Date.now() + choice * 60_000 : 0;
    if (this.dueAt && choice) {
      this.alarm = setTimeout(() => this.look(), choice * 60_000);
    }
    if (wasFading) {
      this.player.setGain(1);
    }
  }

  /** Minutes that are left, begun ones counted. */
  get minutes() {
    return Math.max(0, Math.ceil((this.dueAt - Date.now()) / 60_000));
  }

  /** What is left of the choice, as a choice: of minutes that are over, one. */
  get left() {
    return typeof this.choice === "number" && this.choice ? Math.max(1, this.minutes) : this.choice;
  }

  get isDue() {
    return this.choice !== 0 && Date.now() >= this.dueAt;
  }

  get isFading() {
    return Boolean(this.fade) && this.player.position > this.fade.start;
  }

  /** Whether it would have to stop while something is worn, and waits until that is off. */
  get isTooEarly() {
    const { routine, position } = this.player;
    return this.choice !== 0 && this.choice !== END && routine !== null && wornUntil(routine, position) !== null;
  }

  /** Sink, and stop, where the place that is heard asks for it. */
  look() {
    const { player } = this;
    if (!this.isDue || !player.routine) {
      return;
    }
    if (!player.isPlaying) {
      if (typeof this.choice === "number") {
        this.choose(0); // it is silent already
      }
      return;
    }
    this.find();
    const { start, end } = this.fade;
    const { position } = player;
    if (end >= player.routine.seconds - 0.5 && this.canFade) {
      player.setGain(gainAt(position, start, end)); // the track ends by itself
    } else if (position >= (this.canFade ? end : start)) {
      this.sleep();
    } else if (this.canFade && position > start) {
      player.setGain(gainAt(position, start, end));
    }
  }

  /** Go on from where the sound began to sink, where that was just now; returns whether it was. */
  wake() {
    const slept = this.slept;
    this.slept = null;
    if (!slept || Date.now() - slept.at > AWAKE) {
      return false;
    }
    this.player.playFrom(slept.from);
    return true;
  }

  /** Who does something while the sound sinks is awake; before that, the place to sink is another one now. */
  keepAwake() {
    if (this.isFading) {
      this.choose(0);
    }
    this.fade = null;
  }

  find() {
    const { routine, position, step } = this.player;
    if (this.fade) {
      return;
    }
    if (!routine.lines.length) {
      this.fade = blindly(routine, position);
      return;
    }
    const stop = { [STEP]: routine.chapters[step].end, [END]: routine.seconds }[this.choice];
    this.fade = stop === undefined ? fadeAfter(routine, position) : fadeBefore(routine, stop, position);
    if (!this.canFade) {
      // the sound stops at once: after minutes as soon as nobody speaks, and else when all of it has been heard
      this.fade.start = typeof this.choice === "number" ? this.fade.start : this.fade.end;
    }
  }

  sleep() {
    const from = this.fade.start;
    this.choose(0);
    this.player.fallSilent();
    this.slept = { at: Date.now(), from };
  }
}

/** Where to sink while it is not known what is said when: at once, and where there are boots at the end. */
function blindly(routine, seconds) {
  const start = routine.compression ? routine.seconds : seconds;
  return { start, end: Math.min(routine.seconds, start + FADE) };
}

/** The first place from `seconds` on to sink, with no line in it and nothing worn: {start, end} in seconds. */
export function fadeAfter(routine, seconds) {
  let best = null;
  for (const quiet of quietFrom(routine, seconds)) {
    if (best && quiet.start > seconds + LOOKED_FOR) {
      break;
    }
    if (!best || quiet.end - quiet.start > best.end - best.start) {
      best = quiet;
    }
    if (quiet.end - quiet.start >= SHORTEST_FADE) {
      break;
    }
  }
  const { start, end } = best ?? { start: routine.seconds, end: routine.seconds };
  return { start, end: Math.min(end, start + FADE) };
}

/** The place to sink that ends at `stop`, or when what is worn then is off; from `seconds` on. */
export function fadeBefore(routine, stop, seconds) {
  const end = wornUntil(routine, stop) ?? stop;
  const before = [...routine.lines, ...wornSpans(routine)].map((each) => each.end).filter((each) => each <= end);
  return { start: Math.max(seconds < end ? seconds : 0, end - FADE, ...before), end };
}

/** The times from `seconds` on in which no line is spoken and nothing is worn, in order. */
function quietFrom(routine, seconds) {
  const taken = [...routine.lines, ...wornSpans(routine)].sort((one, other) => one.start - other.start);
  const quiet = [];
  let now = seconds;
  for (const { start, end } of taken) {
    if (start > now) {
      quiet.push({ start: now, end: start });
    }
    now = Math.max(now, end);
  }
  return now < routine.seconds ? [...quiet, { start: now, end: routine.seconds }] : quiet;
}

function gainAt(seconds, start, end) {
  return seconds <= start ? 1 : Math.max(0, (end - seconds) / (end - start)) ** 2;
}
