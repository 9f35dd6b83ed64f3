// One track as sound: heard as it comes at first, and cut at the exact frame as soon as all of it is here.

import { Coming } from "./coming.js";
import { IS_SINGLE, isInOpus, trackUrl } from "./list.js";
import { inTrack, moreAfter, partsFrom } from "./longer.js";
import { endOf, oggOf, refuseOpus, runOf } from "./opus.js";
import { BEGINS_AT_ONCE, MOST_BYTES, WAYS, parted } from "./ways.js";

const HAS_WHAT_COMES_NEXT = 3; // HTMLMediaElement.HAVE_FUTURE_DATA
const NEAR_THE_BEGINNING = 1; // seconds that a stream may begin too early
const FIRST_PACKETS = 150; // packets with which a sound is begun that still comes, 3 s
const TOO_LONG = 4000; // milliseconds after which a sound that does not begin is started otherwise

export class Sound extends EventTarget {
  /** `element` is an audio element that nothing else uses. Fires "moved", "changed", "ended" and "trouble". */
  constructor(routine, element) {
    super();
    this.routine = routine;
    this.element = element;
    this.isWanted = false; // whether it should be heard
    this.trouble = null; // the word for what keeps it from being heard
    this.longer = []; // {window, seconds}: what lasts longer than in the track, in order
    this.parts = null; // of the track, as they are loaded; null where all of it is
    this.laid = null; // what of `longer` is in them
    this.coming = new Coming(routine);
    this.way = 0; // the one of WAYS in which the element gets it from here
    this.before = 0; // seconds of what is played that the element had before
    this.rest = null; // {sound, before}, or {run, from} in Opus, that it is to have next
    this.url = null;
    this.flows = false; // whether something of this url has been heard
    this.startsAt = 0; // where to start when nothing is loaded yet
    this.goal = null; // the place asked for last, until it is heard from there
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
    on("waiting", () => this.flows && !this.isFromMemory && this.goOnFromMemory());
  }

  /** Load the track so that it plays at once; resolves when it is here or is known not to be. */
  async prepare(seconds) {
    const turn = (this.turns += 1);
    this.startsAt = seconds;
    this.release();
    try {
      await this.coming.whole();
    } catch {
      return; // it is asked for again, and the reason told, when it is to play
    }
    if (turn === this.turns) {
      await this.load(seconds);
    }
  }

  /** {blob, frames} when the whole track is here; in Opus there is no blob. */
  get cut() {
    return this.coming.cut;
  }

  get isLoaded() {
    return this.url !== null;
  }

  /** Whether the element has the track itself, and not the address of a server. */
  get isFromMemory() {
    return /^(blob|data):/.test(this.url ?? "");
  }

  /** How many seconds of what is played have been. */
  get played() {
    return this.before + this.element.currentTime;
  }

  /** Where the track is, in seconds; where it is to be, while that place is being loaded. */
  get position() {
    return this.goal ?? this.placeHeard;
  }

  get placeHeard() {
    return this.isLoaded ? (this.parts ? inTrack(this.parts, this.played) : this.played) : this.startsAt;
  }

  /** How many seconds that the track does not have are still to come, in all windows or in one. */
  more(window = null) {
    if (this.laid === this.longer && this.parts) {
      return moreAfter(this.parts, this.played, window);
    }
    return this.longer
      .filter((each) => (window === null ? each.window.end > this.position : each.window === window))
      .reduce((sum, { seconds }) => sum + seconds, 0);
  }

  /** Whether all of the track is here, and what lasts longer is not in what plays. */
  get isBehind() {
    return Boolean(this.cut?.frames) && this.longer.length > 0 && this.laid !== this.longer;
  }

  /** Have these windows last longer, from here on; resolves to whether they do. */
  async lengthen(longer) {
    const turn = (this.turns += 1);
    this.longer = longer;
    await this.coming.whole().catch(() => {});
    if (turn !== this.turns) {
      return false;
    }
    if (this.cut?.frames) {
      await this.load(this.position);
      return true;
    }
    if (this.goal !== null) {
      this.seek(this.goal);
    }
    return false;
  }

