// @ts-check
import { part, say } from "../../lib/dom.js";
import { writeMarkdown } from "../../lib/markdown.js";

/** @type {WeakMap<HTMLElement, import("./state.js").Message>} */
const shown = new WeakMap();

/**
 * Shows a message that stands above the others.
 * @param {HTMLElement} row
 * @param {import("./state.js").Message} message
 * @param {import("../../lib/markdown.js").Images} images
 * @param {boolean} leads
 */
export function fillPin(row, message, images, leads) {
  part(row, "unpin").hidden = !leads;
  if (shown.get(row) === message) return;
  shown.set(row, message);
  say(part(row, "who"), message.by.name);
  writeMarkdown(part(row, "text"), message.text, images);
}
