// @ts-check
import { RoomElement } from "./element.js";

/** The tabs beside the stage: arrows move, and the tab one is on is the one that shows. */
export class LecternPanel extends RoomElement {
  begin() {
    for (const tab of this.#tabs()) this.on(tab, "click", () => this.select(tab.dataset.tab ?? ""));
    this.on(this.#list(), "keydown", event => this.#key(event));
    for (const name of this.names) this.on(this.room, `act:${name}`, () => this.select(name, true));
  }

  /** @param {string} name @param {boolean} [focus] */
  select(name, focus = false) {
    for (const tab of this.#tabs()) {
      const selected = tab.dataset.tab === name;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      /** @type {HTMLElement} */ (this.querySelector(`#p-${tab.dataset.tab}`)).hidden = !selected;
      if (selected && focus) tab.focus();
    }
    this.dispatchEvent(new CustomEvent("tab", {detail: name, bubbles: true}));
  }

  /** @returns {string[]} what its tabs are called, in their order */
  get names() {
    return this.#tabs().map(tab => tab.dataset.tab ?? "");
  }

  /** @param {string} name */
  shows(name) {
    return !(/** @type {HTMLElement} */ (this.querySelector(`#p-${name}`)).hidden);
  }

  /**
   * @param {string} name
   * @param {number} n nothing is shown for 0; capped at 99+ unless exact
   * @param {{exact?: boolean, live?: boolean}} [how]
   */
  count(name, n, {exact = false, live = false} = {}) {
    const count = /** @type {HTMLElement} */ (this.querySelector(`[data-part="count-${name}"]`));
    count.hidden = n === 0;
    count.classList.toggle("count-live", live);
    count.textContent = exact || n <= 99 ? String(n) : "99+";
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const tabs = this.#tabs(), at = tabs.findIndex(tab => tab.tabIndex === 0);
    const to = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1}[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.select(tabs[(to + tabs.length) % tabs.length].dataset.tab ?? "", true);
  }

  #list() {
    return /** @type {HTMLElement} */ (this.querySelector("[role=tablist]"));
  }

  #tabs() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll("[role=tab]")]);
  }
}
