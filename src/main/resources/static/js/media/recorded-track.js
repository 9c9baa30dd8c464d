// @ts-check
import { mediaSource } from "./capabilities.js";

/** So much is fetched before it is needed, ms. */
const AHEAD = 20_000;
/** What was shown longer ago is let go, ms. */
const KEEP = 60_000;
/** The most fetched at once, bytes; the first piece after a seek comes alone, to be shown at once. */
const MOST = 1 << 20;
/** Farther off than this the element jumps, ms; it may be a little off while it plays. */
const OFF = {playing: 200, still: 40};
/** Whatever keeps an element from showing a moment must not keep the lecture for longer, ms. */
const PATIENCE = 8_000;
const AGAIN = 1_000;
/** A server that says when to ask again is asked no later than this, ms; it answers at once if there is still nothing. */
const LONGEST_REST = 10_000;
/** A piece that breaks the element so many times is damaged where it is kept, and is passed over. */
const MOST_BREAKS = 2;

/**
 * @typedef {{epoch: number, codec: string, width: number, height: number, file: string, init: number}} Run
 * @typedef {{number: number, kind: string, by: {id: number, name: string}, epochs: Run[], segments: number[][]}} Recorded
 *   a segment is epoch, position and length in bytes, lecture time and duration in microseconds
 * @typedef {{run: Run, position: number, length: number, from: number, to: number}} Piece  ms
 */

/** Plays one recorded track in its element, from ranges of its files, wherever the clock is. */
export class RecordedTrack {
  /** @type {Piece[]} by lecture time */
  #pieces = [];
  /** @type {Set<Piece>} */
  #have = new Set();
  /** @type {SourceBuffer|null} */
  #buffer = null;
  /** @type {Piece[]} what the buffer is reading */
  #reading = [];
  /** @type {Map<string, number>} how often a piece broke the element */
  #breaks = new Map();
  /** @type {Run|null} whose init segment the buffer has read last */
  #run = null;
  #codec = "";
  #busy = false;
  /** Nothing is fetched before, after a failure; monotonic ms. */
  #notBefore = 0;
  #gone = false;
  #fetching = new AbortController();
  /** What an element that broke was still to do is not waited for. */
  #element = new AbortController();
  /** @type {Map<string, Promise<ArrayBuffer>>} init segments by file */
  #inits = new Map();
  #away;
  #at = 0;
  #lateSince = 0;

  /**
   * @param {Recorded} recorded
   * @param {string} folder address of the files
   * @param {HTMLMediaElement} element
   * @param {(sentence: string) => void} away  told why nothing more can be fetched for now, and "" when it can again
   */
  constructor(recorded, folder, element, away) {
    this.#away = away;
    this.number = recorded.number;
    this.kind = recorded.kind;
    this.element = element;
    this.folder = folder;
    element.preservesPitch = true;
    this.update(recorded);
    if (!globalThis.MediaSource) element.disableRemotePlayback = true; // a managed source opens only then
    element.addEventListener("error", () => this.#broke());
    this.#begin();
  }

  get isPicture() {
    return this.kind === "camera" || this.kind === "screen";
  }

  /** The index again, longer than before. @param {Recorded} recorded */
  update({epochs, segments}) {
    const runs = new Map(epochs.map(run => [run.epoch, run])), had = new Map(this.#pieces.map(piece => [key(piece), piece]));
    this.#pieces = segments.map(([epoch, position, length, at, duration]) => {
      const piece = {run: /** @type {Run} */ (runs.get(epoch)), position, length, from: at / 1000, to: (at + duration) / 1000};
      return had.get(key(piece)) ?? piece;
    });
    this.#passOver();
  }

  /** @param {number} at ms @returns {boolean} whether there is something to see or hear */
  covers(at) {
    return this.#pieceAt(at) !== undefined;
  }

