// @ts-check
import { LecternChapters } from "../replay/chapters.js";
import { LecternCatchUp } from "./catch-up.js";
import { LecternChat } from "./chat.js";
import { LecternConnection, LecternHere, LecternLivePill, LecternPlan, LecternRecording } from "./head.js";
import { LecternDecks } from "./decks.js";
import { LecternFloor } from "./floor.js";
import { LecternHandCount, LecternHands } from "./hands.js";
import { LecternHandTool } from "./hand-tool.js";
import { LecternLost, LecternPulse } from "./pace.js";
import { LecternLayout } from "./layout.js";
import { LecternNextSlide } from "./next-slide.js";
import { LecternOverlay } from "./overlay.js";
import { LecternPanel } from "./panel.js";
import { LecternPeople } from "./people.js";
import { LecternPictures } from "./pictures.js";
import { LecternPointer } from "./pointer.js";
import { LecternPublish } from "./publish.js";
import { LecternReact, LecternReactions } from "./reactions.js";
import { LecternRoom } from "./room.js";
import { LecternBreak, LecternSession } from "./session.js";
import { LecternShortcuts } from "./shortcuts.js";
import { LecternSlideFoot } from "./slide-foot.js";
import { LecternSlideGrid } from "./slide-grid.js";
import { LecternSlides } from "./slides.js";
import { LecternTimeline } from "./timeline.js";
import { LecternToasts } from "./toasts.js";
import { LecternTools } from "./tools.js";
import { LecternReplayKeys } from "../replay/keys.js";
import { LecternPlayback } from "../replay/playback.js";
import { LecternRaised } from "../replay/raised.js";
import { LecternRecordedPictures } from "../replay/pictures.js";
import { LecternScrubber } from "../replay/scrubber.js";
import { LecternShare } from "../replay/share.js";

// The room first, because the others look for it; the slides before what shows parts of them.
const ELEMENTS = {
  room: LecternRoom, toasts: LecternToasts, slides: LecternSlides, pointer: LecternPointer, "slide-foot": LecternSlideFoot,
  "slide-grid": LecternSlideGrid, "next-slide": LecternNextSlide, decks: LecternDecks, overlay: LecternOverlay, floor: LecternFloor,
  here: LecternHere, connection: LecternConnection, "live-pill": LecternLivePill, recording: LecternRecording, plan: LecternPlan, session: LecternSession,
  break: LecternBreak, panel: LecternPanel, chat: LecternChat, hands: LecternHands, "hand-count": LecternHandCount,
  "hand-tool": LecternHandTool, people: LecternPeople, react: LecternReact, reactions: LecternReactions, lost: LecternLost,
  pulse: LecternPulse, layout: LecternLayout, pictures: LecternPictures, publish: LecternPublish, timeline: LecternTimeline, tools: LecternTools, shortcuts: LecternShortcuts,
  "catch-up": LecternCatchUp, playback: LecternPlayback, scrubber: LecternScrubber, chapters: LecternChapters, raised: LecternRaised, share: LecternShare,
  "recorded-pictures": LecternRecordedPictures, "replay-keys": LecternReplayKeys
};

for (const [name, element] of Object.entries(ELEMENTS)) customElements.define(`lectern-${name}`, element);

/** @type {LecternRoom} */ (document.querySelector("lectern-room")).start();
