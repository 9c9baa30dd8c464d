// @ts-check
import { every } from "../lib/timing.js";
import { words } from "../lib/words.js";
import { joined, lengthOf, stretchAfter, stretchAt } from "./stretches.js";

const TICK = 250;
/** A page shown shorter than this is turned over, not a chapter, ms. */
const TURNED_OVER = 3_000;
/** *Previous* within this time of a chapter's beginning goes to the one before, ms. */
const JUST_BEGUN = 3_000;
/** A part left shorter than this is not worth jumping to, ms. */
const CRUMB = 1_000;

/**
 * What one does with a replay: play it, jump in it, see only what one missed. It joins the recorded source, its clock and the
 * reports of what was watched; it knows no element.
 *
 * Events: `change` when anything it says has changed.
 */
export class Replay extends EventTarget {
  onlyMissed = false;
  /** @type {import("./watch.js").Progress|null} */
  progress = null;
  source;
  clock;
  #watching;
  #address;
  /** @type {import("./stretches.js").Stretch[]} what was missed when *Only what I missed* was chosen */
  #plan = [];
  /** Whether the person has chosen where to be. */
  #chosen = false;
  /** @type {Map<number, string[]>} titles of slides by deck, in their order */
  #titles = new Map();

  /**
   * @param {import("./recorded.js").Recorded} source
   * @param {import("./watch.js").Watching} watching
   * @param {string} address of the lecture's page
   * @param {number|null} from where to begin, ms; null to go on where one left
   */
  constructor(source, watching, address, from) {
    super();
    this.source = source;
    this.clock = source.clock;
    this.#watching = watching;
    this.#address = address;
    this.from = from;
  }

  /** @param {AbortSignal} signal */
  begin(signal) {
    const changed = () => {
      this.#report(); // at once, so that no moment before the next tick is lost
      this.#changed();
    };
    for (const type of ["change", "seek"]) this.clock.addEventListener(type, changed, {signal});
    this.#watching.addEventListener("progress", event => this.#heard(/** @type {CustomEvent} */ (event).detail), {signal});
    this.source.addEventListener("ready", () => this.#ready(), {signal, once: true});
    const leave = () => this.#watching.tell({leaving: true});
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave(), {signal});
    addEventListener("pagehide", leave, {signal});
    every(TICK, () => this.#tick(), signal);
  }

  get state() {
    return this.source.log.whole;
  }

  get end() {
    return this.source.end;
  }

  get at() {
    return this.clock.at();
  }

  /** @returns {import("./stretches.js").Stretch[]} */
  get still() {
    return (this.progress?.still ?? []).filter(({from, to}) => to - from >= CRUMB);
  }

  /** How much of it the person has by now, ms. */
  get have() {
    return lengthOf(this.required) - lengthOf((this.progress?.bar ?? []).filter(({kind}) => kind === "MISSED"));
  }

  /** What is asked of anyone: all but breaks and the like. @returns {import("./stretches.js").Stretch[]} */
  get required() {
    return joined((this.progress?.bar ?? []).filter(({kind}) => kind !== "FREE"));
  }

  /** When the person was not there, whether they have watched it since or not. @returns {import("./stretches.js").Stretch[]} */
  get absences() {
    return joined((this.progress?.bar ?? []).filter(({kind}) => kind === "MISSED" || kind === "REPLAY")).filter(({from, to}) => to - from >= CRUMB);
  }

  toggle() {
    if (this.clock.playing) return this.#pause();
    if (this.at >= this.end - 200) this.clock.seek(0);
    this.#skipWhatIsHad();
    this.clock.play();
  }

  /** @param {number} at ms */
  seek(at) {
    if (this.end > 0) this.#chosen = true;
    this.clock.seek(at);
  }

  /** @param {number} ms */
  skip(ms) {
    this.seek(this.at + ms);
  }

  /** @returns {{at: number, to: number, page: number, deck: number}[]} where pages were turned */
  get chapters() {
    const {cuts} = this.state.slides;
    const starts = cuts.filter((cut, i) => Math.max(0, cuts[i + 1]?.at ?? this.end) - Math.max(0, cut.at) >= Math.min(TURNED_OVER, this.end / 10))
      .filter((cut, i, all) => i === 0 || cut.page !== all[i - 1].page || cut.deck !== all[i - 1].deck);
    return starts.map(({at, page, deck}, i) => ({at: Math.max(0, at), to: starts[i + 1]?.at ?? this.end, page, deck}));
  }

  /** What a slide is called: its own title, else its number. @param {{page: number, deck: number}} slide */
  name({page, deck}) {
    return this.#titles.get(deck)?.[page - 1] || words("replay.chapter", {page});
  }

  get chapter() {
    return this.chapters.findLast(({at}) => at <= this.at);
  }

  /** @param {1|-1} by */
  turn(by) {
    const {chapters, at} = this;
    if (by > 0) return this.seek(chapters.find(chapter => chapter.at > at + 1)?.at ?? this.end);
    this.seek(chapters.findLast(chapter => chapter.at < at - JUST_BEGUN)?.at ?? 0);
  }

  /** The next part still missed after this moment, or the first of all. */
  get nextMissed() {
    const at = stretchAt(this.still, this.at)?.to ?? this.at;
    return stretchAfter(this.still, at - 1) ?? this.still.find(({from}) => from < (stretchAt(this.still, this.at)?.from ?? Infinity));
  }

  toNextMissed() {
    const next = this.nextMissed ?? this.still[0];
    if (!next) return;
    this.seek(next.from);
    this.clock.play();
  }

  /** @param {boolean} only */
  missedOnly(only) {
    this.onlyMissed = only;
    this.#plan = this.still;
    if (only) this.#skipWhatIsHad();
    this.#changed();
  }

  /** @param {number} rate */
  speed(rate) {
    this.clock.speed(rate);
  }

  #pause() {
    this.clock.pause();
    this.#tick();
    this.#watching.tell();
  }

  async #ready() {
    this.#readTitles();
    const progress = await this.#watching.progress();
    const left = progress?.position ?? 0;
    if (!this.#chosen) this.seek(this.from ?? (left < this.end - 5_000 ? left : 0));
    this.#changed();
  }

  async #readTitles() {
    for (const deck of new Set(this.state.slides.cuts.map(({deck}) => deck))) {
      try {
        const answer = await fetch(`${this.#address}/decks/${deck}/titles`, {headers: {accept: "application/json"}});
        if (answer.ok && !answer.redirected) this.#titles.set(deck, await answer.json());
      } catch {
        // Then slides are called by their number.
      }
    }
    this.#changed();
  }

  #tick() {
    const {clock} = this;
    this.#report();
    if (clock.running && this.onlyMissed) this.#skipWhatIsHad();
    if (clock.playing && clock.at() >= this.end) this.#pause();
  }

  #report() {
    const {clock} = this, at = clock.at();
    this.#watching.at(at, clock.rate, clock.running && at < this.end);
  }

  // By what was missed when they set out: parts leave the list while they are watched, and one is not sent on for that.
  #skipWhatIsHad() {
    if (!this.onlyMissed || !this.#plan.length || stretchAt(this.#plan, this.at)) return;
    const next = stretchAfter(this.#plan, this.at);
    if (next) this.seek(next.from);
    else if (this.clock.playing) this.#pause();
    else this.seek(this.#plan[0].from);
  }

  /** @param {import("./watch.js").Progress} progress */
  #heard(progress) {
    this.progress = progress;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
