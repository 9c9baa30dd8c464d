// @ts-check
import { uuid } from "./ids.js";

/** So many drafts of tabs that are gone are kept, the newest. */
const MOST = 5;

/**
 * What is being written, each tab its own: what one tab sends takes nothing from another. It is kept in the tab over a reload, and in the
 * browser for when the tab is gone: a tab that begins without a draft goes on with the newest.
 *
 * @typedef {{tab: string, text: string}} Draft
 * @typedef {{get(key: string): any, set(key: string, value: any): void}} Store
 */
export class Drafts {
  #browser;
  #key;
  #tab;

  /** @param {Store} browser @param {Store} tab @param {string} key */
  constructor(browser, tab, key) {
    this.#browser = browser;
    this.#key = key;
    this.#tab = /** @type {Store} */ (tab);
  }

  /** What this tab goes on with. @returns {string} */
  begin() {
    const own = this.#tab.get(this.#key);
    if (own?.text) return own.text;
    const left = this.#left().at(-1);
    if (!left) return "";
    this.#browser.set(this.#key, this.#left().filter(({tab}) => tab !== left.tab));
    this.write(left.text);
    return left.text;
  }

  /** @param {string} text nothing forgets it */
  write(text) {
    const tab = this.#tab.get(this.#key)?.tab ?? uuid(), others = this.#left().filter(draft => draft.tab !== tab);
    this.#tab.set(this.#key, {tab, text});
    this.#browser.set(this.#key, (text ? [...others, {tab, text}] : others).slice(-MOST));
  }

  /** @returns {Draft[]} */
  #left() {
    const kept = this.#browser.get(this.#key);
    // An older page kept one text for all tabs.
    return Array.isArray(kept) ? kept : typeof kept === "string" ? [{tab: "", text: kept}] : [];
  }
}
