// @ts-check
import { STEP } from "./state.js";

/** So many lost at once fill the height. */
const FULL = 5;
/** Fewer in all are not shown: they might say who. */
const ENOUGH = 5;

/**
 * How many were lost when, as an area over the line.
 * @param {Record<string, number>[]} heats by half minutes; added up
 * @param {number} end lecture time at the right end, ms
 * @returns {string} the path, in a box of 1000 by 100
 */
export function heatPath(heats, end) {
  /** @type {Map<number, number>} */
  const sums = new Map();
  for (const heat of heats) for (const [step, people] of Object.entries(heat)) sums.set(Number(step), (sums.get(Number(step)) ?? 0) + people);
  if (end <= 0 || [...sums.values()].reduce((all, people) => all + people, 0) < ENOUGH) return "";
  const most = Math.max(FULL, ...sums.values()), x = (/** @type {number} */ at) => Math.round(Math.min(1, at / end) * 1000);
  return [...sums].sort(([one], [other]) => one - other)
    .map(([step, people]) => {
      const left = x((step - .5) * STEP), middle = x((step + .5) * STEP), right = x((step + 1.5) * STEP), top = Math.round(100 - people / most * 92);
      return `M${Math.max(0, left)} 100C${left + (middle - left) / 2} 100 ${left + (middle - left) / 2} ${top} ${middle} ${top}S${right - (right - middle) / 2} 100 ${right} 100Z`;
    }).join("");
}
