// @ts-check
import { reloadOnce } from '../lib/reload.js';
import { serverNow } from '../lib/server-time.js';

/** The server, too, must find that the moment has come, ms. */
const SURE = 1_000;

/**
 * How long until a moment, kept true while the page is open:
 * `<relative-time datetime="2026-11-26T10:00:00Z" data-days="in {0} days" data-hours="{0} h {1} min" data-minutes="{0} min">`.
 * The server wrote the words that are there first, and the patterns.
 */
class RelativeTime extends HTMLElement {
  /** @type {number | undefined} */
  #timer;

  connectedCallback() {
    this.#timer = setInterval(() => this.#write(), 10_000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #write() {
    const moment = this.getAttribute('datetime') ?? '', left = Date.parse(moment) - serverNow();
    if (left < -SURE && reloadOnce(`begins ${moment}`)) return; // it begins: the page has another button now
    const minutes = Math.max(0, Math.ceil(left / 60_000));
    if (minutes < 60) this.textContent = fill(this.dataset.minutes, minutes);
    else if (minutes < 48 * 60) this.textContent = fill(this.dataset.hours, Math.floor(minutes / 60), minutes % 60);
    else this.textContent = fill(this.dataset.days, Math.round(minutes / 1440));
  }
}

/** @param {string | undefined} pattern @param {...number} values */
function fill(pattern, ...values) {
  return (pattern ?? '').replace(/\{(\d)\}/g, (_, index) => String(values[index]));
}

customElements.define('relative-time', RelativeTime);
