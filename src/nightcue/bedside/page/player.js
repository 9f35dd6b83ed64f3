// What plays now: its steps, its place, the sleep timer, the volume.

import { chime, keptLonger, noteNeeded, notePlayed } from "./more_time.js";
import { lineAt, stepAt } from "./place.js";
import { SleepTimer } from "./sleep_timer.js";
import { keep, kept } from "./storage.js";
import { Sound } from "./sound.js";
import { canBeLonger, windowAt } from "./windows.js";

/** Seconds that one tap goes back. */
export const BACK = 15;

/** Seconds before a line, so that its first sound is not cut off. */
export const HEADROOM = 0.03;

const VOLUME_STEP = 0.1;
const AGAIN_WITHIN = 3; // seconds into a step in which "step before" goes to the one before
const FRESH = 12 * 3600 * 1000; // milliseconds after which a place is of another night
const NOTED_EVERY = 5; // seconds between two notes of the place

export class Player extends EventTarget {
  /** Fires "moved", "changed", "ended", "trouble" and "slept". */
  constructor() {
    super();
    this.element = new Audio();
    this.sound = null;
    this.play = null; // {started, heard}: the play that is being listened to
    this.timer = new SleepTimer(this, setsVolume());
    this.ring = chime();
    this.leftOut = []; // numbers of the steps that are not played
    this.leaps = false; // on the way over steps that are left out
    this.setVolume(kept("volume", 1));
  }

  get routine() {
    return this.sound?.routine ?? null;
  }

  get isPlaying() {
    return this.sound?.isWanted ?? false;
  }

  get position() {
    return this.sound?.position ?? 0;
  }

  get left() {
    const ahead = this.leftOut.map((number) => this.routine.chapters[number]).filter(({ start }) => start >= this.position);
    const more = this.sound.more();
    return more + Math.max(0, this.routine.seconds - this.position - ahead.reduce((sum, { start, end }) => sum + end - start, 0));
  }

  /** The number of the step that is heard. */
  get step() {
    return stepAt(this.routine, this.position);
  }

  /** The line that was begun last, or nothing before the first one. */
  get line() {
    return lineAt(this.routine.lines, this.position);
  }

  /** The window that is heard, or null. */
  get window() {
    return windowAt(this.routine, this.position);
  }

  /** Whether the routine waits for a tap. */
  get waits() {
    return this.isPlaying && this.window?.until_tap === true;
  }

  /** Take `routine` up at a place, ready to play, with the boots or without them. */
  take(routine, { seconds = 0, started = null, heard = 0, withoutBoots = false } = {}) {
    this.leave();
    this.leftOut = withoutBoots ? routine.boots : [];
    this.leaps = false;
    this.sound = this.made(routine);
    if (seconds > 0) {
      this.sound.prepare(seconds);
    }
    this.play = { started: started ?? new Date(), heard };
    notePlayed(routine);
    this.last = seconds;
  }

  /** Start `routine` from its beginning, with the boots or without them. */
  start(routine, withoutBoots = false) {
    this.take(routine, { withoutBoots });
    this.sound.play();
  }

  /** Go on in another form of the routine, at `seconds` of it; it is the same play, with the same sleep timer. */
  switchTo(routine, seconds) {
    const { play, isPlaying, timer } = this;
    const [withoutBoots, sleep] = [this.leftOut.length > 0, timer.left];
    this.take(routine, { ...play, seconds, withoutBoots });
    this.sleepAfter(sleep);
    if (isPlaying) {
      this.sound.play();
    }
    this.note();
  }

  toggle() {
    if (this.timer.isFading && this.isPlaying) {
      this.sleepAfter(0); // who taps while the sound sinks is awake
    } else if (this.waits) {
      this.goOn();
    } else if (this.isPlaying) {
      this.timer.keepAwake();
      this.sound.pause();
      this.note();
    } else if (!this.timer.wake()) {
      this.sound.play();
    }
  }

  /** Go on where the routine waits for the listener. */
  goOn() {
    if (this.waits) {
      this.seek(this.window.end - HEADROOM);
    }
  }

  seek(seconds) {
    this.timer.keepAwake();
    this.sound.longer = keptLonger(this.routine);
    this.sound.seek(seconds);
    this.last = null;
  }

  /** Play from there on. */
  playFrom(seconds) {
    this.sound.isWanted = true;
    this.seek(seconds);
    this.tell("changed");
  }

  /** Have the window that is heard last its own length longer; returns false where none is to be longer. */
  moreTime() {
    const { sound, window } = this;
    if (!canBeLonger(window)) {
      return false;
    }
    this.timer.keepAwake();
    this.ring(this.volume);
    noteNeeded(this.routine, window);
    const others = sound.longer.filter((each) => each.window !== window);
    const longer = [...others, { window, seconds: sound.more(window) + window.seconds }];
    sound.lengthen(longer.sort((one, other) => one.window.start - other.window.start));
    return true;
  }