  /** Whether the moment is there, or need not be waited for. @param {number} at ms */
  ready(at) {
    const piece = this.#pieceAt(at);
    if (!piece || this.#gone) return true;
    const there = this.#have.has(piece) && !this.element.seeking && this.element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
    if (there) this.#lateSince = 0;
    else this.#lateSince ||= performance.now();
    return there || performance.now() - this.#lateSince > PATIENCE;
  }

  /** Whether this element now says what time it is. */
  get runs() {
    return !this.element.paused && !this.element.seeking && this.element.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA && this.covers(this.element.currentTime * 1000);
  }

  /**
   * Brings the element to a moment, and fetches what is next.
   * @param {number} at lecture time, ms
   * @param {boolean} running
   * @param {number} rate
   */
  follow(at, running, rate) {
    if (Math.abs(at - this.#at) > AHEAD) this.#fetching.abort(); // what was on its way is not wanted any more
    this.#at = at;
    this.#fill();
    const {element} = this, piece = this.#pieceAt(at);
    if (!piece || !this.#have.has(piece)) return element.pause();
    const off = element.currentTime * 1000 - at;
    if (!element.seeking && Math.abs(off) > (running ? OFF.playing * Math.max(1, rate) : OFF.still)) element.currentTime = at / 1000;
    // Pictures follow the sound softly: a jump would be seen.
    const soft = this.isPicture ? 1 - Math.max(-0.1, Math.min(0.1, off / 1000)) : 1;
    if (Math.abs(element.playbackRate - rate * soft) > 0.005) element.playbackRate = rate * soft;
    if (!running) element.pause();
    else if (element.paused) element.play().catch(() => {});
  }

  /** The clock was set to another moment. @param {number} at ms */
  seek(at) {
    const {element} = this, piece = this.#pieceAt(at);
    if (!piece || !this.#have.has(piece)) element.pause();
    else if (Math.abs(element.currentTime * 1000 - at) > OFF.still) element.currentTime = at / 1000;
  }

  close() {
    this.#gone = true;
    this.#fetching.abort();
    this.element.pause();
    this.element.removeAttribute("src");
    this.element.load();
  }

  /** @param {number} at */
  #pieceAt(at) {
    let low = 0, high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#pieces[middle].from <= at) low = middle + 1;
      else high = middle;
    }
    const piece = this.#pieces[low - 1];
    return piece && at < piece.to ? piece : undefined;
  }

  #begin() {
    this.#element = new AbortController();
    const Source = /** @type {typeof MediaSource} */ (mediaSource()), source = new Source(), url = URL.createObjectURL(source);
    source.addEventListener("sourceopen", () => this.#open(source, url), {once: true});
    this.element.src = url;
  }

  /** @param {MediaSource} source @param {string} url */
  #open(source, url) {
    URL.revokeObjectURL(url);
    const run = this.#pieces[0]?.run;
    if (!run || !mediaSource()?.isTypeSupported(this.#type(run))) {
      this.#gone = true;
      this.element.dispatchEvent(new Event("unsupported"));
      return;
    }
    this.#codec = run.codec;
    source.duration = Infinity;
    this.#buffer = source.addSourceBuffer(this.#type(run));
    this.#fill();
  }

  // An element that could not make sense of something takes nothing more: it begins anew, and fetches that again, alone.
  #broke() {
    if (this.#gone || !this.element.error) return;
    const at = this.#pieceAt(this.#at), suspects = this.#reading.length ? this.#reading : at ? [at] : [];
    for (const piece of suspects) this.#breaks.set(key(piece), this.#broken(piece) + 1);
    this.#passOver();
    this.#fetching.abort();
    this.#element.abort();
    this.#inits.clear();
    this.#have.clear();
    this.#buffer = this.#run = null;
    this.#reading = [];
    this.#notBefore = performance.now() + AGAIN;
    this.#begin();
  }

  #passOver() {
    this.#pieces = this.#pieces.filter(piece => this.#broken(piece) < MOST_BREAKS);
  }

  /** @param {Piece} piece */
  #broken(piece) {
    return this.#breaks.get(key(piece)) ?? 0;
  }

  /** @param {Run} run */
  #type({codec}) {
    return `${this.isPicture ? "video" : "audio"}/mp4; codecs="${codec}"`;
  }

