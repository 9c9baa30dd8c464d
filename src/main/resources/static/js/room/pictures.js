// @ts-check
import { LivePlayer } from "../media/live-player.js";
import { fromTemplate, part, say } from "../lib/dom.js";
import { initials } from "../lib/faces.js";
import { words } from "../lib/words.js";
import { RoomElement } from "./element.js";

/** A slow line is told of at most this often, ms. */
const TOLD = 30_000;

/**
 * The people who are seen and heard, one tile each; a shared screen is shown in the picture, in place of the slide. The layout
 * says where the main tile is: here, large beside or instead of the slides, or small in the rail under them.
 */
export class LecternPictures extends RoomElement {
  /** @type {LivePlayer} */
  #player = /** @type {any} */ (null);
  /** @type {Map<string, HTMLElement>} */
  #tiles = new Map();
  #toldAt = -Infinity;

  begin() {
    this.#player = new LivePlayer(() => document.createElement("video"));
    this.signal.addEventListener("abort", () => this.#player.close(), {once: true});
    this.on(this.stage, "signal", ({detail}) => detail.type === "tracks" && this.#player.tracks(detail));
    this.on(this.stage, "may", () => this.stage.may.out && this.#player.tracks({tracks: []}));
    this.on(this.stage, "bytes", ({detail}) => this.#player.bytes(detail));
    this.on(this.#player, "sources", () => this.#show());
    this.on(this.stage, "shown", () => this.#player.sources.forEach(source => this.#mute(source)));
    this.on(this.room, "click", event => this.#act(event));
    this.on(this.stage, "state", () => this.#arrange());
    this.on(this.#layout, "change", () => this.#arrange());
  }

  /** Where everyone is heard from now on. @param {string} speaker id of a device */
  async hearFrom(speaker) {
    await Promise.all([...this.#tiles.values()].map(tile => /** @type {any} */ (tile.querySelector("video"))?.setSinkId?.(speaker)));
  }

  get #layout() {
    return /** @type {import("./layout.js").LecternLayout} */ (this.room.querySelector("lectern-layout"));
  }

  get #people() {
    return this.#player.sources.filter(source => !source.isScreen);
  }

  #show() {
    const people = this.#people;
    for (const [key, tile] of this.#tiles) if (!people.some(source => source.key === key)) this.#forget(key, tile);
    for (const source of people) this.#fill(this.#tile(source.key), source);
    this.#showScreen(this.#player.sources.findLast(source => source.isScreen));
    this.#layout.shows({people: people.length > 0});
    this.#arrange();
  }

  /** @param {string} key */
  #tile(key) {
    let tile = this.#tiles.get(key);
    if (!tile) this.#tiles.set(key, tile = fromTemplate("camera"));
    return tile;
  }

  /** @param {string} key @param {HTMLElement} tile */
  #forget(key, tile) {
    tile.remove();
    this.#tiles.delete(key);
  }

  #arrange() {
    const people = this.#people, main = this.#main(people);
    for (const {key} of people) {
      const tile = this.#tile(key), place = key === main?.key && this.#layout.place || this;
      if (tile.parentElement !== place) move(tile, place);
      part(tile, "swap").hidden = key !== main?.key || !this.#layout.maySwap;
    }
    this.hidden = this.childElementCount === 0;
  }

  // Whoever teaches sees to themselves; the others came to see who may speak without having been called.
  /** @param {import("../media/live-player.js").Source[]} people */
  #main(people) {
    const own = people.find(({by}) => by.id === this.stage.you.id);
    if (this.stage.staff) return own;
    const called = new Set(this.stage.state.floor.map(({person}) => person.id));
    return people.find(({by}) => !called.has(by.id)) ?? people.find(source => source !== own) ?? own;
  }

  /** @param {HTMLElement} tile @param {import("../media/live-player.js").Source} source */
  #fill(tile, {by, player}) {
    const own = by.id === this.stage.you.id;
    say(part(tile, "name"), own ? words("media.you") : by.name);
    say(part(tile, "initials"), initials(by.name));
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
    this.on(player, "waiting", ({detail}) => {
      tile.toggleAttribute("data-waiting", detail);
      say(part(tile, "waiting"), detail && !own ? words("media.waiting", {name: by.name}) : ""); // a publisher's own page says more
    });
    this.#follow(player);
  }

  // Nobody wants to hear themselves late, nor the room while they catch up.
  /** @param {Pick<import("../media/live-player.js").Source, "by"|"player">} source */
  #mute({by, player}) {
    player.element.muted = by.id === this.stage.you.id || this.stage.lookBack !== null;
  }

  /** @param {import("../media/live-player.js").Source|undefined} source */
  #showScreen(source) {
    const place = /** @type {HTMLElement} */ (this.room.querySelector("[data-part~=screen]"));
    place.hidden = !source;
    this.#layout.shows({screen: source !== undefined});
    if (!source || source.player.element.parentElement === place) return;
    place.replaceChildren(source.player.element);
    source.player.element.setAttribute("aria-label", words("media.screen.of", {name: source.by.name}));
    this.#mute(source);
    this.#follow(source.player);
  }

  /** @param {import("../media/player.js").Player} player */
  #follow(player) {
    this.on(player, "blocked", () => this.room.toast(words("media.blocked"), {
      action: words("media.unblock"), act: () => this.#player.allowSound(), ms: 60_000
    }));
    this.on(player, "unsupported", () => this.room.toast(words("media.unsupported"), {urgent: true}));
    this.on(player, "gap", () => this.#slow());
  }

  #slow() {
    if (performance.now() - this.#toldAt < TOLD) return;
    this.#toldAt = performance.now();
    this.room.toast(words("media.slow"));
  }

  /** @param {MouseEvent} event */
  #act(event) {
    const button = /** @type {Element} */ (event.target).closest(".cam [data-part]");
    if (button?.matches('[data-part="swap"]')) this.#layout.swap();
    const video = button?.matches('[data-part="float"]') ? button.closest(".cam")?.querySelector("video") : null;
    if (video) video.requestPictureInPicture().catch(() => {});
  }
}

// A browser that cannot move a playing video stops it on the way.
/** @param {HTMLElement} tile @param {any} place */
function move(tile, place) {
  if (tile.isConnected && place.moveBefore) return place.moveBefore(tile, null);
  place.append(tile);
  tile.querySelector("video")?.play().catch(() => {});
}
