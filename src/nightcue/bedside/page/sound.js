// One track as sound: streamed at first, and cut at the exact frame as soon as all of it is here.

import { cutAt, endOfPart, framesOf } from "./frames.js";
import { IS_SINGLE, trackOf, trackUrl } from "./list.js";
import { MOST_BYTES, WAYS } from "./ways.js";

const HAS_WHAT_COMES_NEXT = 3; // HTMLMediaElement.HAVE_FUTURE_DATA
const NEAR_THE_BEGINNING = 1; // seconds that a stream may begin too early
const TOO_LONG = 4000; // milliseconds after which a sound that does not begin is started otherwise

export class Sound extends EventTarget {
  /** `element` is an audio element that nothing else uses. Fires "moved", "changed", "ended" and "trouble". */
  constructor(routine, element) {
    super();
    this.routine = routine;
    this.element = element;
    this.isWanted = false; // whether it should be heard
    this.trouble = null; // the word for what keeps it from being heard
    this.begins = 0; // where in the track the element's time 0 is, in seconds
    this.goesOnAt = null; // where the part that the element has ends, in seconds, when it is not the last one
    this.cut = null; // {blob, frames} when the whole track is here
    this.way = 0; // the one of WAYS in which the cut track is handed to the element
    this.url = null;
    this.hasBegun = false; // whether something of this url was heard
    this.startsAt = 0; // where to start when nothing is loaded yet
    this.turns = 0; // counts what was asked for, so that a late answer does not undo it
    this.listeners = new AbortController();
    this.listen();
  }

  listen() {
    const on = (type, then) => this.element.addEventListener(type, then, { signal: this.listeners.signal });
    on("timeupdate", () => this.tell("moved"));
    on("playing", () => this.heard());
    on("pause", () => this.pausedByTheDevice());
    on("ended", () => this.end());
    on("error", () => this.element.error && this.goOnOtherwise());
    on("waiting", () => this.hasBegun && !this.isFromMemory && this.goOnFromMemory());
  }

  /** Load the track so that it plays at once; resolves when it is here or is known not to be. */
  async prepare(seconds) {
    const turn = (this.turns += 1);
    this.startsAt = seconds;
    this.release();
    try {
      await this.fetched();
    } catch {
      return; // it is asked for again, and the reason told, when it is to play
    }
    if (turn === this.turns) {
      await this.load(seconds);
    }
  }

  get isLoaded() {
    return this.url !== null;
  }

  /** Whether the element has the track itself, and not the address of a server. */
  get isFromMemory() {
    return /^(blob|data):/.test(this.url ?? "");
  }

  /** Where the track is, in seconds. */
  get position() {
    return this.isLoaded ? this.begins + this.element.currentTime : this.startsAt;
  }

  /** Play on; to be called while a tap is being answered. */
  play() {
    this.turns += 1;
    this.isWanted = true;
    this.trouble = null;
    if (this.element.error) {
      this.letGo();
    }
    if (!this.isLoaded && (this.cut || this.startsAt > NEAR_THE_BEGINNING || IS_SINGLE)) {
      this.seek(this.startsAt);
    } else {
      if (!this.isLoaded) {
        this.stream();
        this.fetched().catch(() => {});
      }
      this.start();
    }
    this.tell("changed");
  }

  pause() {
    this.isWanted = false;
    this.element.pause();
    this.tell("changed");
  }

  /** Go to `seconds`, exactly where the whole track is here, and about there where it is not. */
  async seek(seconds) {
    const turn = (this.turns += 1);
    const place = Math.max(0, Math.min(seconds, this.routine.seconds - 0.1));
    try {
      await this.fetched();
    } catch (problem) {
      if (turn === this.turns) {
        this.seekInStream(place, problem.message);
      }
      return;
    }
    if (turn === this.turns) {
      await this.load(place);
    }
  }

  /** Stop using the element. */
  close() {
    this.turns += 1;
    this.pause();
    this.listeners.abort();
    this.release();
  }

  seekInStream(place, trouble) {
    const there = place - this.begins;
    const isThere = (ranges) => rangesOf(ranges).some(([from, to]) => from <= there && there <= to);
    if (this.isLoaded && !this.element.error && isThere(this.element.buffered) && isThere(this.element.seekable)) {
      this.element.currentTime = there;
      this.tell("moved");
    } else {
      this.startsAt = place;
      this.fail(trouble);
    }
  }

