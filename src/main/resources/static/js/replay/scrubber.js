// @ts-check
import { fromTemplate, keyed, part, say } from "../lib/dom.js";
import { clock } from "../lib/durations.js";
import { every } from "../lib/timing.js";
import { isolated } from "../lib/isolates.js";
import { words } from "../lib/words.js";
import { lengthOf, stretchAt } from "../lecture/stretches.js";
import { chips, cutAt, labels, moments, pieces } from "../lecture/pieces.js";
import { copy, openDeck } from "../behaviours/slides/deck.js";
import { Bookmarks } from "../behaviours/pace/bookmarks.js";
import { heatPath } from "../behaviours/pace/heat.js";
import { side } from "../lecture/log.js";
import { momentWords } from "../room/timeline.js";
import { ReplayElement } from "./element.js";

/** Chips nearer than this become one, px. */
const NEAR = 24;
/** Room for one clock time, px. */
const LABEL = 96;
const MINUTE = 60_000;
/** In shorter lectures seconds matter, ms. */
const SHORT = 10 * MINUTE;
/** More than so many absences are counted, not told. */
const MOST_REASONS = 3;

/** The lecture as one line: what one has of it, what one missed, and where one is. */
export class LecternScrubber extends ReplayElement {
  #wanted = 0;
  #bookmarks = new Bookmarks("", 0);
  /** @type {Record<string, number>} how many were lost in the replay, by half minutes */
  #later = {};

