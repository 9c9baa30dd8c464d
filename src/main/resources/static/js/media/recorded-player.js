// @ts-check
import { every } from "../lib/timing.js";
import { mediaSource } from "./capabilities.js";
import { RecordedTrack } from "./recorded-track.js";

const TICK = 60;
/** The index of a recording that still grows is read again after this, ms. */
const GROWS = 3_000;

/**
 * Plays what was recorded of a lecture in step with the replay's clock: all tracks, each in its element. What is heard tells
 * the clock the time, else what is seen; the clock waits while something that should be there is fetched.
 *
 * Events: `tracks` when one came; `shown` when what there is to see changed; `away` with a sentence when nothing more can be fetched for now.
 */
export class RecordedPlayer extends EventTarget {
  /** @type {Map<number, RecordedTrack & {by: {id: number, name: string}}>} */
  #tracks = new Map();
  #clock;
  #folder;
  #letGo = new AbortController();
  #shown = "";
  #whole = false;
  /** @type {Set<number>} tracks of which nothing more can be fetched for now */
  #away = new Set();

  /**
   * @param {string} folder address of the recording
   * @param {import("../lecture/replay-clock.js").ReplayClock} clock
   */
  constructor(folder, clock) {
    super();
    this.#folder = folder;
    this.#clock = clock;
  }

  async start() {
    if (!mediaSource()) return;
    const {signal} = this.#letGo;
    this.#clock.addEventListener("change", () => this.#follow(), {signal});
    this.#clock.addEventListener("seek", () => this.#seek(), {signal});
    every(TICK, () => this.#follow(), signal);
    this.#read();
  }

  close() {
    this.#letGo.abort();
    for (const track of this.#tracks.values()) track.close();
    this.#tracks.clear();
  }

  /** @returns {(RecordedTrack & {by: {id: number, name: string}})[]} */
  get tracks() {
    return [...this.#tracks.values()];
  }

  /** Whether nothing was recorded, and nothing will come any more. */
  get silent() {
    return this.#whole && this.#tracks.size === 0;
  }

  async #read() {
    if (this.#letGo.signal.aborted) return;
    let again = true;
    try {
      const answer = await fetch(`${this.#folder}/index.json`, {headers: {accept: "application/json"}, signal: this.#letGo.signal});
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const {growing, tracks} = await answer.json();
      again = growing;
      this.#whole = !growing;
      this.#take(tracks);
    } catch {
      // Read again below.
    }
    if (again && !this.#letGo.signal.aborted) setTimeout(() => this.#read(), GROWS);
  }

  /** @param {import("./recorded-track.js").Recorded[]} recorded */
  #take(recorded) {
    for (const one of recorded) {
      if (!one.segments.length) continue;
      const known = this.#tracks.get(one.number);
      if (known) known.update(one);
      else this.#add(one);
    }
    this.dispatchEvent(new Event("tracks"));
    this.#follow();
  }

  /** @param {import("./recorded-track.js").Recorded} one */
  #add(one) {
    const picture = one.kind === "camera" || one.kind === "screen";
    const element = document.createElement(picture ? "video" : "audio");
    if (picture) Object.assign(element, {muted: true, playsInline: true});
    element.addEventListener("unsupported", () => this.dispatchEvent(new Event("unsupported")), {signal: this.#letGo.signal});
    this.#tracks.set(one.number, Object.assign(new RecordedTrack(one, this.#folder, element, sentence => this.#tell(one.number, sentence)), {by: one.by}));
  }

  // Once, however many tracks there are and however often each of them asks.
  /** @param {number} track @param {string} sentence */
  #tell(track, sentence) {
    if (!sentence) {
      this.#away.delete(track);
      return;
    }
    if (!this.#away.size) this.dispatchEvent(new CustomEvent("away", {detail: sentence}));
    this.#away.add(track);
  }

  // The elements first: one that still plays the moment left would take the clock back to it.
  #seek() {
    for (const track of this.tracks) track.seek(this.#clock.at());
    this.#follow();
  }

  #follow() {
    const clock = this.#clock, tracks = this.tracks;
    const master = clock.running && (tracks.find(track => !track.isPicture && track.runs) ?? tracks.find(track => track.runs));
    if (master) clock.follow(master.element.currentTime * 1000);
    const at = clock.at();
    for (const track of tracks) track.follow(at, clock.running && at < clock.end, clock.rate);
    clock.hold(tracks.some(track => !track.ready(at)));
    const shown = tracks.filter(track => track.covers(at)).map(track => track.number).join();
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.dispatchEvent(new Event("shown"));
  }
}
