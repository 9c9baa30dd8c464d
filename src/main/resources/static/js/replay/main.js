// @ts-check
import { begin } from "../room/define.js";
import { LecternChapters } from "./chapters.js";
import { LecternReplayKeys } from "./keys.js";
import { LecternPlayback } from "./playback.js";
import { LecternRecordedPictures } from "./recorded-pictures.js";
import { LecternScrubber } from "./scrubber.js";
import { LecternShare } from "./share.js";

// The replay.
begin({
  playback: LecternPlayback, scrubber: LecternScrubber, chapters: LecternChapters, share: LecternShare, "recorded-pictures": LecternRecordedPictures,
  "replay-keys": LecternReplayKeys
});
