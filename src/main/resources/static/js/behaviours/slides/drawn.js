// @ts-check
import { openFile, renderer } from "./deck.js";

/** As large as a thumbnail, because how well a page can be drawn is not asked. */
const BOX = 120;

/**
 * How many pages of a PDF can be drawn here. It is asked before the file travels and told with it: the server counts with another
 * parser, which makes up for other faults, and a deck is only what both take for the same.
 * @param {File} file
 * @returns {Promise<number|null>} 0 when the first page or the last cannot be drawn; null where there is no renderer to ask
 */
export async function drawnPages(file) {
  const pdf = await renderer().catch(() => null);
  if (!pdf) return null;
  try {
    const deck = await openFile(pdf, file);
    try {
      await deck.sketch(1, BOX, BOX);
      await deck.sketch(deck.pages, BOX, BOX);
      return deck.pages;
    } finally {
      deck.close();
    }
  } catch {
    return 0;
  }
}
