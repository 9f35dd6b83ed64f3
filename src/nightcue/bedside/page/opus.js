// A track in Opus: its packets as they come, any run of them as a stream of its own, and whether this browser plays it.
// After RFC 3533 (Ogg), 6716 (Opus) and 7845 (one in the other).

import { keep, kept } from "./storage.js";

const PACKET = 960; // samples of a packet, 20 ms at the 48 kHz in which Ogg counts
const OPUS_RATE = 48_000;
const LEAD = 4; // packets that a decoder needs to come to the sound that follows: 80 ms
const PAGE_PACKETS = 50;
const SILENCE = new Uint8Array([0xf8, 0xff, 0xfe]); // a packet of it
const SKIP = 312; // samples that come before the first one, in the stream that is tried
const TRIED = 1000; // milliseconds within which a browser that plays it has told so
const PACKETS_NEARBY = 20; // packets around a place, 0.4 s each way, that tell how quiet it is there

let plays = false;

/** Whether tracks are fetched in Opus. */
export function takesOpus() {
  return plays;
}

/** Find out whether this browser plays Opus, by having it load a moment of silence. */
export async function tryOpus() {
  plays = kept("noOpus", false) ? false : await loads(oggOf({ packets: [SILENCE, SILENCE, SILENCE], skip: SKIP }, [0, 1, 2], 0, 3));
}

/** From now on have MP3 on this device: tracks in Opus were not heard. */
export function refuseOpus() {
  plays = false;
  keep("noOpus", true);
}

function loads(blob) {
  const element = document.createElement("audio");
  const url = URL.createObjectURL(blob);
  return new Promise((done) => {
    const tell = (does) => {
      done(does);
      URL.revokeObjectURL(url);
    };
    element.oncanplay = () => tell(Math.abs(element.duration - (3 * PACKET - SKIP) / OPUS_RATE) < 0.03);
    element.onerror = () => tell(false);
    setTimeout(tell, TRIED, false);
    element.preload = "auto";
    element.src = url;
  });
}

/** The packets of a track while it is fetched, as `cutAt` and `partsFrom` know frames: a packet starts at its number. */
export class Packets {
  constructor() {
    this.starts = [];
    this.length = PACKET;
    this.rate = OPUS_RATE;
    this.delay = 0; // what the encoder adds in front is left out by what `oggOf` says
    this.packets = [];
    this.skip = 0;
    this.isWhole = false;
    this.heads = 2; // what comes before the first packet with sound
    this.rest = new Uint8Array(0);
  }

  /** Take the next bytes (Uint8Array) of the stream. */
  add(bytes) {
    const all = new Uint8Array(this.rest.length + bytes.length);
    all.set(this.rest);
    all.set(bytes, this.rest.length);
    let at = 0;
    for (let size = pageSize(all, at); size > 0; size = pageSize(all, at)) {
      this.addPage(all, at);
      at += size;
    }
    this.rest = all.subarray(at);
  }

  addPage(bytes, at) {
    const count = bytes[at + 26];
    let from = at + 27 + count;
    let to = from;
    for (let number = 0; number < count; number += 1) {
      const size = bytes[at + 27 + number];
      to += size;
      if (size < 255) {
        this.addPacket(bytes.subarray(from, to));
        from = to;
      }
    }
  }

  addPacket(packet) {
    if (this.heads > 0) {
      this.heads -= 1;
      this.skip ||= packet[10] | (packet[11] << 8);
      return;
    }
    this.starts.push(this.packets.length);
    this.packets.push(packet);
  }
}

/** The numbers of the packets of `parts` of `frames`, after those that a decoder needs before them: {numbers, lead}. */
export function runOf(frames, parts) {
  const first = parts[0].offset;
  const lead = Math.min(LEAD, first);
  const numbers = parts.flatMap(({ offset, end }) => range(offset, end ?? frames.starts.length));
  return { numbers: [...range(first - lead, first), ...numbers], lead };
}

/**
 * Where in `numbers` of `frames` the sound may end that is handed over first, from `from` on: at most so many `bytes`, at the
 * quietest place of the second half, or at the end where that is here.
 */
