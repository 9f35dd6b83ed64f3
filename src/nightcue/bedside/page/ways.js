// How the sound that is to be heard is handed to the player: how much at once, and in which of several ways.

import { framesOf } from "./frames.js";

// WebKit on Linux: of 74 jumps into blobs of megabytes, version 2.50 played nothing at 17, and stood still for good at
// three; of 480 blobs of 200 and 400 kB it played all
const IS_WEBKIT_ON_LINUX = navigator.vendor.startsWith("Apple") && navigator.platform.startsWith("Linux");
const NEARBY = 20; // frames around a place, half a second each way, that tell how quiet it is there

/** Whether a sound has to begin while the tap is answered: Safari may refuse one that begins when its first bytes are here. */
export const BEGINS_AT_ONCE = navigator.vendor.startsWith("Apple");

/** The most bytes of sound that are handed over at once. */
export const MOST_BYTES = IS_WEBKIT_ON_LINUX ? 300_000 : Infinity;

/** Each takes a Blob and returns its address, or a promise of it; the next one is for where nothing is heard. */
export const WAYS = [asBlob, asBlob, writtenOut];

function asBlob(sound) {
  return URL.createObjectURL(sound);
}

function writtenOut(sound) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onloadend = () => done(reader.result ?? "data:,"); // what cannot be read is not heard either
    reader.readAsDataURL(sound);
  });
}

/**
 * What of `sound`, a Blob of frames, is handed over first, and the rest of it, or null: it ends at the quietest place
 * of the second half of what may be handed over. {now: Blob, seconds, rest: Blob}
 */
export async function parted(sound) {
  const frames = sound.size > MOST_BYTES ? framesOf(new Uint8Array(await sound.arrayBuffer())) : null;
  if (!frames) {
    return { now: sound, seconds: 0, rest: null };
  }
  const { starts, length, rate } = frames; // from the second frame on
  const startOf = (number) => starts[Math.max(0, Math.min(starts.length - 1, number))];
  const bytesAround = (number) => startOf(number + NEARBY) - startOf(number - NEARBY);
  let quietest = starts.findLastIndex((start) => start <= MOST_BYTES);
  for (let number = quietest; starts[number] > MOST_BYTES / 2; number -= 1) {
    if (bytesAround(number) < bytesAround(quietest)) {
      quietest = number;
    }
  }
  const cut = (from, to) => sound.slice(from, to, sound.type);
  return { now: cut(0, starts[quietest]), seconds: ((quietest + 1) * length) / rate, rest: cut(starts[quietest]) };
}
