// @ts-check
import { LecternReact, LecternReactions } from "./reactions.js";

/** @type {import("../behaviour.js").Shown} */
export const reactions = {
  elements: {react: LecternReact, reactions: LecternReactions},
  keys: [{key: "r", word: "key.react", by: "others", press: find => find("react")?.open()}]
};