  toStep(number) {
    const chapter = this.routine.chapters[number];
    if (chapter) {
      this.seek(chapter.start);
    }
  }

  previous() {
    const isEarly = this.position - this.routine.chapters[this.step].start < AGAIN_WITHIN;
    let number = this.step - (isEarly ? 1 : 0);
    while (this.leftOut.includes(number)) {
      number -= 1;
    }
    this.toStep(Math.max(0, number));
  }

  next() {
    this.toStep(this.playedAfter(this.step));
  }

  /** The number of the first step after `number` that is played, or of none. */
  playedAfter(number) {
    do {
      number += 1;
    } while (this.leftOut.includes(number));
    return number;
  }

  /** Go past the steps that are left out; until the sound is there, it is asked for once only. */
  leap() {
    const next = this.playedAfter(this.step);
    if (next >= this.routine.chapters.length) {
      this.ended();
    } else if (!this.leaps) {
      this.leaps = true;
      this.toStep(next);
    }
  }

  back(seconds) {
    this.seek(this.position - seconds);
  }

  /** The volume from 0.1 to 1, kept for the next night. */
  setVolume(volume) {
    this.volume = Math.round(Math.max(VOLUME_STEP, Math.min(1, volume)) * 100) / 100;
    this.element.volume = this.volume;
    keep("volume", this.volume);
  }

  louder(steps) {
    this.timer.keepAwake();
    this.setVolume(this.volume + steps * VOLUME_STEP);
  }

  /** Have what is heard be this much of the volume, from 0 to 1. */
  setGain(gain) {
    if (this.sound) {
      this.sound.element.volume = this.volume * gain;
    }
  }

  /** Stop after so many minutes, or at the end of this step or of the track; 0 is never. */
  sleepAfter(choice) {
    this.timer.choose(choice);
    this.tell("changed");
  }

  /** Stop, and let nothing go on by itself. */
  stopForPain() {
    this.timer.choose(0);
    this.sound.pause();
    this.note();
  }

  /** Stop, as the sleep timer wants it. */
  fallSilent() {
    this.sound.pause();
    this.setGain(1);
    this.note();
    this.tell("slept");
  }

  /** The place that was left in a night that is not over, or null. */
  static placeLeft() {
    const place = kept("place", null);
    return place && Date.now() - place.at < FRESH ? place : null;
  }

  /** Note where the track is, to go on there after a reload. */
  note() {
    if (this.sound && this.play) {
      const { name, language, digest } = this.routine;
      const { started, heard } = this.play;
      const withoutBoots = this.leftOut.length > 0;
      const place = { name, language, digest, seconds: this.position, started: started.toISOString(), heard, withoutBoots };
      keep("place", { ...place, at: Date.now() });
      this.noted = this.position;
    }
  }

  made(routine) {
    const sound = new Sound(routine, this.element);
    sound.longer = keptLonger(routine);
    sound.addEventListener("moved", () => this.isHeard(sound) && this.moved());
    sound.addEventListener("changed", () => this.isHeard(sound) && this.tell("changed"));
    sound.addEventListener("trouble", () => this.isHeard(sound) && this.stopped());
    sound.addEventListener("ended", () => this.isHeard(sound) && this.ended());
    return sound;
  }

  isHeard(sound) {
    return sound === this.sound;
  }

  moved() {
    if (this.leftOut.includes(this.step)) {
      this.leap();
      return;
    }
    this.leaps = false;
    const step = this.position - (this.last ?? this.position);
    if (this.isPlaying && step > 0 && step < 2) {
      this.play.heard += step;
    }
    this.last = this.position;
    if (!this.sound.longer.length) {
      this.sound.longer = keptLonger(this.routine); // what is known of windows may come after the sound
    }
    if (this.sound.isBehind && canBeLonger(this.window)) {
      this.sound.lengthen(this.sound.longer);
    }
    this.timer.look(); // timers may sleep in a pocket; the sound does not
    if (Math.abs(this.position - (this.noted ?? -NOTED_EVERY)) >= NOTED_EVERY) {
      this.note();
    }
    this.tell("moved");
  }

  stopped() {
    this.note();
    this.tell("trouble");
  }

  ended() {
    this.tell("ended");
    keep("place", null);
    this.leave();
    this.tell("changed");
  }

  /** Let go of what plays. */
  leave() {
    const sound = this.sound;
    if (!sound) {
      return;
    }
    this.timer.choose(0); // it ends with its track
    this.timer.slept = null;
    sound.pause();
    this.tell("left");
    this.sound = null;
    this.play = null;
    sound.close();
  }

  tell(type) {
    this.dispatchEvent(new Event(type));
  }
}

/** Whether this page may set how loud it is: phones that keep the volume for their own keys ignore it. */
export function setsVolume() {
  const probe = new Audio();
  probe.volume = 0.5;
  return probe.volume === 0.5;
}
