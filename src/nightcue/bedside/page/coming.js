// One track as it comes over the network: whole, or packet by packet where it is in Opus.

import { framesOf } from "./frames.js";
import { isInOpus, piecesOf, trackOf } from "./list.js";
import { Packets, refuseOpus } from "./opus.js";

export class Coming {
  constructor(routine) {
    this.routine = routine;
    this.cut = null; // {blob, frames} when the whole track is here; in Opus there is no blob
    this.packets = null; // the Packets of a track in Opus, from the first one on
    this.asked = null; // settled when all is here or does not come; null where nothing is asked for
    this.grown = () => {}; // to be called when more packets are here
  }

  /** The whole track; asked for again only when it did not come. */
  whole() {
    if (!this.asked) {
      this.fetching = new AbortController();
      const { signal } = this.fetching;
      const asked = (isInOpus(this.routine) ? this.fetchPackets(signal) : this.fetchWhole(signal)).then(
        (cut) => {
          this.cut = cut;
        },
        (problem) => {
          this.asked = this.asked === asked ? null : this.asked;
          throw problem;
        },
      );
      this.asked = asked;
    }
    return this.asked;
  }

  /** Settled when so many packets are here, or all there are; rejects when they do not come. */
  async hasPackets(count) {
    const asked = this.whole();
    while (this.packets && !this.packets.isWhole && this.packets.starts.length < count) {
      await Promise.race([asked, new Promise((done) => (this.grown = done))]);
    }
  }

  /** Leave the network to something else; returns whether anything was being fetched. */
  stop() {
    const wasComing = this.asked !== null;
    this.fetching?.abort();
    this.asked = null;
    return wasComing;
  }

  async fetchWhole(signal) {
    const blob = await trackOf(this.routine, signal);
    return { blob, frames: framesOf(new Uint8Array(await blob.arrayBuffer())) };
  }

  async fetchPackets(signal) {
    const frames = new Packets();
    this.packets = frames;
    await piecesOf(this.routine, signal, (bytes) => {
      frames.add(bytes);
      this.grown();
    });
    frames.isWhole = frames.starts.length > 0;
    if (!frames.isWhole) {
      refuseOpus();
      this.packets = null;
      return this.fetchWhole(signal);
    }
    return { frames };
  }
}