  async #fill() {
    if (this.#busy || this.#gone || !this.#buffer || performance.now() < this.#notBefore) return;
    const wanted = this.#wanted();
    if (!wanted.length) return;
    this.#busy = true;
    const fetching = this.#fetching = new AbortController();
    try {
      const [{run}] = wanted;
      const [init, bytes] = await Promise.all([this.#init(run), this.#range(wanted, fetching.signal)]);
      await this.#forget();
      this.#reading = wanted;
      if (run !== this.#run) {
        if (run.codec !== this.#codec) this.#buffer.changeType(this.#type(run));
        this.#codec = run.codec;
        await this.#append(init);
        this.#run = run;
      }
      await this.#append(bytes);
      this.#reading = [];
      for (const piece of wanted) this.#have.add(piece);
      this.#away("");
    } catch (problem) {
      if (!fetching.signal.aborted) this.#notBefore = performance.now() + (problem instanceof Away ? problem.rest : AGAIN);
      if (problem instanceof Away) this.#away(problem.message);
      if (/** @type {Error} */ (problem).name === "QuotaExceededError") await this.#forget(this.#at - 1_000);
      if (problem instanceof Refused) this.#gone = true;
    } finally {
      this.#busy = false;
    }
    if (!this.#gone) this.#fill();
  }

  /** Neighbours in one file that are wanted next. */
  #wanted() {
    const ahead = this.#pieces.filter(piece => piece.to > this.#at && piece.from < this.#at + AHEAD && !this.#have.has(piece));
    /** @type {Piece[]} */
    const wanted = [];
    const alone = !this.#have.has(/** @type {Piece} */ (this.#pieceAt(this.#at)));
    let bytes = 0;
    for (const piece of ahead) {
      const last = wanted.at(-1);
      if (last && (alone || this.#broken(last) || this.#broken(piece) || bytes + piece.length > MOST || piece.run !== last.run || piece.position !== last.position + last.length)) break;
      wanted.push(piece);
      bytes += piece.length;
    }
    return wanted;
  }

  /** @param {Run} run */
  #init(run) {
    const known = this.#inits.get(run.file) ?? this.#bytes(run.file, 0, run.init, new AbortController().signal);
    this.#inits.set(run.file, known);
    known.catch(() => this.#inits.delete(run.file));
    return known;
  }

  /** @param {Piece[]} pieces @param {AbortSignal} signal */
  #range(pieces, signal) {
    const first = pieces[0], last = pieces[pieces.length - 1];
    return this.#bytes(first.run.file, first.position, last.position + last.length, signal);
  }

  /** @param {string} file @param {number} from @param {number} to @param {AbortSignal} signal */
  async #bytes(file, from, to, signal) {
    const cache = this.#breaks.size ? "reload" : "default"; // the browser's own copy may be the one that is damaged
    const answer = await fetch(`${this.folder}/${file}`, {headers: {range: `bytes=${from}-${to - 1}`}, cache, signal});
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 416) throw new Refused(String(answer.status));
    if (answer.status === 503) throw await Away.from(answer);
    if (answer.status !== 206) throw new Error(String(answer.status));
    return answer.arrayBuffer();
  }

  /** @param {ArrayBuffer} bytes */
  async #append(bytes) {
    const buffer = /** @type {SourceBuffer} */ (this.#buffer);
    buffer.appendBuffer(bytes);
    await updated(buffer, this.#element.signal);
  }

  /** Lets go of what is far from the moment shown. @param {number} before ms */
  async #forget(before = this.#at - KEEP) {
    const buffer = /** @type {SourceBuffer} */ (this.#buffer), after = this.#at + 2 * AHEAD;
    const old = [...this.#have].filter(piece => piece.to < before || piece.from > after);
    for (const piece of old) this.#have.delete(piece);
    if (old.some(piece => piece.to < before)) {
      buffer.remove(0, before / 1000);
      await updated(buffer, this.#element.signal);
    }
    if (old.some(piece => piece.from > after)) {
      buffer.remove(after / 1000, Infinity);
      await updated(buffer, this.#element.signal);
    }
    // A piece across the border lost its beginning.
    for (const piece of this.#have) if (piece.from < before || piece.to > after) this.#have.delete(piece);
  }
}

class Refused extends Error {}

/** The recording is whole and cannot be had at the moment; the message is a sentence for the person. */
class Away extends Error {
  rest = AGAIN;

  /** @param {Response} answer */
  static async from(answer) {
    const away = new Away((await answer.json()).detail);
    away.rest = Math.min(LONGEST_REST, Number(answer.headers.get("retry-after") ?? 1) * 1000);
    return away;
  }
}

/** @param {Piece} piece */
function key({run, position, length}) {
  return `${run.file} ${position} ${length}`;
}

/** @param {SourceBuffer} buffer @param {AbortSignal} signal */
async function updated(buffer, signal) {
  if (!buffer.updating) return;
  const settled = new AbortController(), heard = {once: true, signal: settled.signal};
  try {
    await new Promise((done, failed) => {
      buffer.addEventListener("updateend", done, heard);
      buffer.addEventListener("error", () => failed(new Error("not decodable")), heard);
      signal.addEventListener("abort", () => failed(signal.reason), heard);
    });
  } finally {
    settled.abort(); // the element lives for hours and would keep what listens to it
  }
}
