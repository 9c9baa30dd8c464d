// @ts-check

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
 * The time of day, 10:38, in the reader's own zone and manner.
 * @param {number} epoch ms since 1970
 */
export function timeOfDay(epoch) {
  return new Intl.DateTimeFormat(undefined, {hour: "2-digit", minute: "2-digit", hourCycle: "h23"}).format(epoch);
}

/**
 * The same with its day, unless that is today.
 * @param {number} epoch ms since 1970
 */
export function timeAndDay(epoch, now = Date.now()) {
  if (new Date(epoch).toDateString() === new Date(now).toDateString()) return timeOfDay(epoch);
  const day = new Intl.DateTimeFormat(document.documentElement.lang, {weekday: "short", day: "numeric", month: "short"}).format(epoch);
  return `${day}, ${timeOfDay(epoch)}`;
}