  /** The whole track; asked for again only when it did not come. */
  fetched() {
    this.coming ??= trackOf(this.routine).then(
      async (blob) => {
        this.cut = { blob, frames: framesOf(new Uint8Array(await blob.arrayBuffer())) };
      },
      (problem) => {
        this.coming = null;
        throw problem;
      },
    );
    return this.coming;
  }

  /** Hand the track from `seconds` on to the element, and play it if it is wanted. */
  async load(seconds) {
    const turn = this.turns;
    const { blob, frames } = this.cut;
    const isWhole = !frames || (seconds === 0 && blob.size <= MOST_BYTES);
    const from = isWhole ? { offset: 0, seconds: 0 } : cutAt(frames, seconds);
    const to = frames && endOfPart(frames, from.offset, MOST_BYTES);
    const url = await WAYS[this.way](blob.slice(from.offset, to?.offset, "audio/mpeg"));
    if (turn !== this.turns) {
      URL.revokeObjectURL(url);
      return;
    }
    this.use(url, from.seconds, to?.seconds);
    if (!frames) {
      this.element.currentTime = seconds;
    }
    if (this.isWanted) {
      this.start();
    }
    this.tell("moved");
  }

  stream() {
    this.use(trackUrl(this.routine), 0);
  }

  use(url, begins, goesOnAt = null) {
    this.release();
    this.begins = begins;
    this.goesOnAt = goesOnAt;
    this.url = url;
    this.hasBegun = false;
    this.element.src = url;
  }

  release() {
    if (this.url?.startsWith("blob:")) {
      URL.revokeObjectURL(this.url);
    }
    this.url = null;
  }

  /** Release what is loaded, and keep the place. */
  letGo() {
    this.startsAt = this.position;
    this.release();
  }

  start() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.isWanted && !this.hasBegun && this.goOnOtherwise(), TOO_LONG);
    this.element.play().catch((problem) => {
      if (problem.name === "NotAllowedError") {
        this.fail("blocked");
      }
    }); // anything else is told by the element's events
  }

  heard() {
    this.hasBegun = true;
    this.trouble = null;
    this.tell("changed");
  }

  pausedByTheDevice() {
    // a call came, or the headset was pulled; the end of a track and a new source pause as well, and mean nothing
    const { paused, ended, readyState, error } = this.element;
    if (this.isWanted && paused && !ended && readyState > 0 && !error) {
      this.isWanted = false;
      this.tell("changed");
    }
  }

  end() {
    if (this.goesOnAt !== null) {
      this.load(this.goesOnAt);
      return;
    }
    this.isWanted = false;
    this.startsAt = 0;
    this.release();
    this.tell("ended");
  }

  /** Nothing is heard: go on from memory, or from there in the next way. */
  goOnOtherwise() {
    if (!this.isLoaded) {
      return; // it is on its way already
    }
    if (!this.isFromMemory) {
      this.goOnFromMemory();
    } else if (this.way + 1 < WAYS.length) {
      this.way += 1;
      this.letGo();
      this.load(this.startsAt);
    } else if (this.element.error) {
      this.way = 0;
      this.letGo();
      if (this.isWanted) {
        this.fail("damaged");
      }
    } // or else it may begin late
  }

  /** The stream has run dry or broken off: play on from what was fetched beside it, or say why that is not possible. */
  async goOnFromMemory() {
    if (!this.isWanted) {
      return;
    }
    const [place, turn] = [this.position, this.turns];
    try {
      await this.fetched();
    } catch (problem) {
      if (this.isStillDry(turn)) {
        this.startsAt = place;
        this.fail(problem.message);
      }
      return;
    }
    if (this.isStillDry(turn)) {
      await this.load(place);
    }
  }

  isStillDry(turn) {
    const { error, readyState } = this.element;
    return turn === this.turns && this.isWanted && (error !== null || readyState < HAS_WHAT_COMES_NEXT);
  }

  fail(trouble) {
    this.isWanted = false;
    this.trouble = trouble;
    this.element.pause();
    if (trouble !== "blocked") {
      this.release(); // what did not come is asked for again at the next tap
    }
    this.tell("trouble");
  }

  tell(type) {
    this.dispatchEvent(new Event(type));
  }
}

/** TimeRanges as pairs of seconds. */
function rangesOf(ranges) {
  return Array.from({ length: ranges.length }, (_, number) => [ranges.start(number), ranges.end(number)]);
}
