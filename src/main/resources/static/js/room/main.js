// @ts-check
import { SHOWN } from "../behaviours/elements.js";
import { LecternChapters } from "../replay/chapters.js";
import { LecternReplayKeys } from "../replay/keys.js";
import { LecternPlayback } from "../replay/playback.js";
import { LecternRecordedPictures } from "../replay/recorded-pictures.js";
import { LecternScrubber } from "../replay/scrubber.js";
import { LecternShare } from "../replay/share.js";
import { LecternCatchUp } from "./catch-up.js";
import { LecternConnection, LecternHere, LecternLivePill, LecternPlan, LecternRecording } from "./head.js";
import { LecternLayout } from "./layout.js";
import { LecternOverlay } from "./overlay.js";
import { LecternPanel } from "./panel.js";
import { LecternPictures } from "./pictures.js";
import { LecternPublish } from "./publish.js";
import { LecternRoom } from "./room.js";
import { LecternShortcuts } from "./shortcuts.js";
import { LecternTimeline } from "./timeline.js";
import { LecternToasts } from "./toasts.js";
import { LecternResting, LecternTold } from "./told.js";
import { LecternTools } from "./tools.js";

// The room first and then its panel, because the others look for them.
const ELEMENTS = {
  room: LecternRoom, toasts: LecternToasts, panel: LecternPanel,
  ...Object.assign({}, ...SHOWN.map(({elements}) => elements)),
  overlay: LecternOverlay, here: LecternHere, connection: LecternConnection, "live-pill": LecternLivePill, recording: LecternRecording,
  plan: LecternPlan, layout: LecternLayout, pictures: LecternPictures, publish: LecternPublish, timeline: LecternTimeline,
  told: LecternTold, resting: LecternResting, tools: LecternTools, shortcuts: LecternShortcuts, "catch-up": LecternCatchUp,
  playback: LecternPlayback, scrubber: LecternScrubber, chapters: LecternChapters, share: LecternShare,
  "recorded-pictures": LecternRecordedPictures, "replay-keys": LecternReplayKeys
};

for (const [name, element] of Object.entries(ELEMENTS)) customElements.define(`lectern-${name}`, element);

/** @type {LecternRoom} */ (document.querySelector("lectern-room")).start();
