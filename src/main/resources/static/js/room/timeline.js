// @ts-check
import { fromTemplate, keyed, part, say } from "../lib/dom.js";
import { clock, timeOfDay } from "../lib/durations.js";
import { every } from "../lib/timing.js";
import { words } from "../lib/words.js";
import { chips, cutAt, labels, moments, pieces } from "../lecture/pieces.js";
import { side } from "../lecture/log.js";
import { Bookmarks } from "../behaviours/pace/bookmarks.js";
import { heatPath } from "../behaviours/pace/heat.js";
import { copy, openDeck } from "../behaviours/slides/deck.js";
import { RoomElement } from "./element.js";

/** The line is drawn anew so often while nothing happens, ms: time passes, and there is no animation. */
const REDRAW = 10_000;
/** Chips nearer than this become one, px. */
const NEAR = 24;
/** Room for one clock time, px. */
const LABEL = 96;

/** The lecture as one line: the start at the left, now at the right. */
export class LecternTimeline extends RoomElement {
  #wanted = 0;
  #bookmarks = new Bookmarks("", 0);

  begin() {
    this.#bookmarks = new Bookmarks(this.room.dataset.lecture ?? "", this.stage.you.id);
    this.on(this.room, "bookmarks", () => this.#draw());
    this.follow(["state", "may"], () => this.#draw());
    every(REDRAW, () => this.#draw(), this.signal);
    const resized = new ResizeObserver(() => this.#draw());
    resized.observe(this);
    this.signal.addEventListener("abort", () => resized.disconnect(), {once: true});
    const track = part(this, "track");
    this.on(track, "pointermove", event => this.#preview((event.clientX - track.getBoundingClientRect().left) / track.clientWidth));
    this.on(track, "focusin", event => event.target.dataset.at && this.#preview(Number(event.target.dataset.at) / this.#now));
    for (const type of ["pointerleave", "focusout"]) this.on(track, type, () => part(this, "preview").hidden = true);
    this.on(part(this, "all"), "click", () => this.#list());
    this.on(this.room, "act:moments", () => this.#list());
  }

  get #now() {
    const {lecture} = this.stage.state;
    return lecture.endedAt ?? (lecture.startedAt === null ? 0 : Math.max(0, this.stage.clock.at()));
  }

  #draw() {
    const {state} = this.stage, now = this.#now, {phase} = state.lecture, track = part(this, "track");
    const running = (phase === "live" || phase === "break") && !this.stage.may.out;
    part(this, "edge").hidden = part(this, "now").hidden = !running;
    this.toggleAttribute("data-empty", now <= 0);
    const near = track.clientWidth ? NEAR / track.clientWidth * now : 0;
    const row = [...pieces(state, now).map(piece => ({key: `piece ${piece.from} ${piece.kind}`, piece})), ...chips(this.#moments, near).map(chip => ({key: `chip ${chip.kind} ${chip.at}`, chip}))];
    keyed(track, row, ({key}) => key, item => "chip" in item ? fromTemplate(`mark-${item.chip.kind}`) : document.createElement("i"),
      (element, item) => "chip" in item ? this.#chip(element, item.chip, now) : fillPiece(element, item.piece, now));
    this.#times(now);
    this.querySelector("[data-part=heat] path")?.setAttribute("d", heatPath([side(state, "staff").pace.heat], now));
  }

  /** What happened, and where one was lost oneself. */
  get #moments() {
    return [...moments(this.stage.state), ...this.#bookmarks.moments].sort((a, b) => a.at - b.at);
  }

  /** @param {HTMLElement} element @param {import("../lecture/pieces.js").Chip} chip @param {number} now */
  #chip(element, {at, of}, now) {
    const said = `${of.length > 1 ? words("timeline.many", {count: of.length}) : this.#words(of[0])}, ${timeOfDay(this.stage.epoch(at))}`;
    const many = /** @type {HTMLElement} */ (element.querySelector(".tl-n"));
    element.style.setProperty("--at", `${at / now * 100}%`);
    element.dataset.at = String(at);
    element.setAttribute("aria-label", said);
    many.hidden = of.length < 2;
    say(many, String(of.length));
  }

  /** @param {number} now */
  #times(now) {
    const most = Math.max(1, Math.floor(this.clientWidth / LABEL));
    // The first after the start would run into it, the last into LIVE.
    const isClear = (/** @type {number} */ share) => share * this.clientWidth > 64 && share < 1 - 70 / this.clientWidth;
    const times = now > 0 ? labels(now, at => this.stage.epoch(at), most).filter(at => at === 0 || isClear(at / now)) : [];
    keyed(part(this, "times"), times, at => at, () => Object.assign(document.createElement("span"), {className: "tl-time"}), (label, at) => {
      label.style.setProperty("--at", `${at / now * 100}%`);
      label.classList.toggle("tl-first", at === 0);
      say(label, timeOfDay(this.stage.epoch(at)));
    });
  }

  /** @param {number} share of the line, from 0 to 1 */
  async #preview(share) {
    const now = this.#now, at = Math.min(1, Math.max(0, share)) * now, preview = part(this, "preview"), picture = part(this, "picture");
    if (now <= 0) return;
    const piece = pieces(this.stage.state, now).find(({from, to}) => at >= from && at <= to), cut = cutAt(this.stage.state, at);
    const near = this.#moments.filter(mark => Math.abs(mark.at - at) < NEAR / this.clientWidth * now).map(mark => this.#words(mark));
    preview.hidden = false;
    preview.style.setProperty("--at", `${share * 100}%`);
    say(part(this, "words"), [timeOfDay(this.stage.epoch(at)), piece ? pieceWords(piece) : "", ...near].filter(Boolean).join(", "));
    const wanted = ++this.#wanted, {deck} = this.stage.state.slides;
    picture.hidden = !cut || cut.deck !== deck?.id || piece?.kind !== "slide";
    if (picture.hidden || !cut || !deck || picture.dataset.page === `${deck.id} ${cut.page}`) return;
    const drawn = await openDeck(deck.url).then(pdf => pdf.sketch(cut.page, 320, 320)).catch(() => null);
    if (wanted !== this.#wanted) return;
    picture.hidden = !drawn;
    if (!drawn) return;
    copy(drawn, picture);
    picture.dataset.page = `${deck.id} ${cut.page}`;
  }

  /** @param {import("../lecture/pieces.js").Moment} mark */
  #words(mark) {
    return momentWords(mark, this.stage.you.id, at => this.stage.when(at));
  }

  #list() {
    const {state} = this.stage;
    const all = [...pieces(state, this.#now).map(piece => ({at: piece.from, said: pieceWords(piece)})), ...this.#moments.map(mark => ({at: mark.at, said: this.#words(mark)}))]
      .sort((a, b) => a.at - b.at);
    part(this, "none").hidden = all.length > 0;
    keyed(part(this, "moments"), all, ({at, said}) => `${at} ${said}`, () => document.createElement("li"),
      (row, {at, said}) => say(row, `${timeOfDay(this.stage.epoch(at))} (${clock(at)})  ${said}`));
    part(this, "dialog").showModal();
  }
}

/** @param {import("../lecture/pieces.js").Moment} moment @param {number} you @param {(at: number) => string} when */
export function momentWords({kind, person, text, until}, you, when) {
  if (until !== undefined) return words(`timeline.${kind}.explained`, {time: when(until)});
  return person?.id === you ? words(`timeline.${kind}.you`) : words(`timeline.${kind}`, {name: person?.name ?? "", text: text ?? ""});
}

/** @param {HTMLElement} element @param {import("../lecture/pieces.js").Piece} piece @param {number} now */
function fillPiece(element, {from, to, kind}, now) {
  element.className = `tl-${kind}`;
  element.style.setProperty("--w", String((to - from) / now * 1000));
}

/** @param {import("../lecture/pieces.js").Piece} piece */
function pieceWords({kind, page}) {
  return words(`timeline.${kind}`, {page: page ?? ""});
}
