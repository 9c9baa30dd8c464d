// @ts-check
import { Early } from "./early.js";
import { Kind, gathered } from "./frame.js";
import { Player } from "./player.js";

/**
 * @typedef {{track: number, epoch: number, kind: string, codec: string, by: {id: number, name: string}}} Line
 * @typedef {{key: string, by: {id: number, name: string}, isScreen: boolean, player: Player}} Source
 */

/**
 * What is on in the lecture, as players: one for each person's camera and microphone, one for each screen. It is given the room's
 * `tracks` items and binary messages. Event `sources` when one came or went.
 */
export class LivePlayer extends EventTarget {
  /** @type {Map<string, Source>} */
  #sources = new Map();
  /** @type {Map<number, Source>} by track */
  #byTrack = new Map();
  #early = new Early();
  #video;

  /** @param {() => HTMLVideoElement} video makes the element a new source is played in */
  constructor(video = () => document.createElement("video")) {
    super();
    this.#video = video;
  }

  get sources() {
    return [...this.#sources.values()];
  }

  /** The room's item `tracks`. @param {{tracks: Line[]}} item */
  tracks({tracks}) {
    for (const line of tracks) this.#belongs(line);
    const on = new Set(tracks.map(line => line.track));
    for (const [number, source] of this.#byTrack) if (!on.has(number)) this.#end(number, source);
    const used = new Set(this.#byTrack.values());
    for (const source of this.#sources.values()) if (!used.has(source)) this.#remove(source);
    this.dispatchEvent(new Event("sources"));
  }

  /** A binary message of the room. @param {ArrayBuffer} message */
  bytes(message) {
    for (const frame of gathered(message)) this.#frame(frame);
  }

  /** After a click, everything may be heard. */
  allowSound() {
    for (const {player} of this.#sources.values()) player.allowSound();
  }

  close() {
    for (const {player} of this.#sources.values()) player.close();
    this.#sources.clear();
    this.#byTrack.clear();
  }

  /** @param {import("./frame.js").Frame} frame */
  #frame(frame) {
    const source = this.#byTrack.get(frame.track);
    if (!source) return this.#early.hold(frame);
    switch (frame.kind) {
      case Kind.INIT:
        return source.player.open(described(frame));
      case Kind.MEDIA:
        return source.player.media(frame);
      case Kind.END:
        return this.#end(frame.track, source);
      case Kind.GAP:
        return source.player.dispatchEvent(new CustomEvent("gap", {detail: frame}));
    }
  }

  /** @param {Line} line */
  #belongs({track, kind, by}) {
    if (this.#byTrack.has(track)) return;
    const isScreen = kind.startsWith("screen");
    const key = `${by.id}-${isScreen ? "screen" : "camera"}`;
    let source = this.#sources.get(key);
    if (!source) this.#sources.set(key, source = {key, by, isScreen, player: new Player(this.#video())});
    this.#byTrack.set(track, source);
    for (const frame of this.#early.take(track)) this.#frame(frame);
  }

  /** @param {number} number @param {Source} source */
  #end(number, source) {
    source.player.end(number);
    this.#byTrack.delete(number);
  }

  /** @param {Source} source */
  #remove(source) {
    source.player.close();
    this.#sources.delete(source.key);
  }
}

/**
 * @param {import("./frame.js").Frame} frame
 * @returns {import("./player.js").Shown}
 */
function described(frame) {
  const {kind, codec, width = 0, height = 0, channels = 0, frameDuration = 0, description = "", offset} =
    JSON.parse(new TextDecoder().decode(frame.payload));
  return {
    number: frame.track, epoch: frame.epoch, offset,
    format: {kind, codec, width, height, channels, frameDuration, description: Uint8Array.from(atob(description), c => c.charCodeAt(0))}
  };
}
