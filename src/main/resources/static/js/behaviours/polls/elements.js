// @ts-check
import { LecternPollArea } from "./area.js";
import { LecternPollPoint } from "./point-layer.js";
import { LecternPoll } from "./poll.js";
import { LecternPollTool } from "./tool.js";

/** @type {import("../behaviour.js").Shown} */
export const polls = {
  elements: {"poll-point": LecternPollPoint, poll: LecternPoll, "poll-area": LecternPollArea, "poll-tool": LecternPollTool},
  rare: {"poll-launcher": async () => (await import(new URL("./launcher.js", import.meta.url).href)).LecternPollLauncher},
  keys: [
    {key: "p", word: "key.poll", by: "staff", press: find => find("poll-launcher")?.open?.()},
    {key: "p", word: "key.poll.answer", by: "others", press: find => find("poll")?.focusAnswer()}
  ]
};
