// The rescue, always ready: heard where there is sound, read where there is none. It keeps no place, and has no timer.

import { lineAt, stepAt } from "./place.js";
import { HEADROOM } from "./player.js";
import { sentencesOf } from "./sentences.js";
import { Sound } from "./sound.js";

const PATIENCE = 2000; // milliseconds without sound after which the words go on by themselves
const LOOKS_EVERY = 200; // milliseconds
const NEAR = 0.05; // seconds from the beginning in which nothing has been heard yet
const LEAP = 2; // seconds between two looks that nobody has listened to
const AGAIN = 3; // seconds into a step in which "step before" goes to the one before

export class Rescue extends EventTarget {
  /** Fires "moved" and "changed", "left" while it can still be told what was heard, "ended" likewise, and "over". */
  constructor() {
    super();
    this.element = new Audio();
    this.sound = null;
    this.prepared = Promise.resolve(); // settled when it is here, or known not to be
    this.play = null; // {started, heard in seconds}: the rescue that goes on
    this.leftOut = []; // no step of a rescue is left out
    this.isPlaying = false;
    this.isSilent = false; // whether the words go on without sound
    this.place = 0; // seconds into the track, as it was known at the moment `since`
    this.since = 0;
    this.looked = 0; // the moment of the last look
    this.seen = 0; // where the sound was then
  }

  /** What goes on, or null. */
  get routine() {
    return this.play && this.sound.routine;
  }

  /** Seconds into the track: where the sound is, and without sound, where it would be by now. */
  get position() {
    const alone = this.isSilent && this.isPlaying ? (performance.now() - this.since) / 1000 : 0;
    return Math.min(this.place + alone, this.sound.routine.seconds);
  }

  get step() {
    return stepAt(this.routine, this.position);
  }

  /** The sentence that is said; the first one from the tap on. */
  get sentence() {
    return lineAt(this.sentences, this.position) || (this.sentences[0]?.text ?? "");
  }

  /** Have `routine` ready, so that a tap is answered at once; what goes on is left alone. */
  ready(routine) {
    if (this.play || !routine || this.sound?.routine === routine) {
      return;
    }
    this.sound?.close();
    this.element.preload = "auto";
    this.sentences = sentencesOf(routine);
    this.sound = this.listened(new Sound(routine, this.element));
    this.prepared = this.sound.prepare(this.beginning);
  }

  /** Start, or start again, at the beginning and at `volume`; to be called while a tap is being answered. */
  start(volume) {
    this.play ??= { started: new Date(), heard: 0 };
    this.element.volume = volume;
    this.rewind();
    this.isSilent = false;
    this.resume();
  }

  /** Nothing in a rescue waits for the listener. */
  goOn() {}

  toggle() {
    if (!this.isPlaying) {
      this.resume();
      if (this.isSilent) {
        this.sound.seek(this.place);
      }
      return;
    }
    this.look();
    this.place = this.position;
    this.isPlaying = false;
    this.sound.pause();
  }

  seek(seconds) {
    this.take(Math.max(this.beginning, Math.min(seconds, this.routine.seconds)));
    this.sound.seek(this.place);
    this.tell("moved");
  }

  back(seconds) {
    this.seek(this.position - seconds);
  }

  next() {
    const chapter = this.routine.chapters[this.step + 1];
    if (chapter) {
      this.seek(chapter.start);
    }
  }

  previous() {
    const { start } = this.routine.chapters[this.step];
    const isEarly = this.position - start < AGAIN;
    this.seek(isEarly ? this.routine.chapters[Math.max(0, this.step - 1)].start : start);
  }

  /** Stop, and be ready for the next time. */
  leave() {
    if (this.play) {
      this.tell("left");
      this.stop();
    }
  }

  /** Where it begins to be heard: a track opens with a moment of silence, and a cramp does not wait for it. */
  get beginning() {
    return Math.max(0, (this.sound.routine.lines[0]?.start ?? 0) - HEADROOM);
  }

  listened(sound) {
    sound.addEventListener("moved", () => this.play && this.look());
    sound.addEventListener("changed", () => this.play && this.followed());
    sound.addEventListener("ended", () => this.play && this.end());
    return sound;
  }

  /** Have the sound begin at the beginning; where it is there already, as before the first tap, it plays at once. */
  rewind() {
    const { sound } = this;
    const isThere = sound.isLoaded && sound.position < this.beginning + NEAR;
    if (!isThere && sound.isLoaded && !sound.cut) {
      this.element.currentTime = 0;
    } else if (!isThere) {
      sound.release();
      sound.startsAt = this.beginning;
    }
    this.take(this.beginning);
  }

  resume() {
    this.isPlaying = true;
    this.since = this.looked = performance.now();
    this.sound.play();
    clearInterval(this.looks);
    this.looks = setInterval(() => this.isPlaying && this.look(), LOOKS_EVERY);
  }

  /** Be at a place from now on; the sound may come there later. */
  take(seconds) {
    this.place = seconds;
    this.since = performance.now();
    this.seen = this.sound.position;
  }

  /** See how far the sound is; where it has not come for a while, the words go on without it. */
  look() {
    const now = performance.now();
    const there = this.sound.position;
    const gone = this.isSilent ? (now - this.looked) / 1000 : there - this.place;
    if (this.isPlaying && gone > 0 && gone < LEAP) {
      this.play.heard += gone;
    }
    this.looked = now;
    if (there !== this.seen) {
      this.take(there);
      this.isSilent = false;
    } else if (this.isPlaying && now - this.since >= PATIENCE) {
      this.isSilent = true;
    }
    if (this.position >= this.routine.seconds) {
      this.end();
    } else {
      this.tell("moved");
    }
  }

  /** Pause where the device has paused the sound; a sound that fails is no reason to. */
  followed() {
    if (this.isPlaying && !this.sound.isWanted && !this.sound.trouble) {
      this.isPlaying = false;
    }
    this.tell("changed");
  }

  end() {
    this.tell("ended");
    this.stop();
    this.tell("over");
  }

  stop() {
    clearInterval(this.looks);
    this.isPlaying = false;
    this.sound.pause();
    this.play = null;
    this.sound.prepare(this.beginning);
  }

  tell(type) {
    this.dispatchEvent(new Event(type));
  }
}
