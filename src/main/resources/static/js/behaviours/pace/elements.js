// @ts-check
import { LecternLost } from "./lost.js";
import { LecternPulse } from "./pulse.js";

/** @type {import("../behaviour.js").Shown} */
export const pace = {
  elements: {lost: LecternLost, pulse: LecternPulse},
  keys: [{key: "l", word: "key.lost", by: "others", press: find => find("lost")?.toggle()}]
};