  /** Play on; to be called while a tap is being answered. */
  play() {
    this.turns += 1;
    this.isWanted = true;
    this.trouble = null;
    if (this.element.error) {
      this.letGo();
    }
    if (this.goal !== null) {
      this.seek(this.goal);
    } else if (!this.isLoaded && (this.cut || this.startsAt > NEAR_THE_BEGINNING || IS_SINGLE)) {
      this.seek(this.startsAt);
    } else if (!this.isLoaded && isInOpus(this.routine) && !BEGINS_AT_ONCE) {
      this.flow();
    } else {
      if (!this.isLoaded) {
        this.stream(); // the rest is fetched once it is heard, so that both do not share a slow network
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
    this.goal = place;
    try {
      await this.coming.whole();
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
    this.goal = null;
    const isThere = (ranges) => rangesOf(ranges).some(([from, to]) => from <= place && place <= to);
    if (this.isLoaded && !this.element.error && isThere(this.element.buffered) && isThere(this.element.seekable)) {
      this.element.currentTime = place;
      this.tell("moved");
    } else {
      this.startsAt = place;
      this.fail(trouble);
    }
  }

  /** Play from the beginning while the packets come. */
  flow() {
    this.parts = this.laid = null;
    return this.goOnInRun(() => ({ numbers: this.coming.packets.starts, lead: 0, frames: this.coming.packets }), 0);
  }

  /** Give the element what is here of a run from `from` on, once there is enough of it. */
  async goOnInRun(runHere, from) {
    const turn = this.turns;
    try {
      await this.coming.hasPackets(from + FIRST_PACKETS);
    } catch (problem) {
      if (turn === this.turns) {
        this.startsAt = this.position;
        this.fail(problem.message);
      }
      return;
    }
    if (turn !== this.turns) {
      return;
    }
    if (!this.coming.packets) {
      this.seek(this.position);
    } else if (from < runHere().numbers.length) {
      this.giveRun(runHere(), from);
    } else {
      this.finish();
    }
  }

  /** Give the element the track from `seconds` on, and play it if it is wanted. */
  async load(seconds) {
    const { blob, frames } = this.cut;
    if (!blob) {
      await this.loadRun(frames, seconds);
      return;
    }
    const isCut = frames && (seconds > 0 || this.longer.length > 0 || blob.size > MOST_BYTES);
    const [parts, laid] = [isCut ? partsFrom(frames, seconds, this.longer) : null, this.longer];
    const loaded = parts?.map(({ offset, end }) => blob.slice(offset, end)) ?? [blob];
    if (await this.give(new Blob(loaded, { type: "audio/mpeg" }), 0)) {
      [this.parts, this.laid] = [parts, laid];
      if (!frames) {
        this.element.currentTime = seconds;
      }
      this.tell("moved");
    }
  }

  async loadRun(frames, seconds) {
    const [parts, laid] = [partsFrom(frames, seconds, this.longer), this.longer];
    const { numbers, lead } = runOf(frames, parts);
    if (await this.giveRun({ numbers, lead, frames }, lead)) {
      [this.parts, this.laid] = [parts, laid];
      this.tell("moved");
    }
  }

  /** Give the element packets of a run from `from` on; resolves to whether it is still to have them. */
  async giveRun(run, from) {
    const turn = this.turns;
    const { numbers, lead, frames } = run;
    const to = endOf(frames, numbers, from, MOST_BYTES);
    const url = await WAYS[this.way](oggOf(frames, numbers, from, to));
    if (turn !== this.turns) {
      URL.revokeObjectURL(url);
      return false;
    }
    this.use(url);
    this.before = ((from - lead) * frames.length) / frames.rate;
    this.rest = to < numbers.length || !frames.isWhole ? { run, from: to } : null;
    if (this.isWanted) {
      this.start();
    }
    return true;
  }

  /** Give the element `sound` (Blob), after `before` seconds of it; resolves to whether it is still to have it. */
  async give(sound, before) {
    const turn = this.turns;
    const { now, seconds, rest } = await parted(sound);
    const url = await WAYS[this.way](now);
    if (turn !== this.turns) {
      URL.revokeObjectURL(url);
      return false;
    }
    this.use(url);
    this.before = before;
    this.rest = rest && { sound: rest, before: before + seconds };
    if (this.isWanted) {
      this.start();
    }
    return true;
  }

  stream() {
    this.parts = this.laid = null;
    // a browser lets a stream wait until what it fetches from the same address is here, all of it
    this.use(trackUrl(this.routine, false) + (this.coming.stop() ? "&at-once" : ""));
    this.before = 0;
    this.rest = null;
  }

  use(url) {
    this.release();
    this.url = url;
    this.flows = false;
    this.element.src = url;
  }

  release() {
    if (this.url?.startsWith("blob:")) {
      URL.revokeObjectURL(this.url);
    }
    this.url = this.goal = null;
  }

  /** Release what is loaded, and keep the place. */
  letGo() {
    this.startsAt = this.position;
    this.release();
  }

  start() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.isWanted && !this.flows && this.goOnOtherwise(), TOO_LONG);
    this.element.play().catch((problem) => {
      if (problem.name === "NotAllowedError") {
        this.fail("blocked");
      }
    }); // anything else is told by the element's events
  }

  heard() {
    this.trouble = null;
    this.flows = true;
    this.coming.whole().catch(() => {});
    this.tell("changed");
  }

  pausedByTheDevice() {
    // a call came, or the headset was pulled; the end of a track, a new source and the track before pause as well
    const { paused, ended, readyState, error } = this.element;
    if (this.isWanted && this.isLoaded && paused && !ended && readyState > 0 && !error) {
      this.isWanted = false;
      this.tell("changed");
    }
  }

  end() {
    const { sound, before, run, from } = this.rest ?? {};
    if (run) {
      this.goOnInRun(() => run, from);
    } else if (sound) {
      this.give(sound, before);
    } else {
      this.finish();
    }
  }

  finish() {
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
      this.cut ? this.load(this.startsAt) : this.seek(this.startsAt);
    } else if (this.element.error && isInOpus(this.routine)) {
      this.goOnInMp3();
    } else if (this.element.error) {
      this.way = 0;
      this.letGo();
      if (this.isWanted) {
        this.fail("damaged");
      }
    } // or else it may begin late
  }

  goOnInMp3() {
    refuseOpus();
    this.way = 0;
    this.letGo();
    this.coming = new Coming(this.routine);
    this.isWanted ? this.play() : this.prepare(this.startsAt);
  }

  /** The stream has run dry or broken off: play on from what was fetched beside it, or say why that is not possible. */
  async goOnFromMemory() {
    if (!this.isWanted) {
      return;
    }
    const [place, turn] = [this.position, this.turns];
    try {
      await this.coming.whole();
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
