// @ts-check
import { LecternLost } from "./lost.js";

/** @type {import("../behaviour.js").Shown} */
export const pace = {
  elements: {lost: LecternLost},
  rare: {pulse: async () => (await import(new URL("./pulse.js", import.meta.url).href)).LecternPulse},
  keys: [{key: "l", word: "key.lost", by: "others", press: find => find("lost")?.toggle()}]
};
