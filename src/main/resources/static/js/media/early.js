// @ts-check
import { KEYFRAME, Kind } from "./frame.js";

/** So many frames of a track nobody has named are kept; it is named within a moment, or never. */
const MOST = 600;

/**
 * Frames of tracks of which it is not known yet whose they are. The words of the room and its bytes come by two ways, so a track's first
 * frames may be here before its name; without them nothing could be shown until its next keyframe, seconds later.
 */
export class Early {
  /** @type {Map<number, {init: import("./frame.js").Frame, frames: import("./frame.js").Frame[]}>} by track */
  #tracks = new Map();

  /** @param {import("./frame.js").Frame} frame */
  hold(frame) {
    const {track, kind} = frame;
    if (kind === Kind.INIT) return this.#tracks.set(track, {init: frame, frames: []});
    if (kind === Kind.END) return this.#tracks.delete(track);
    const held = this.#tracks.get(track);
    if (!held || kind !== Kind.MEDIA) return;
    // A picture begins with its keyframe; every packet of sound is one.
    if (frame.flags & KEYFRAME && held.frames.some(({flags}) => !(flags & KEYFRAME))) held.frames = [];
    held.frames.push(frame);
    if (held.frames.length > MOST) held.frames.shift();
  }

  /** What came of a track, in order; it is held no longer. @param {number} track @returns {import("./frame.js").Frame[]} */
  take(track) {
    const held = this.#tracks.get(track);
    this.#tracks.delete(track);
    return held ? [held.init, ...held.frames] : [];
  }
}
