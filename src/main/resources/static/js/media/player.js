// @ts-check
import { initSegment, mimeType } from "./boxes.js";
import { mediaSource } from "./capabilities.js";
import { Edge } from "./edge.js";
import { Feed } from "./feed.js";
import { VOICE } from "./frame.js";
import { PictureFragments, SILENT_FORMAT, SoundFragments } from "./fragments.js";

const TICK = 50;
/** The timeline begins this long before the first frame, so that what is older has a place; microseconds. */
const LEAD = 20_000_000;
/** A clock that moved by more has another zero: the timeline begins anew. Microseconds. */
const ANOTHER_ZERO = 15_000_000;
/** A source without a microphone is silent up to now, unless no picture came for this long; microseconds. */
const LOST_PICTURE = 3_000_000;
/** A line on which nothing has come for this long says so, as the room's own does; ms. */
const NOTHING_CAME = 3_000;
/** The ring around a speaker stays this long after a packet with a voice; ms. */
const SPEAKING = 400;

/**
 * @typedef {{number: number, epoch: number, format: import("./boxes.js").Format, offset: number}} Shown
 */

/**
 * Plays one source, picture and sound together, close behind the live edge, in a `<video>` of the page.
 *
 * Events: `blocked` when the browser wants a click before it gives sound, `unblocked`, `speaking` {detail: boolean}, `shape` when
 * picture or sound came or went, `waiting` {detail: boolean} when nothing comes though something is on, `unsupported` when this
 * browser cannot decode it.
 */
export class Player extends EventTarget {
  /** @type {Shown|null} */
  #picture = null;
  /** @type {Shown|null} */
  #sound = null;
  /** @type {PictureFragments|null} */
  #pictures = null;
  #sounds = new SoundFragments(SILENT_FORMAT);
  /** @type {Feed|null} */
  #pictureFeed = null;
  /** @type {Feed|null} */
  #soundFeed = null;
  /** @type {number|null} lecture time of the timeline's zero; microseconds. Each packet left out moves it, for what comes after. */
  #zero = null;
  #started = false;
  /** Stalls while the first frames come together mean nothing; seconds. */
  #settledAt = Infinity;
  #heardAt = performance.now();
  #waiting = false;
  /** Least delay seen between a picture's time and its arrival; microseconds. */
  #delay = Infinity;
  #edge;
  #timer;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #quiet;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #retry;
  #letGo = new AbortController();

