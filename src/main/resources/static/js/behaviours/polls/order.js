// @ts-check
import { fromTemplate, keyed, part, say } from "../../lib/dom.js";
import { words } from "../../lib/words.js";

/** A list that one puts in order: by dragging, or with the two buttons of each row. Tells `moved`. */
export class OrderList extends EventTarget {
  /** @type {string[]} the places of the options, first one first */
  order = [];
  /** @type {string[]} */
  #options = [];
  #list;
  #aloud;

  /**
   * @param {HTMLElement} list
   * @param {(text: string) => void} aloud says it to a screen reader
   * @param {AbortSignal} signal
   */
  constructor(list, aloud, signal) {
    super();
    this.#list = list;
    this.#aloud = aloud;
    list.addEventListener("click", event => this.#press(event), {signal});
    list.addEventListener("pointerdown", event => this.#drag(event), {signal});
  }

  /** @param {string[]} options @param {string[]} order @param {boolean} may whether it may be changed */
  show(options, order, may) {
    this.#options = options;
    this.order = order;
    this.#draw(may);
  }

  /** @param {boolean} may */
  #draw(may) {
    const last = this.order.length - 1;
    keyed(this.#list, this.order, option => option, () => fromTemplate("poll-order-row"), (row, option) => {
      const text = this.#options[Number(option)] ?? option, place = this.order.indexOf(option);
      say(part(row, "place"), String(place + 1));
      say(part(row, "text"), text);
      row.toggleAttribute("data-fixed", !may);
      for (const [name, end] of /** @type {[string, number][]} */ ([["up", 0], ["down", last]])) {
        const button = part(row, name);
        button.disabled = !may;
        // The row at the end keeps its button, so that the keyboard stays where it is.
        button.setAttribute("aria-disabled", String(place === end));
        button.setAttribute("aria-label", words(`poll.order.${name}`, {text}));
      }
    });
  }

  /** @param {MouseEvent} event */
  #press(event) {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-part=up], [data-part=down]"));
    const option = rowOf(button);
    if (!button || option === null) return;
    this.#move(option, this.order.indexOf(option) + (button.dataset.part === "up" ? -1 : 1));
    button.focus();
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    const target = /** @type {Element} */ (event.target), row = /** @type {HTMLElement|null} */ (target.closest("[data-key]"));
    if (!row || target.closest("button") || row.hasAttribute("data-fixed") || event.button !== 0) return;
    event.preventDefault();
    row.setPointerCapture(event.pointerId);
    row.toggleAttribute("data-dragged", true);
    const over = new AbortController();
    row.addEventListener("pointermove", ({clientY}) => this.#over(row, clientY), {signal: over.signal});
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      row.addEventListener(end, () => {
        row.removeAttribute("data-dragged");
        over.abort();
      }, {signal: over.signal});
    }
  }

  /** @param {HTMLElement} row @param {number} y */
  #over(row, y) {
    const rows = /** @type {HTMLElement[]} */ ([...this.#list.children]);
    const place = rows.filter(other => other !== row).filter(other => y > other.getBoundingClientRect().top + other.offsetHeight / 2).length;
    this.#move(row.dataset.key ?? "", place);
  }

  /** @param {string} option @param {number} to */
  #move(option, to) {
    if (to < 0 || to >= this.order.length || this.order[to] === option) return;
    this.order = this.order.toSpliced(this.order.indexOf(option), 1).toSpliced(to, 0, option);
    this.#draw(true);
    this.#aloud(words("poll.order.at", {text: this.#options[Number(option)] ?? option, place: to + 1, places: this.order.length}));
    this.dispatchEvent(new Event("moved"));
  }
}

/** @param {Element|null} element */
function rowOf(element) {
  return /** @type {HTMLElement|null} */ (element?.closest("[data-key]") ?? null)?.dataset.key ?? null;
}
