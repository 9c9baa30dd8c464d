// @ts-check

/** One example of each family of pictures, as they are published. */
const EXAMPLES = {avc1: "avc1.42E01F", vp09: "vp09.00.40.08", av01: "av01.0.08M.08"};

/** The browser's own player for streams: on iPhones only the managed one exists. @returns {typeof MediaSource|null} */
export function mediaSource() {
  return globalThis.MediaSource ?? /** @type {any} */ (globalThis).ManagedMediaSource ?? null;
}

/**
 * What this browser can show, for `hello`. Nothing at all means that it can only read along.
 * @returns {{picture: string[], sound: string[]}}
 */
export function can() {
  const player = mediaSource();
  if (!player) return {picture: [], sound: []};
  const picture = Object.entries(EXAMPLES)
    .filter(([, codec]) => player.isTypeSupported(`video/mp4; codecs="${codec}"`))
    .map(([family]) => family);
  return {picture, sound: player.isTypeSupported('audio/mp4; codecs="opus"') ? ["opus"] : []};
}
