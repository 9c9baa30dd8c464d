// @ts-check
import { LecternPollArea } from "./area.js";
import { LecternPollLauncher, LecternPollTool } from "./launcher.js";
import { LecternPollPoint } from "./point-layer.js";
import { LecternPoll } from "./poll.js";

/** @type {import("../behaviour.js").Shown} */
export const polls = {
  elements: {"poll-point": LecternPollPoint, poll: LecternPoll, "poll-area": LecternPollArea, "poll-tool": LecternPollTool, "poll-launcher": LecternPollLauncher},
  keys: [
    {key: "p", word: "key.poll", by: "staff", press: find => find("poll-launcher")?.open()},
    {key: "p", word: "key.poll.answer", by: "others", press: find => find("poll")?.focusAnswer()}
  ]
};
