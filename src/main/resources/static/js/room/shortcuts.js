// @ts-check
import { part } from "../lib/dom.js";
import { forThisBrowser } from "../lib/kept.js";
import { RoomElement } from "./element.js";

/** Single keys act unless the person said otherwise; then they need Alt. */
export const KEPT = "shortcuts need alt";

/** The keyboard shortcuts, and the list of them. They never act while one is typing or a dialog is open. */
export class LecternShortcuts extends RoomElement {
  begin() {
    const single = /** @type {HTMLInputElement} */ (part(this, "single"));
    single.checked = !forThisBrowser.get(KEPT);
    this.on(single, "change", () => forThisBrowser.set(KEPT, single.checked ? null : true));
    this.on(this.room, "act:shortcuts", () => this.#dialog.showModal());
    this.on(document, "keydown", event => this.#key(event));
    this.on(document, "keydown", event => event.code === "Space" && this.#space(event));
    this.on(document, "keyup", event => event.code === "Space" && this.#publish?.talk(false));
    this.on(window, "blur", () => this.#publish?.talk(false));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const {key, ctrlKey, metaKey, altKey} = event;
    if (ctrlKey || metaKey || document.querySelector("dialog[open]") || typing(event)) return;
    if (!key.startsWith("Page") && key !== "?" && altKey !== Boolean(forThisBrowser.get(KEPT))) return;
    const act = this.#acts()[key.length === 1 ? key.toLowerCase() : key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  // Held, it talks. On what Space presses or scrolls it does what it always does.
  /** @param {KeyboardEvent} event */
  #space(event) {
    const {ctrlKey, metaKey, altKey, target} = event;
    if (!this.#publish || ctrlKey || metaKey || altKey || document.querySelector("dialog[open]") || typing(event)) return;
    if (forThisBrowser.get(KEPT) || target instanceof Element && target.closest("button, a, summary, [tabindex]")) return;
    event.preventDefault();
    this.#publish.talk(true);
  }

  get #publish() {
    return /** @type {import("./publish.js").LecternPublish|null} */ (this.room.querySelector("lectern-publish"));
  }

  /** @returns {Record<string, () => void>} */
  #acts() {
    const find = (/** @type {string} */ name) => /** @type {any} */ (this.room.querySelector(`lectern-${name}`));
    const slides = find("slides"), panel = find("panel"), publish = find("publish");
    const all = {
      "?": () => this.#dialog.showModal(),
      "1": () => panel.nth(1), "2": () => panel.nth(2),
      f: () => find("slide-foot").full(),
      m: () => publish?.toggle("microphone"), v: () => publish?.toggle("camera"), s: () => publish?.toggle("screen")
    };
    if (this.stage.staff) {
      return {...all, PageDown: () => slides.step(1), PageUp: () => slides.step(-1)};
    }
    return {...all, h: () => find("hand-tool")?.toggle(), r: () => find("react")?.open(), l: () => find("lost")?.toggle(), g: () => slides.back()};
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.closest("dialog"));
  }
}

/** @param {KeyboardEvent} event */
function typing({target}) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
