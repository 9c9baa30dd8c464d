// @ts-check
import { words } from "../lib/words.js";
import { RecordedPlayer } from "../media/recorded-player.js";
import { ReplayElement } from "./element.js";
import { showTracks } from "./tracks.js";

/** Who was seen, small under the picture. */
export class LecternRecordedPictures extends ReplayElement {
  /** @type {RecordedPlayer} */
  player = /** @type {RecordedPlayer} */ (/** @type {unknown} */ (null));

  begin() {
    const {clock, source} = this.replay, player = this.player = new RecordedPlayer(`${this.room.lectureUrl}/media`, clock);
    const screen = /** @type {HTMLElement} */ (this.room.querySelector("[data-part~=screen]"));
    const silent = /** @type {HTMLElement} */ (this.room.querySelector("[data-part~=silent]"));
    this.signal.addEventListener("abort", () => player.close(), {once: true});
    this.on(player, "shown", () => showTracks(player, clock.at(), this, screen));
    this.on(player, "tracks", () => silent.hidden = !player.silent);
    this.on(player, "away", ({detail}) => this.room.toast(detail, {urgent: true}));
    player.addEventListener("unsupported", () => this.room.toast(words("media.unsupported"), {urgent: true}), {once: true, signal: this.signal});
    this.on(source, "ready", () => player.start());
    this.on(clock, "change", () => this.room.toggleAttribute("data-waiting", clock.held && clock.playing));
  }
}
