// @ts-check
import { serverNow } from "./server-time.js";

/** @param {number} n */
const two = n => String(n).padStart(2, "0");

/**
 * A clock reading such as 0:08, 38:24 or 1:12:05.
 * @param {number} ms never shown below zero
 */
export function clock(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const h = Math.floor(s / 3600), m = Math.floor(s / 60) % 60;
  return h ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
}

/**
 * The time of day, 10:38 or 10:38 AM, on the clock and in the manner that the server writes this page with.
 * @param {number} epoch ms since 1970
 */
export function timeOfDay(epoch) {
  return (clockOfReader ??= readersClock(document.documentElement)).format(epoch);
}

/** @type {Intl.DateTimeFormat|undefined} */
let clockOfReader;

/** @param {{lang: string, dataset: DOMStringMap}} page */
export function readersClock({lang, dataset}) {
  try {
    return new Intl.DateTimeFormat(lang || undefined, {timeStyle: "short", timeZone: dataset.zone});
  } catch {
    return new Intl.DateTimeFormat(lang || undefined, {timeStyle: "short"}); // a zone that only the server knows
  }
}

/**
 * The same with its day, unless that is today.
 * @param {number} epoch ms since 1970
 */
export function timeAndDay(epoch, now = serverNow()) {
  return isToday(epoch, now) ? timeOfDay(epoch) : `${dayOfReader(document.documentElement).format(epoch)}, ${timeOfDay(epoch)}`;
}

/** @param {number} epoch ms since 1970 */
export function isToday(epoch, now = serverNow()) {
  const day = dayOfReader(document.documentElement);
  return day.format(epoch) === day.format(now);
}

/** @param {{lang: string, dataset: DOMStringMap}} page */
function dayOfReader({lang, dataset}) {
  const parts = /** @type {const} */ ({weekday: "short", day: "numeric", month: "short"});
  try {
    return new Intl.DateTimeFormat(lang || undefined, {...parts, timeZone: dataset.zone});
  } catch {
    return new Intl.DateTimeFormat(lang || undefined, parts);
  }
}
