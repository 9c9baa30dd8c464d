// @ts-check
import { fromTemplate, keyed, part, say } from "../../lib/dom.js";
import { face } from "../../lib/faces.js";
import { folded } from "../../lib/folded.js";
import { words } from "../../lib/words.js";
/** @typedef {import("./state.js").Person} Person */

/** How many are offered. */
const MOST = 6;
/** What is written before the cursor when somebody is looked for. */
const LOOKED_FOR = /(?:^|[\s(])@([\p{L}\p{M}\p{N}.'’-]*(?: [\p{L}\p{M}\p{N}.'’-]+){0,2})$/u;

/** People offered while a name is written after an @, and who has been chosen. */
export class Mentions {
  #list;
  #text;
  #people;
  /** @type {Person[]} */
  #offered = [];
  #at = 0;
  /** @type {Map<string, number>} by what is written of them */
  #chosen = new Map();

  /**
   * @param {HTMLElement} root of the chat
   * @param {HTMLTextAreaElement} text
   * @param {(name: string) => Promise<Person[]>} people who may be mentioned and may be called so
   * @param {AbortSignal} signal
   */
  constructor(root, text, people, signal) {
    this.#list = part(root, "mentions");
    this.#text = text;
    this.#people = people;
    text.addEventListener("input", () => this.look(), {signal});
    text.addEventListener("blur", () => this.#offer([]), {signal});
    // The cursor stays in the text, so the press must not take it away.
    this.#list.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
      event.preventDefault();
      const item = /** @type {Element} */ (event.target).closest("li"), index = [...this.#list.children].indexOf(/** @type {Element} */ (item));
      if (index >= 0) this.#choose(this.#offered[index]);
    }, {signal});
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was for the list */
  pressed(event) {
    if (this.#offered.length === 0) return false;
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step) this.#show((this.#at + step + this.#offered.length) % this.#offered.length);
    else if (event.key === "Enter" || event.key === "Tab") this.#choose(this.#offered[this.#at]);
    else if (event.key === "Escape") this.#offer([]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /** @param {string} text @returns {number[]} who is called on in it */
  in(text) {
    return [...this.#chosen].filter(([written]) => text.includes(written)).map(([, id]) => id);
  }

  /** Looks again: somebody may have come. */
  async look() {
    const name = this.#lookedFor();
    if (name === undefined) return this.#offer([]);
    const people = await this.#people(name), wanted = " " + folded(name);
    if (this.#lookedFor() !== name) return;
    const found = people.filter(person => (" " + folded(person.name)).includes(wanted)).slice(0, MOST);
    this.#offer(found.some(person => person.name === name) ? [] : found);
  }

  /** @returns {string|undefined} what is written of a name before the cursor */
  #lookedFor() {
    const {value, selectionStart} = this.#text;
    return document.activeElement === this.#text ? value.slice(0, selectionStart).match(LOOKED_FOR)?.[1] : undefined;
  }

  /** @param {Person[]} people */
  #offer(people) {
    this.#offered = people;
    this.#list.hidden = people.length === 0;
    keyed(this.#list, people, ({id}) => id, () => fromTemplate("mention"), (item, person) => {
      item.id = `mention-${person.id}`;
      face(part(item, "avatar"), person);
      say(part(item, "name"), person.id === 0 ? words("chat.mention.staff") : person.name);
    });
    this.#show(0);
  }

  /** @param {number} at */
  #show(at) {
    this.#at = at;
    [...this.#list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    const chosen = this.#offered[at];
    if (chosen) this.#text.setAttribute("aria-activedescendant", `mention-${chosen.id}`);
    else this.#text.removeAttribute("aria-activedescendant");
  }

  /** @param {Person} person */
  #choose(person) {
    const {value, selectionStart} = this.#text, from = value.slice(0, selectionStart).lastIndexOf("@"), written = `@${person.name}`;
    if (person.id !== 0) this.#chosen.set(written, person.id);
    this.#text.setRangeText(`${written} `, from, selectionStart, "end");
    this.#offer([]);
    this.#text.dispatchEvent(new Event("input"));
  }
}