  /** @param {HTMLVideoElement} element */
  constructor(element) {
    super();
    this.element = element;
    element.playsInline = true;
    const managed = !globalThis.MediaSource;
    if (managed) element.disableRemotePlayback = true; // a managed source opens only then
    this.#edge = new Edge(!managed);
    const {signal} = this.#letGo;
    element.addEventListener("waiting", () => this.#stalled(performance.now() / 1000), {signal});
    element.addEventListener("error", () => this.#composeAgain(), {signal});
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#follow(), {signal});
    this.#timer = setInterval(() => this.#follow(), TICK);
  }

  get hasPicture() {
    return this.#picture !== null;
  }

  get hasSound() {
    return this.#sound !== null;
  }

  /** Seconds between the newest moment we have and the one shown; for measuring. */
  get behind() {
    return this.#newest / 1e6 - this.element.currentTime;
  }

  /**
   * An INIT came: a track is on, or goes on in another way.
   * @param {Shown} track
   */
  open(track) {
    this.#heardAt = performance.now();
    const same = track.number === this.#of(track)?.number && track.epoch === this.#of(track)?.epoch;
    if (same) return;
    if (track.format.codec === "opus") this.#openSound(track);
    else this.#openPicture(track);
  }

  /** @param {number} number of the track that is over */
  end(number) {
    if (this.#sound?.number === number) {
      this.#sound = null;
      this.#sounds = new SoundFragments(SILENT_FORMAT, this.#sounds.newest);
      this.#soundFeed?.append(initSegment(SILENT_FORMAT));
      this.dispatchEvent(new Event("shape"));
    }
    if (this.#picture?.number === number) {
      this.#picture = null;
      this.#compose();
      this.dispatchEvent(new Event("shape"));
    }
  }

  /** @param {import("./frame.js").Frame} frame */
  media(frame) {
    this.#heardAt = performance.now();
    const {track, epoch, timestamp} = frame;
    if (track === this.#picture?.number && epoch === this.#picture.epoch) {
      this.#pictureFeed?.append(this.#pictures?.add(frame, this.#place(timestamp + this.#picture.offset)) ?? null);
      this.#delay = Math.min(this.#delay + 500, this.#now - (this.#pictures?.newest ?? 0));
    } else if (track === this.#sound?.number && epoch === this.#sound.epoch) {
      if (frame.flags & VOICE) this.#speaks();
      else if (this.#comesNearer(this.#sound.format.frameDuration)) return;
      this.#soundFeed?.append(this.#sounds.add(frame, this.#place(timestamp + this.#sound.offset)));
    }
  }

  /** @param {number} duration of a packet in which nobody speaks; microseconds @returns {boolean} whether it is left out for that */
  #comesNearer(duration) {
    if (!this.#started || this.#zero === null || !this.#edge.leavesOut(duration / 1e6, performance.now() / 1000)) return false;
    this.#zero += duration;
    return true;
  }

  /** The person clicked: now the browser gives sound. */
  allowSound() {
    this.element.muted = false;
    this.element.play().then(() => this.dispatchEvent(new Event("unblocked")), () => {});
  }

  close() {
    this.#letGo.abort();
    clearInterval(this.#timer);
    clearTimeout(this.#quiet);
    clearTimeout(this.#retry);
    this.#detach();
  }

  /** @param {Shown} track */
  #of(track) {
    return track.format.codec === "opus" ? this.#sound : this.#picture;
  }

  /** @param {Shown} track */
  #openPicture(track) {
    const before = this.#picture;
    const moved = before !== null && Math.abs(before.offset - track.offset) > ANOTHER_ZERO;
    this.#picture = track;
    if (!mediaSource()?.isTypeSupported(mimeType(track.format))) return this.dispatchEvent(new Event("unsupported"));
    this.#pictures = new PictureFragments(track.format, moved ? undefined : this.#pictures?.newest);
    if (before && !moved && this.#pictureFeed) {
      this.#pictureFeed.change(mimeType(track.format));
      this.#pictureFeed.append(initSegment(track.format));
    } else {
      this.#compose(moved);
      this.dispatchEvent(new Event("shape"));
    }
  }

  /** @param {Shown} track */
  #openSound(track) {
    const moved = this.#sound !== null && Math.abs(this.#sound.offset - track.offset) > ANOTHER_ZERO;
    this.#sound = track;
    this.#sounds = new SoundFragments(track.format, moved ? undefined : this.#sounds.newest);
    if (!this.#soundFeed || moved) this.#compose(moved);
    else this.#soundFeed.append(initSegment(track.format));
    this.dispatchEvent(new Event("shape"));
  }

  // Browsers want all buffers before the first bytes of any: a picture that comes or goes makes a new source.
  #compose(another = false) {
    this.#detach();
    const Source = mediaSource();
    if (!Source || !this.#picture && !this.#sound) return;
    if (another) this.#zero = null;
    this.#delay = Infinity;
    const source = new Source();
    const feeds = this.#feeds();
    const url = URL.createObjectURL(source);
    source.addEventListener("sourceopen", () => {
      URL.revokeObjectURL(url);
      if (source.readyState !== "open") return; // another took its place before it was told
      source.duration = Infinity;
      for (const feed of feeds) feed.attach(source);
      for (const feed of feeds) feed.begin();
    }, {once: true});
    this.element.src = url;
  }

  // The browser gave up on what we fed it. It may do so again, so not more than once a second.
  #composeAgain() {
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined;
      this.#compose();
    }, 1_000);
  }

  #feeds() {
    const failed = () => this.#composeAgain();
    const format = this.#sound?.format ?? SILENT_FORMAT;
    this.#sounds = new SoundFragments(format, this.#zero === null ? undefined : this.#sounds.newest);
    this.#soundFeed = new Feed(mimeType(format), failed);
    this.#soundFeed.append(initSegment(format));
    if (!this.#picture) return [this.#soundFeed];
    this.#pictures = new PictureFragments(this.#picture.format, this.#zero === null ? undefined : this.#pictures?.newest);
    this.#pictureFeed = new Feed(mimeType(this.#picture.format), failed);
    this.#pictureFeed.append(initSegment(this.#picture.format));
    return [this.#pictureFeed, this.#soundFeed];
  }

  #detach() {
    this.#started = false;
    this.#pictureFeed = this.#soundFeed = null;
    this.element.removeAttribute("src");
    this.element.load();
  }

  /** Lecture time on the player's timeline; microseconds. @param {number} time */
  #place(time) {
    this.#zero ??= time - LEAD;
    return time - this.#zero;
  }

