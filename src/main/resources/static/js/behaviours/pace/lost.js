// @ts-check
import { forThisTab } from "../../lib/kept.js";
import { serverNow } from "../../lib/server-time.js";
import { every } from "../../lib/timing.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";
import { Bookmarks } from "./bookmarks.js";
import { FADES_AFTER } from "./state.js";

/**
 * A student's *I'm lost*, live and in the replay. The server tells nobody who is lost, this page included, so the button remembers for itself, for as long
 * as it counts; and the moment stays marked on this browser's line.
 */
export class LecternLost extends RoomElement {
  #bookmarks = new Bookmarks("", 0);

  begin() {
    this.#bookmarks = new Bookmarks(this.room.dataset.lecture ?? "", this.stage.you.id);
    this.on(this.#button, "click", () => this.toggle());
    this.on(this.stage, "entry", ({detail}) => this.#heard(detail));
    this.follow(["may"], () => this.#show());
    every(1_000, () => this.#show(), this.signal);
  }

  toggle() {
    if (this.#button.disabled) return;
    if (this.stage.live) this.#now();
    else this.#later();
    this.room.dispatchEvent(new Event("bookmarks"));
    this.#show();
  }

  #now() {
    const lost = !this.#lost, at = Math.round(this.stage.clock.at());
    forThisTab.set(this.#key, lost ? serverNow() : null);
    this.stage.command(lost ? "pace.lost" : "pace.found");
    if (lost) this.#bookmarks.add(at);
    else this.#bookmarks.remove(at);
    this.room.toast(words(lost ? "lost.sent" : "lost.found"));
  }

  /** In the replay it is told once for each moment. */
  #later() {
    const at = Math.round(this.stage.clock.at());
    if (!this.#bookmarks.add(at)) return this.room.toast(words("lost.marked"));
    this.stage.command("pace.lostLater");
    this.room.toast(words("lost.later"));
  }

  /** @param {import("../../lecture/log.js").Entry} entry */
  #heard({type, at}) {
    if (type !== "pace.explained" || !this.#bookmarks.explained(at)) return;
    if (this.stage.live) this.room.toast(words("lost.explained"));
    this.room.dispatchEvent(new Event("bookmarks"));
  }

  #show() {
    this.#button.disabled = !this.stage.may.beLost;
    this.#button.setAttribute("aria-pressed", String(this.stage.live && this.#lost && this.stage.may.beLost));
  }

  get #lost() {
    return serverNow() - (forThisTab.get(this.#key) ?? -Infinity) < FADES_AFTER;
  }

  get #key() {
    return `lost ${this.room.dataset.lecture} ${this.stage.you.id}`;
  }

  get #button() {
    return /** @type {HTMLButtonElement} */ (this.querySelector("button"));
  }
}
