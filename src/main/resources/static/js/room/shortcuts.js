// @ts-check
import { SHOWN } from "../behaviours/elements.js";
import { fromTemplate, part, say } from "../lib/dom.js";
import { forThisBrowser } from "../lib/kept.js";
import { isComposing, NEED_ALT } from "../lib/keys.js";
import { words } from "../lib/words.js";
import { RoomElement } from "./element.js";

/** @typedef {import("../behaviours/behaviour.js").Key} Key */

/** @type {Key[]} the keys of microphone, camera and screen; Space is held, so it has no press */
const MEDIA = [
  {key: "m", word: "key.microphone", press: find => find("publish")?.toggle("microphone")},
  {key: "v", word: "key.camera", press: find => find("publish")?.toggle("camera")},
  {key: "s", word: "key.screen", press: find => find("publish")?.toggle("screen")},
  {key: "Space", shown: "Space", word: "key.talk", press: () => {}}
];

/** The keyboard shortcuts, and the list of them. They never act while one is typing or a dialog is open. */
export class LecternShortcuts extends RoomElement {
  /** @type {Key[]} */
  #keys = [];

  begin() {
    const single = /** @type {HTMLInputElement} */ (part(this, "single"));
    single.checked = !forThisBrowser.get(NEED_ALT);
    this.#keys = this.#ofThisPerson();
    part(this, "keys").replaceChildren(...this.#keys.map(row));
    this.on(single, "change", () => forThisBrowser.set(NEED_ALT, single.checked ? null : true));
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
    if (!key.startsWith("Page") && key !== "?" && altKey !== Boolean(forThisBrowser.get(NEED_ALT))) return;
    const pressed = key.length === 1 ? key.toLowerCase() : key, found = this.#keys.find(known => known.key === pressed);
    if (!found) return;
    event.preventDefault();
    found.press(name => this.#find(name));
  }

  // Held, it talks. On what Space presses or scrolls it does what it always does.
  /** @param {KeyboardEvent} event */
  #space(event) {
    const {ctrlKey, metaKey, altKey, target} = event;
    if (!this.#publish || ctrlKey || metaKey || altKey || document.querySelector("dialog[open]") || typing(event)) return;
    if (forThisBrowser.get(NEED_ALT) || target instanceof Element && target.closest("button, a, summary, [tabindex]")) return;
    event.preventDefault();
    this.#publish.talk(true);
  }

  /** @returns {import("./publish.js").LecternPublish|null} */
  get #publish() {
    return this.#find("publish");
  }

  /** @param {string} name */
  #find(name) {
    return /** @type {any} */ (this.room.querySelector(`lectern-${name}`));
  }

  /** Who teaches begins by being heard, who follows by asking to be. */
  #ofThisPerson() {
    const {staff} = this.stage, own = staff ? "staff" : "others";
    const all = SHOWN.flatMap(({keys = []}) => keys).filter(({by = own}) => by === own);
    return [...this.#ofThePage(), ...(staff ? [...MEDIA, ...all] : [...all, ...MEDIA])];
  }

  /** @returns {Key[]} */
  #ofThePage() {
    const panel = /** @type {import("./panel.js").LecternPanel} */ (this.#find("panel"));
    return [
      {key: "?", word: "key.help", press: () => this.#dialog.showModal()},
      ...panel.names.map((name, i) => ({key: String(i + 1), word: `key.${name}`, press: () => panel.select(name, true)}))
    ];
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.closest("dialog"));
  }
}

/** @param {Key} key */
function row({key, shown = key.toUpperCase(), word}) {
  const row = fromTemplate("key");
  say(part(row, "key"), shown);
  say(part(row, "what"), words(word));
  return row;
}

/** @param {KeyboardEvent} event */
function typing(event) {
  const {target} = event;
  return isComposing(event) || target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