  get #now() {
    return performance.now() * 1000;
  }

  /** The newest moment that can be shown with picture and sound; microseconds. */
  get #newest() {
    return this.#sounds.newest;
  }

  #follow() {
    this.#tellWhetherItWaits();
    if (!this.#sound && this.#picture && this.#pictures && this.#pictures.newest > -Infinity) {
      const now = Math.min(this.#now - this.#delay, this.#pictures.newest + LOST_PICTURE);
      this.#soundFeed?.append(this.#sounds.silentUntil(now));
    }
    const newest = this.#newest / 1e6;
    const {element} = this;
    if (!this.#started) return this.#start(newest);
    const {seek, rate} = this.#edge.follow(newest, element.currentTime, performance.now() / 1000);
    if (seek !== undefined) this.#seek(seek);
    if (element.playbackRate !== rate) element.playbackRate = rate;
    this.#pictureFeed?.forget(element.currentTime);
    this.#soundFeed?.forget(element.currentTime);
  }

  #tellWhetherItWaits() {
    const waiting = performance.now() - this.#heardAt > NOTHING_CAME;
    if (waiting === this.#waiting) return;
    this.#waiting = waiting;
    this.dispatchEvent(new CustomEvent("waiting", {detail: waiting}));
  }

  /** @param {number} now seconds */
  #stalled(now) {
    const {element} = this;
    if (!this.#started || element.seeking) return;
    if (now > this.#settledAt) this.#edge.stalled(this.behind, now);
    element.playbackRate = 1;
    // After each stall Chromium waits for twice as much sound as before, up to seconds, until somebody seeks.
    this.#seek(element.currentTime);
  }

  /** @param {number} newest */
  #start(newest) {
    const {buffered} = this.element;
    if (!buffered.length) return;
    this.#started = true;
    this.#settledAt = performance.now() / 1000 + 1;
    this.#seek(newest - this.#edge.hold);
    this.#play();
  }

  /** @param {number} time */
  #seek(time) {
    const {buffered} = this.element;
    if (!buffered.length) return;
    const last = buffered.length - 1;
    this.element.currentTime = Math.min(Math.max(time, buffered.start(last)), buffered.end(last));
  }

  async #play() {
    try {
      await this.element.play();
    } catch (error) {
      if (/** @type {Error} */ (error).name !== "NotAllowedError") return;
      this.element.muted = true;
      this.dispatchEvent(new Event("blocked"));
      await this.element.play().catch(() => {});
    }
  }

  #speaks() {
    if (this.#quiet === undefined) this.dispatchEvent(new CustomEvent("speaking", {detail: true}));
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#silent(), SPEAKING);
  }

  #silent() {
    this.#quiet = undefined;
    this.dispatchEvent(new CustomEvent("speaking", {detail: false}));
  }
}