  begin() {
    this.#bookmarks = new Bookmarks(this.room.dataset.lecture ?? "", this.stage.you.id);
    this.on(this.room, "bookmarks", () => this.#show());
    if (this.stage.staff) this.#readLost();
    const timeline = part(this, "timeline");
    this.followReplay(() => this.#show());
    every(250, () => this.#tick(), this.signal);
    const resized = new ResizeObserver(() => this.#show());
    resized.observe(this);
    this.signal.addEventListener("abort", () => resized.disconnect(), {once: true});
    this.on(part(this, "only"), "click", () => this.replay.missedOnly(!this.replay.onlyMissed));
    this.on(part(this, "thumb"), "keydown", event => this.#key(event));
    this.on(timeline, "pointerdown", event => this.#grab(event));
    this.on(timeline, "pointermove", event => this.#move(event));
    this.on(timeline, "pointerleave", () => part(this, "preview").hidden = true);
    this.on(part(this, "track"), "click", event => {
      const mark = event.target.closest("[data-at]");
      if (mark) this.replay.seek(Number(mark.dataset.at));
    });
  }

  #show() {
    const {replay} = this, {end, state} = replay, track = part(this, "track");
    this.#words();
    if (end <= 0 || !track.clientWidth) return;
    keyed(part(this, "bar"), this.#bar(), piece => `${piece.from} ${piece.kind}`, () => document.createElement("i"), (element, piece) => this.#piece(element, piece));
    this.querySelector("[data-part=heat] path")?.setAttribute("d", heatPath([side(state, "staff").pace.heat, this.#later], end));
    keyed(part(this, "marks"), chips([...moments(state), ...this.#bookmarks.moments].sort((a, b) => a.at - b.at), NEAR / track.clientWidth * end), chip => `${chip.kind} ${chip.at}`, ({kind}) => fromTemplate(`mark-${kind}`), (element, chip) => this.#chip(element, chip));
    const most = Math.max(1, Math.floor(this.clientWidth / LABEL));
    const times = [...labels(end, at => at, most).filter(at => at === 0 || at / end < 1 - 80 / this.clientWidth), end];
    keyed(part(this, "times"), times, at => at, () => Object.assign(document.createElement("span"), {className: "tl-time"}), (label, at) => {
      label.style.setProperty("--at", `${at / end * 100}%`);
      label.classList.toggle("tl-first", at === 0);
      say(label, clock(at));
    });
    this.#tick();
  }

  async #readLost() {
    const answer = await fetch(`${this.room.lectureUrl}/lost-later`, {headers: {accept: "application/json"}}).catch(() => null);
    if (!answer?.ok) return;
    this.#later = await answer.json();
    this.#show();
  }

  #words() {
    const {replay} = this, {progress, end} = replay, missed = lengthOf(replay.still), only = part(this, "only");
    const known = progress !== null && end > 0, of = lengthOf(replay.required);
    say(part(this, "have"), !known ? "" : of === 0 ? words(this.stage.you.role === "student" ? "replay.free" : "replay.length", {time: total(end)}) : missed === 0 ? words("replay.have.all") : words("replay.have", {have: amount(replay.have, of), all: total(of)}));
    say(part(this, "why"), known && missed ? this.#why() : "");
    only.hidden = missed === 0 && !replay.onlyMissed;
    only.setAttribute("aria-pressed", String(replay.onlyMissed));
    say(part(this, "length"), missed ? `, ${total(missed, of)}` : "");
  }

  /** How it came that one was not there for all of it. */
  #why() {
    const {replay} = this, {required, absences} = replay, [first] = required, last = required[required.length - 1];
    if (!first || lengthOf(absences) >= lengthOf(required)) return words("replay.why.absent");
    const reasons = absences.map(({from, to}) => from <= first.from ? words("replay.why.late", {time: total(to - first.from)})
      : to >= last.to ? words("replay.why.left", {time: total(last.to - from)}) : words("replay.why.away", {at: clock(from)}));
    if (reasons.length > MOST_REASONS) return words("replay.missing", {count: replay.still.length, at: clock(replay.still[0].from)});
    const said = words("replay.why", {reasons: new Intl.ListFormat(document.documentElement.lang).format(reasons)});
    return said.charAt(0).toUpperCase() + said.slice(1);
  }

  /** What one has and has not, cut where the slide changed. */
  #bar() {
    const {replay} = this, {end} = replay;
    const had = replay.progress?.bar ?? [{kind: "LIVE", from: 0, to: end}];
    return had.flatMap(({kind, from, to}) => pieces(replay.state, end)
      .map(piece => ({kind, from: Math.max(from, piece.from), to: Math.min(to, piece.to)}))
      .filter(piece => piece.to - piece.from > end / 2000));
  }

  /** @param {HTMLElement} element @param {{kind: string, from: number, to: number}} piece */
  #piece(element, {kind, from, to}) {
    element.className = `cov-${kind.toLowerCase()}`;
    element.style.setProperty("--w", String((to - from) / this.replay.end * 1000));
  }

  /** @param {HTMLElement} element @param {import("../lecture/pieces.js").Chip} chip */
  #chip(element, {at, of}) {
    const many = /** @type {HTMLElement} */ (element.querySelector(".tl-n"));
    const said = of.length > 1 ? words("timeline.many", {count: of.length}) : momentWords(of[0], this.stage.you.id, clock);
    element.style.setProperty("--at", `${at / this.replay.end * 100}%`);
    element.dataset.at = String(at);
    element.setAttribute("aria-label", `${said}, ${clock(at)}`);
    element.title = `${said}, ${clock(at)}`;
    many.hidden = of.length < 2;
    say(many, String(of.length));
  }

  #tick() {
    const {replay} = this, {at, end, chapter} = replay, thumb = part(this, "thumb");
    thumb.style.setProperty("--at", `${end > 0 ? at / end * 100 : 0}%`);
    // What lies under the thumb cannot be pressed, and one is there already.
    const near = NEAR / Math.max(1, part(this, "track").clientWidth) * end;
    for (const mark of /** @type {Iterable<HTMLElement>} */ (part(this, "marks").children)) mark.inert = Math.abs(Number(mark.dataset.at) - at) < near;
    thumb.setAttribute("aria-valuemax", String(Math.round(end / 1000)));
    thumb.setAttribute("aria-valuenow", String(Math.round(at / 1000)));
    const missed = stretchAt(replay.still, at) ? words("replay.in.missed") : "";
    thumb.setAttribute("aria-valuetext", [clock(at), chapter ? isolated(replay.name(chapter)) : "", missed].filter(Boolean).join(", "));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const {replay} = this, {at, end} = replay;
    const to = {
      ArrowRight: at + 5_000, ArrowUp: at + 5_000, ArrowLeft: at - 5_000, ArrowDown: at - 5_000,
      PageUp: at + MINUTE, PageDown: at - MINUTE, Home: 0, End: end
    }[event.key];
    if (event.shiftKey) return; // then they lead from chapter to chapter
    if (event.key === " ") replay.toggle();
    else if (to === undefined) return;
    else replay.seek(to);
    event.preventDefault();
  }

  /** @param {PointerEvent} event */
  #grab(event) {
    if (event.button !== 0 || /** @type {Element} */ (event.target).closest(".tl-mark")) return;
    event.preventDefault();
    part(this, "timeline").setPointerCapture(event.pointerId);
    this.replay.seek(this.#under(event));
    part(this, "thumb").focus({preventScroll: true});
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (part(this, "timeline").hasPointerCapture(event.pointerId)) this.replay.seek(this.#under(event));
    if (event.pointerType === "mouse") this.#preview(this.#under(event));
  }

  /** @param {PointerEvent} event @returns {number} the moment under the pointer, ms */
  #under({clientX}) {
    const {left, width} = part(this, "track").getBoundingClientRect();
    return Math.min(1, Math.max(0, (clientX - left) / width)) * this.replay.end;
  }

  /** @param {number} at ms */
  async #preview(at) {
    const {end, state} = this.replay, preview = part(this, "preview"), picture = part(this, "picture"), cut = cutAt(state, at);
    if (end <= 0) return;
    preview.hidden = false;
    preview.style.setProperty("--at", `${at / end * 100}%`);
    say(part(this, "words"), [clock(at), cut ? isolated(this.replay.name(cut)) : "", stretchAt(this.replay.still, at) ? words("replay.missed") : ""].filter(Boolean).join(", "));
    const wanted = ++this.#wanted, {deck} = state.slides;
    picture.hidden = !cut || cut.deck !== deck?.id;
    if (picture.hidden || !cut || !deck || picture.dataset.page === `${deck.id} ${cut.page}`) return;
    const drawn = await openDeck(deck.url).then(pdf => pdf.sketch(cut.page, 320, 320)).catch(() => null);
    if (wanted !== this.#wanted) return;
    picture.hidden = !drawn;
    if (!drawn) return;
    copy(drawn, picture);
    picture.dataset.page = `${deck.id} ${cut.page}`;
  }
}

/** So much time, in whole minutes or, of something short, as a clock shows it. @param {number} ms @param {number} [of] what it is a part of */
function amount(ms, of = ms) {
  return of < SHORT ? clock(ms) : String(Math.round(ms / MINUTE));
}

/** The same with its unit. @param {number} ms @param {number} [of] */
function total(ms, of = ms) {
  return of < SHORT ? clock(ms) : words("replay.minutes", {count: Math.round(ms / MINUTE)});
}
