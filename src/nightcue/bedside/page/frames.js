// The frames of an MP3, so that a track can be cut exactly where a step begins. Browsers seek in MP3s of varying bit
// rate by a table of 100 places, and miss by ten seconds in a long track.

const KBPS = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}; // layer III of MPEG 1, and of 2 and 2.5 (ISO 11172-3 and 13818-3)
const RATES = { 3: [44100, 48000, 32000], 2: [22050, 24000, 16000], 0: [11025, 12000, 8000] };
const DELAY = 1105; // samples that LAME's encoding and decoding add in front, which players leave out

/**
 * Where each frame with sound starts: {starts: byte offsets, length: samples of a frame, rate: samples a second,
 * delay: samples in front of the first one};
 * null when these bytes (Uint8Array) are no MP3.
 */
export function framesOf(bytes) {
  let at = 0;
  if (bytes[0] === 0x49 && bytes[1] === 0x44 && bytes[2] === 0x33) {
    at = 10 + ((bytes[6] << 21) | (bytes[7] << 14) | (bytes[8] << 7) | bytes[9]);
  }
  const starts = [];
  let length = 0;
  let rate = 0;
  while (at + 4 <= bytes.length) {
    const version = (bytes[at + 1] >> 3) & 3;
    const rates = RATES[version];
    const kbps = KBPS[version === 3 ? 1 : 2][bytes[at + 2] >> 4];
    const frameRate = rates && rates[(bytes[at + 2] >> 2) & 3];
    if (bytes[at] !== 0xff || (bytes[at + 1] & 0xe6) !== 0xe2 || !kbps || !frameRate) {
      break;
    }
    length = version === 3 ? 1152 : 576;
    rate = frameRate;
    starts.push(at);
    at += Math.floor((length * kbps * 125) / frameRate) + ((bytes[at + 2] >> 1) & 1);
  }
  return starts.length > 1 ? { starts: starts.slice(1), length, rate, delay: DELAY } : null; // the first one only describes the rest
}

/** The frame to begin with so that sound from `seconds` on is heard: {offset: bytes, seconds: where it begins}. */
export function cutAt(frames, seconds) {
  const wanted = Math.floor((seconds * frames.rate + frames.delay) / frames.length);
  const number = Math.max(0, Math.min(frames.starts.length - 1, wanted));
  return { offset: frames.starts[number], seconds: Math.max(0, (number * frames.length - frames.delay) / frames.rate) };
}
