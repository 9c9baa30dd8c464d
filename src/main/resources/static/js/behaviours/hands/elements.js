// @ts-check
import { LecternHandTool } from "./hand-tool.js";
import { LecternHandCount, LecternHands } from "./hands.js";
import { LecternRaised } from "./raised.js";

/** @type {import("../behaviour.js").Shown} */
export const hands = {
  elements: {hands: LecternHands, "hand-count": LecternHandCount, "hand-tool": LecternHandTool, raised: LecternRaised},
  keys: [{key: "h", word: "key.hand", by: "others", press: find => find("hand-tool")?.toggle()}]
};