export function endOf(frames, numbers, from, bytes) {
  const sizeOf = (at) => frames.packets[numbers[Math.max(0, Math.min(numbers.length - 1, at))]].length;
  let to = from;
  for (let left = bytes; to < numbers.length && left >= sizeOf(to); to += 1) {
    left -= sizeOf(to);
  }
  if (to === numbers.length && frames.isWhole) {
    return to;
  }
  let [quietest, least] = [to, Infinity];
  for (let place = to; place > (from + to) / 2; place -= 1) {
    const around = range(place - PACKETS_NEARBY, place + PACKETS_NEARBY).reduce((sum, at) => sum + sizeOf(at), 0);
    if (around < least) {
      [quietest, least] = [place, around];
    }
  }
  return quietest;
}

/** A stream (Blob) in which packets `from` to `to` of `numbers` are heard, to the sample. */
export function oggOf({ packets, skip }, numbers, from, to) {
  const before = Math.min(LEAD, from);
  // what is decoded is late by what is skipped, so that the end of the last packet comes with the one after it
  const heard = numbers.slice(from - before, to + 1).map((number) => packets[number]);
  const skipped = skip + before * PACKET;
  const end = Math.min(heard.length * PACKET, skipped + (to - from) * PACKET);
  const pages = [pageOf([headOf(skipped)], 0, 0), pageOf([new TextEncoder().encode("OpusTags\0\0\0\0\0\0\0\0")], 1, 0)];
  for (let at = 0; at < heard.length; at += PAGE_PACKETS) {
    const isLast = at + PAGE_PACKETS >= heard.length;
    const place = isLast ? end : (at + PAGE_PACKETS) * PACKET;
    pages.push(pageOf(heard.slice(at, at + PAGE_PACKETS), pages.length, place, isLast));
  }
  return new Blob(pages, { type: "audio/ogg" });
}

function range(from, to) {
  return Array.from({ length: Math.max(0, to - from) }, (_, number) => from + number);
}

/** The bytes of the page that begins there, or 0 where it is not all here. */
function pageSize(bytes, at) {
  const count = bytes[at + 26];
  if (at + 27 > bytes.length || at + 27 + count > bytes.length || bytes[at] !== 0x4f || bytes[at + 1] !== 0x67) {
    return 0;
  }
  const size = bytes.subarray(at + 27, at + 27 + count).reduce((sum, each) => sum + each, 27 + count);
  return at + size > bytes.length ? 0 : size;
}

function headOf(skipped) {
  const head = new Uint8Array(19);
  head.set(new TextEncoder().encode("OpusHead\x01\x01"));
  const view = new DataView(head.buffer);
  view.setUint16(10, skipped, true);
  view.setUint32(12, 24_000, true);
  return head;
}

function pageOf(packets, number, place, isLast = false) {
  const laces = packets.flatMap(({ length }) => [...Array(Math.floor(length / 255)).fill(255), length % 255]);
  const page = new Uint8Array(27 + laces.length + packets.reduce((sum, { length }) => sum + length, 0));
  const view = new DataView(page.buffer);
  page.set(new TextEncoder().encode("OggS"));
  page[5] = (number === 0 ? 2 : 0) | (isLast ? 4 : 0);
  view.setBigUint64(6, BigInt(place), true);
  view.setUint32(14, 1, true);
  view.setUint32(18, number, true);
  page[26] = laces.length;
  page.set(laces, 27);
  let at = 27 + laces.length;
  for (const packet of packets) {
    page.set(packet, at);
    at += packet.length;
  }
  view.setUint32(22, checksum(page), true);
  return page;
}

const CHECKS = Uint32Array.from({ length: 256 }, (_, number) => {
  let check = number << 24;
  for (let bit = 0; bit < 8; bit += 1) {
    check = check & 0x80000000 ? (check << 1) ^ 0x04c11db7 : check << 1;
  }
  return check;
});

function checksum(page) {
  let check = 0;
  for (const byte of page) {
    check = ((check << 8) ^ CHECKS[(check >>> 24) ^ byte]) >>> 0;
  }
  return check;
}
