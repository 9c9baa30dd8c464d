// @ts-check
import { atMostEvery } from "./timing.js";

/**
 * Says things to screen readers without flooding them: at most one line in so many ms, and the newest wins.
 * @param {Element} region a live region, visually hidden
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {(text: string) => void}
 */
export function announcer(region, ms, signal) {
  return atMostEvery(ms, text => {
    region.textContent = text;
  }, signal);
}
