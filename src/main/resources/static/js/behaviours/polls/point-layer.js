// @ts-check
import { fromTemplate, keyed, part, say } from "../../lib/dom.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";
import { area, moved, place, point, pointAt, pointText, WHOLE } from "./points.js";
/** @typedef {import("./state.js").Poll} Poll */

/** A point that arrows move is sent once they rest, ms. */
const REST = 500;

/**
 * Over the slide that one points on: one's own point while the poll runs, then everyone's and where it is right. Tells `chosen` with the
 * point. What it shows it is told by the poll.
 */
export class LecternPollPoint extends RoomElement {
  /** @type {Poll|null} */
  #poll = null;
  /** @type {string|null} */
  #own = null;
  #may = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #sending;

  begin() {
    this.on(part(this, "field"), "pointerdown", event => this.#press(event));
    this.on(part(this, "field"), "keydown", event => this.#key(event));
    this.on(/** @type {Element} */ (this.closest("lectern-slides")), "view", () => this.#place());
    this.signal.addEventListener("abort", () => clearTimeout(this.#sending), {once: true});
  }

  /**
   * @param {Poll|null} poll that asks for a point
   * @param {{own: string|null, may: boolean, counts: Record<string, number>}} shown `may` whether this person may point now
   */
  show(poll, {own, may, counts}) {
    if (this.#sending === undefined || poll?.seq !== this.#poll?.seq) this.#own = own;
    this.#poll = poll;
    this.#may = may;
    this.#place();
    if (!poll) return;
    const field = part(this, "field");
    field.tabIndex = may ? 0 : -1;
    field.toggleAttribute("data-may", may);
    keyed(part(this, "dots"), Object.keys(counts), one => one, dot, (row, one) => at(row, point(one)));
    this.#zone(area(poll.right));
    this.#mark();
  }

  /** Whether the slide that is asked about is the one this person looks at. */
  get isHere() {
    const {view} = /** @type {import("../slides/slides.js").LecternSlides} */ (this.closest("lectern-slides"));
    return this.#poll?.slide != null && view?.deck?.id === this.#poll.slide.deck && view.page === this.#poll.slide.page;
  }

  focusPoint() {
    part(this, "field").focus();
  }

  #place() {
    this.hidden = !this.#poll || !this.isHere;
  }

  #mark() {
    const mark = part(this, "mark");
    mark.hidden = this.#own === null;
    if (this.#own !== null) at(mark, point(this.#own));
    say(part(this, "where"), this.#own === null ? words("poll.point.none") : words("poll.point.mine", {place: place(this.#own)}));
  }

  /** @param {ReturnType<typeof area>} right */
  #zone(right) {
    const zone = part(this, "zone");
    zone.hidden = right === null;
    if (!right) return;
    at(zone, right);
    zone.style.setProperty("--w", `${right.width / WHOLE * 100}%`);
    zone.style.setProperty("--h", `${right.height / WHOLE * 100}%`);
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (!this.#may || event.button !== 0) return;
    const {left, top, width, height} = part(this, "field").getBoundingClientRect();
    this.#choose(pointText(pointAt((event.clientX - left) / width, (event.clientY - top) / height)), 0);
  }

  /** @param {KeyboardEvent} event the first arrow begins in the middle */
  #key(event) {
    if (!this.#may || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = moved(point(this.#own ?? "500,500"), event);
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    this.#choose(pointText(to), REST);
  }

  /** @param {string} text @param {number} rest sent after so long, unless it is moved on */
  #choose(text, rest) {
    this.#own = text;
    this.#mark();
    clearTimeout(this.#sending);
    this.#sending = setTimeout(() => {
      this.#sending = undefined;
      this.dispatchEvent(new CustomEvent("chosen", {detail: text}));
    }, rest);
  }
}

function dot() {
  return fromTemplate("poll-dot");
}

/** @param {HTMLElement} element @param {{x: number, y: number}} place */
function at(element, {x, y}) {
  element.style.setProperty("--x", `${x / WHOLE * 100}%`);
  element.style.setProperty("--y", `${y / WHOLE * 100}%`);
}
