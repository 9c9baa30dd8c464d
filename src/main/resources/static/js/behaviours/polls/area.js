// @ts-check
import { part } from "../../lib/dom.js";
import { RoomElement } from "../../room/element.js";
import { copy } from "../slides/deck.js";
import { between, pointAt, WHOLE } from "./points.js";
/** @typedef {import("./points.js").Point} Point */

const SIDES = ["x", "y", "width", "height"];

/** The right area of the slide shown: drawn on a small picture of it, or said with four numbers in percent. */
export class LecternPollArea extends RoomElement {
  begin() {
    const map = part(this, "map");
    this.on(map, "pointerdown", event => this.#drag(event));
    for (const side of SIDES) this.on(part(this, side), "input", () => this.#draw());
  }

  /** Shows the slide as it is now. */
  look() {
    const slide = /** @type {HTMLCanvasElement|null} */ (this.room.querySelector("lectern-slides canvas"));
    part(this, "map").hidden = !slide || slide.hidden || !slide.width;
    if (slide?.width) copy(slide, part(this, "canvas"));
  }

  /** @returns {string|null} the area as it is kept; null where nothing was said */
  get value() {
    const numbers = SIDES.map(side => part(this, side).value.trim().replace(",", "."));
    return numbers.every(number => !number) ? null : numbers.map(number => Math.round(Number(number) * 10)).join(",");
  }

  clear() {
    for (const side of SIDES) part(this, side).value = "";
    this.#draw();
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    const map = part(this, "map"), from = this.#at(event);
    event.preventDefault();
    map.setPointerCapture(event.pointerId);
    const over = new AbortController();
    map.addEventListener("pointermove", (/** @type {PointerEvent} */ move) => this.#say(between(from, this.#at(move))), {signal: over.signal});
    map.addEventListener("lostpointercapture", () => over.abort(), {signal: over.signal});
  }

  /** @param {PointerEvent} event @returns {Point} */
  #at({clientX, clientY}) {
    const {left, top, width, height} = part(this, "map").getBoundingClientRect();
    return pointAt((clientX - left) / width, (clientY - top) / height);
  }

  /** @param {{x: number, y: number, width: number, height: number}} area */
  #say(area) {
    if (area.width < 1 || area.height < 1) return;
    for (const [side, value] of Object.entries(area)) part(this, side).value = String(value / 10);
    this.#draw();
  }

  #draw() {
    const zone = part(this, "zone"), [x, y, width, height] = (this.value ?? "").split(",").map(Number);
    zone.hidden = !(width > 0 && height > 0);
    for (const [name, value] of Object.entries({"--x": x, "--y": y, "--w": width, "--h": height})) zone.style.setProperty(name, `${value / WHOLE * 100}%`);
  }
}
