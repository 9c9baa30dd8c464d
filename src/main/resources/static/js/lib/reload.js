// @ts-check
import { forThisTab } from "./kept.js";

const MOST = 20;

/**
 * Loads the page again, once for each reason in a tab: a page that comes back with the same reason would never come to rest.
 * @param {string} reason
 * @param {{kept?: {get(key: string): any, set(key: string, value: any): void}, load?: () => void}} world
 * @returns {boolean} whether it is loaded again
 */
export function reloadOnce(reason, {kept = forThisTab, load = () => location.reload()} = {}) {
  const key = `reloaded ${location.pathname}`, before = kept.get(key) ?? [];
  if (before.includes(reason)) return false;
  kept.set(key, [...before, reason].slice(-MOST));
  if (!kept.get(key)?.includes(reason)) return false; // a tab that keeps nothing would do it for ever
  load();
  return true;
}
