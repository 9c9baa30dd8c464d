// @ts-check

/**
 * What is shown, and when it changed.
 *
 * @typedef {{id: number, title: string, pages: number, url: string}} Deck
 * @typedef {{seq: number, at: number, deck: number, page: number}} Cut  from this moment on this page was shown
 * @typedef {{deck: Deck|null, page: number, cuts: Cut[]}} Slides
 */

/** @type {import("../behaviour.js").Remembered<{slides: Slides}>} */
export const slides = {
  slices: {slides: {deck: null, page: 1, cuts: []}},

  folds: {
    "slide.shown": ({slides}, {seq, at, data: {deck}}) => ({
      slides: {deck, page: 1, cuts: [...slides.cuts, {seq, at, deck: deck.id, page: 1}]}
    }),
    "slide.turned": ({slides}, {seq, at, data: {page}}) => ({
      slides: slides.deck ? {...slides, page, cuts: [...slides.cuts, {seq, at, deck: slides.deck.id, page}]} : slides
    })
  },

  windows: {slides: {items: ({cuts}) => cuts, most: 200, whole: (slides, cuts) => ({...slides, cuts})}}
};
