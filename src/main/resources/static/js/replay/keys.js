// @ts-check
import { part } from "../lib/dom.js";
import { forThisBrowser } from "../lib/kept.js";
import { isComposing, NEED_ALT } from "../lib/keys.js";
import { ReplayElement } from "./element.js";

const SKIP = 10_000;
const STEP = 5_000;
const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3];

/** The keys of a replay, and the list of them. They never act while one is typing or a dialog is open. */
export class LecternReplayKeys extends ReplayElement {
  begin() {
    const single = /** @type {HTMLInputElement} */ (part(this, "single"));
    single.checked = !forThisBrowser.get(NEED_ALT);
    this.on(single, "change", () => forThisBrowser.set(NEED_ALT, single.checked ? null : true));
    this.on(this.room, "act:shortcuts", () => this.#list());
    this.on(document, "keydown", event => this.#key(event));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const {key, code, ctrlKey, metaKey, altKey, shiftKey} = event, on = /** @type {Element} */ (event.target);
    if (ctrlKey || metaKey || isComposing(event) || document.querySelector("dialog[open]") || on.closest("input, textarea, select, [contenteditable]")) return;
    if (key.startsWith("Arrow") && on.closest("[role=slider], [role=tab]") && !shiftKey) return;
    if (key === " " && on.closest("button, a, [role=slider]")) return;
    const letter = key.length === 1 && key !== " " && key !== "?";
    if (letter ? altKey !== Boolean(forThisBrowser.get(NEED_ALT)) : altKey) return;
    // With Alt some systems make another letter of a key.
    const act = this.#acts(shiftKey)[altKey && code.startsWith("Key") ? code.slice(3).toLowerCase() : letter ? key.toLowerCase() : key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** @param {boolean} shift @returns {Record<string, () => void>} */
  #acts(shift) {
    const {replay} = this, {rate} = replay.clock;
    return {
      " ": () => replay.toggle(), k: () => replay.toggle(), j: () => replay.skip(-SKIP), i: () => replay.skip(SKIP),
      ArrowLeft: () => shift ? replay.turn(-1) : replay.skip(-STEP), ArrowRight: () => shift ? replay.turn(1) : replay.skip(STEP),
      ",": () => replay.speed(RATES.findLast(slower => slower < rate) ?? rate), ".": () => replay.speed(RATES.find(faster => faster > rate) ?? rate),
      n: () => replay.toNextMissed(), f: () => /** @type {any} */ (this.room.querySelector("lectern-slide-foot")).full(),
      "?": () => this.#list()
    };
  }

  #list() {
    /** @type {HTMLDialogElement} */ (this.closest("dialog")).showModal();
  }
}
