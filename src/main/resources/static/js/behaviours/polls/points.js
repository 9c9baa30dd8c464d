// @ts-check
import { words } from "../../lib/words.js";

/** The slide is so wide, and so high. */
export const WHOLE = 1000;

/** A press of an arrow moves a point so far, and with Shift so far. */
const STEP = 20, SMALL_STEP = 5;

/** @typedef {{x: number, y: number}} Point thousandths of the slide, from its left and its top */

/** @param {string} text @returns {Point} */
export function point(text) {
  const [x, y] = text.split(",").map(Number);
  return {x, y};
}

/** @param {Point} point */
export function pointText({x, y}) {
  return `${x},${y}`;
}

/** @param {number} x @param {number} y parts of the slide's width and height */
export function pointAt(x, y) {
  return {x: within(x * WHOLE), y: within(y * WHOLE)};
}

/**
 * Where an arrow moves a point; null for any other key.
 * @param {Point} from
 * @param {{key: string, shiftKey: boolean}} press
 * @returns {Point|null}
 */
export function moved({x, y}, {key, shiftKey}) {
  const by = shiftKey ? SMALL_STEP : STEP;
  switch (key) {
    case "ArrowLeft": return {x: within(x - by), y};
    case "ArrowRight": return {x: within(x + by), y};
    case "ArrowUp": return {x, y: within(y - by)};
    case "ArrowDown": return {x, y: within(y + by)};
    default: return null;
  }
}

/** @param {number} value */
function within(value) {
  return Math.min(WHOLE, Math.max(0, Math.round(value)));
}

/** @param {string[]|null} right @returns {{x: number, y: number, width: number, height: number}|null} */
export function area(right) {
  if (!right?.length) return null;
  const [x, y, width, height] = right[0].split(",").map(Number);
  return {x, y, width, height};
}

/** The area between two corners. @param {Point} from @param {Point} to */
export function between(from, to) {
  return {x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y)};
}

/** @param {string} text a point @param {string[]} right */
export function inside(text, right) {
  const {x, y} = point(text), of = area(right);
  return of !== null && x >= of.x && x <= of.x + of.width && y >= of.y && y <= of.y + of.height;
}

/** What the right area is called. @param {string[]} right */
export function namedArea(right) {
  return right[1] ?? words("poll.point.inside");
}

/** Where a point is, in words. @param {string} text */
export function place(text) {
  const {x, y} = point(text);
  return words("poll.point.place", {x: Math.round(x / 10), y: Math.round(y / 10)});
}
