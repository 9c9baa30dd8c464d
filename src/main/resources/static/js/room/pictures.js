// @ts-check
import { Playback } from "../media/playback.js";
import { fromTemplate, keyed, part, say } from "../lib/dom.js";
import { words } from "../lib/words.js";
import { RoomElement } from "./element.js";

/** The people who are seen and heard, one tile each; a shared screen is shown in the picture, in place of the slide. */
export class LecternPictures extends RoomElement {
  /** @type {Playback} */
  #playback = /** @type {any} */ (null);

  begin() {
    this.#playback = new Playback(() => document.createElement("video"));
    this.signal.addEventListener("abort", () => this.#playback.close(), {once: true});
    this.on(this.stage, "signal", ({detail}) => detail.type === "tracks" && this.#playback.tracks(detail));
    this.on(this.stage, "bytes", ({detail}) => this.#playback.bytes(detail));
    this.on(this.#playback, "sources", () => this.#show());
    this.on(this.stage, "shown", () => this.#playback.sources.forEach(source => this.#mute(source)));
    this.on(this, "click", event => this.#act(event));
  }

  #show() {
    const {sources} = this.#playback;
    const people = sources.filter(source => !source.isScreen);
    this.hidden = people.length === 0;
    keyed(this, people, ({key}) => key, () => fromTemplate("camera"), (tile, source) => this.#fill(tile, source));
    this.#showScreen(sources.findLast(source => source.isScreen));
  }

  /** @param {HTMLElement} tile @param {import("../media/playback.js").Source} source */
  #fill(tile, {by, player}) {
    say(part(tile, "name"), by.name);
    say(part(tile, "initials"), by.name.split(/\s+/).map(name => name[0]).slice(-2).join("").toUpperCase());
    const shape = () => {
      tile.toggleAttribute("data-voice-only", !player.hasPicture);
      part(tile, "mic").hidden = !player.hasSound;
      part(tile, "muted").hidden = player.hasSound;
      part(tile, "float").hidden = !player.hasPicture || !document.pictureInPictureEnabled;
    };
    shape();
    if (player.element.parentElement === tile) return;
    player.element.setAttribute("aria-label", words("media.camera.of", {name: by.name}));
    this.#mute({by, player});
    tile.prepend(player.element);
    this.on(player, "shape", shape);
    this.on(player, "speaking", ({detail}) => tile.classList.toggle("speaking", detail));
    this.#follow(player);
  }

  // Nobody wants to hear themselves late, nor the room while they catch up.
  /** @param {Pick<import("../media/playback.js").Source, "by"|"player">} source */
  #mute({by, player}) {
    player.element.muted = by.id === this.stage.you.id || this.stage.catchUp !== null;
  }

  /** @param {import("../media/playback.js").Source|undefined} source */
  #showScreen(source) {
    const place = /** @type {HTMLElement} */ (this.room.querySelector("[data-part~=screen]"));
    place.hidden = !source;
    if (!source || source.player.element.parentElement === place) return;
    place.replaceChildren(source.player.element);
    source.player.element.setAttribute("aria-label", words("media.screen.of", {name: source.by.name}));
    this.#mute(source);
    this.#follow(source.player);
  }

  /** @param {import("../media/player.js").Player} player */
  #follow(player) {
    this.on(player, "blocked", () => this.room.toast(words("media.blocked"), {
      action: words("media.unblock"), act: () => this.#playback.allowSound(), ms: 60_000
    }));
    this.on(player, "unsupported", () => this.room.toast(words("media.unsupported"), {urgent: true}));
  }

  /** @param {MouseEvent} event */
  #act(event) {
    const button = /** @type {Element} */ (event.target).closest('[data-part="float"]');
    const video = button?.closest(".cam")?.querySelector("video");
    if (video) video.requestPictureInPicture().catch(() => {});
  }
}
