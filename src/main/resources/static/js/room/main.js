// @ts-check
import { LecternCatchUp } from "./catch-up.js";
import { begin } from "./define.js";
import { LecternConnection, LecternHere, LecternLivePill, LecternPlan, LecternRecording } from "./head.js";
import { LecternLayout } from "./layout.js";
import { LecternPictures } from "./pictures.js";
import { LecternPublish } from "./publish.js";
import { LecternShortcuts } from "./shortcuts.js";
import { LecternTimeline } from "./timeline.js";
import { LecternResting, LecternTold } from "./told.js";
import { LecternTools } from "./tools.js";

// The live room.
begin({
  here: LecternHere, connection: LecternConnection, "live-pill": LecternLivePill, recording: LecternRecording, plan: LecternPlan, layout: LecternLayout,
  pictures: LecternPictures, publish: LecternPublish, timeline: LecternTimeline, told: LecternTold, resting: LecternResting, tools: LecternTools,
  shortcuts: LecternShortcuts, "catch-up": LecternCatchUp
});
