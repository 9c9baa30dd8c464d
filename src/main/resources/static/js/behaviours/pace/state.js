// @ts-check

/** How long *I'm lost* counts, ms: someone lost three minutes ago has asked or moved on. */
export const FADES_AFTER = 180_000;

/**
 * Who cannot follow: marks that stand for nobody, told to those who teach.
 *
 * @type {import("../behaviour.js").Remembered<{pace: {lost: {mark: string, at: number}[]}}>}
 */
export const pace = {
  slices: {pace: {lost: []}},

  folds: {
    "pace.lost": ({pace}, {at, data: {mark}}) => ({
      pace: {lost: [...pace.lost.filter(lost => lost.mark !== mark && lost.at > at - FADES_AFTER), {mark, at}]}
    }),
    "pace.found": ({pace}, {data: {mark}}) => ({pace: {lost: pace.lost.filter(lost => lost.mark !== mark)}})
  }
};
