// @ts-check
import { here } from "../../lib/base.js";

/** How many drawn pages are kept: the one being taught, its neighbours, and a few just seen. */
const KEPT = 6;
/** Decks kept open: the one being taught and the one before it. */
const OPEN = 2;

/** @type {Map<string, Promise<Deck>>} */
const open = new Map();

/**
 * Opens a deck, once for all who show parts of it.
 * @param {string} url of a PDF
 * @returns {Promise<Deck>}
 */
export function openDeck(url) {
  const known = open.get(url);
  if (known) return known;
  const deck = load(url);
  open.set(url, deck);
  deck.catch(() => open.delete(url));
  for (const [old, gone] of open) {
    if (open.size <= OPEN) break;
    open.delete(old);
    gone.then(deck => deck.close(), () => {});
  }
  return deck;
}

/** @param {string} url */
async function load(url) {
  return read(await renderer(), {url: here(url)});
}

/**
 * Opens a file that is still this person's own. It is not taken into memory as a whole.
 * @param {any} pdf the renderer
 * @param {File} file
 * @returns {Promise<Deck>}
 */
export function openFile(pdf, file) {
  const range = new pdf.PDFDataRangeTransport(file.size, null);
  range.requestDataRange = async (/** @type {number} */ begin, /** @type {number} */ end) =>
    range.onDataRange(begin, new Uint8Array(await file.slice(begin, end).arrayBuffer()));
  return read(pdf, {range});
}

/** Only a page that shows slides, or takes some, pays for the renderer. */
export async function renderer() {
  // @ts-ignore found through the import map
  const pdf = await import("pdfjs-dist/build/pdf.min.mjs");
  pdf.GlobalWorkerOptions.workerSrc = import.meta.resolve("pdfjs-dist/build/pdf.worker.min.mjs");
  return pdf;
}

/** @param {any} pdf @param {object} from where its bytes are */
async function read(pdf, from) {
  const folder = (/** @type {string} */ name) => new URL(`../${name}/`, import.meta.resolve("pdfjs-dist/build/pdf.min.mjs")).href;
  const task = pdf.getDocument({
    ...from,
    cMapUrl: folder("cmaps"), standardFontDataUrl: folder("standard_fonts"), wasmUrl: folder("wasm"), iccUrl: folder("iccs"),
    // Ranges only: the first page of a large deck is there before the rest of it.
    disableAutoFetch: true, disableStream: true, rangeChunkSize: 262_144
  });
  return new Deck(task, await task.promise);
}

/** An open PDF whose pages can be drawn at any size, and read. */
export class Deck {
  /** @type {Map<string, Promise<HTMLCanvasElement>>} */
  #drawn = new Map();
  #task;
  #pdf;

  /** @param {any} task @param {any} pdf of pdf.js */
  constructor(task, pdf) {
    this.#task = task;
    this.#pdf = pdf;
  }

  get pages() {
    return this.#pdf.numPages;
  }

  /**
   * A page, drawn as large as fits.
   * @param {number} n from 1
   * @param {number} width of the box, in device pixels
   * @param {number} height of the box, in device pixels
   * @returns {Promise<HTMLCanvasElement>} to be copied from; kept for the next who asks
   */
  drawn(n, width, height) {
    const key = `${n} ${width} ${height}`;
    const canvas = this.#drawn.get(key) ?? this.sketch(n, width, height);
    this.#drawn.delete(key);
    this.#drawn.set(key, canvas);
    canvas.catch(() => this.#drawn.delete(key));
    for (const old of this.#drawn.keys()) {
      if (this.#drawn.size <= KEPT) break;
      this.#drawn.delete(old);
    }
    return canvas;
  }

  /**
   * The same without keeping it: for thumbnails, which would push out the pages being taught.
   * @param {number} n
   * @param {number} width
   * @param {number} height
   */
  async sketch(n, width, height) {
    const page = await this.#pdf.getPage(n);
    const natural = page.getViewport({scale: 1});
    const viewport = page.getViewport({scale: Math.min(width / natural.width, height / natural.height)});
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.floor(viewport.width));
    canvas.height = Math.max(1, Math.floor(viewport.height));
    await page.render({canvas, viewport}).promise;
    return canvas;
  }

  /** Whether words of it stand in a layer that is switched off: the renderer's own text has them all the same. */
  async hidesWords() {
    return [...await this.#pdf.getOptionalContentConfig()].some(([, group]) => !group.visible);
  }

  /** @param {number} n @returns {Promise<string>} the words on a page, for who listens rather than looks */
  async text(n) {
    const {items} = await (await this.#pdf.getPage(n)).getTextContent();
    return items.map((/** @type {any} */ item) => item.str + (item.hasEOL ? "\n" : "")).join("").trim();
  }

  close() {
    this.#task.destroy();
  }
}

/**
 * Copies a drawn page on a canvas of the page.
 * @param {HTMLCanvasElement} from
 * @param {HTMLCanvasElement} to
 */
export function copy(from, to) {
  to.width = from.width;
  to.height = from.height;
  /** @type {CanvasRenderingContext2D} */ (to.getContext("2d")).drawImage(from, 0, 0);
}
