// @ts-check
import { forThisTab } from "../../lib/kept.js";
import { serverNow } from "../../lib/server-time.js";
import { every } from "../../lib/timing.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";
import { FADES_AFTER } from "./state.js";

/** A student's *I'm lost*. The server tells nobody who is lost, this page included, so the button remembers for itself, for as long as it counts. */
export class LecternLost extends RoomElement {
  begin() {
    this.on(this.#button, "click", () => this.toggle());
    this.follow(["may"], () => this.#show());
    every(1_000, () => this.#show(), this.signal);
  }

  toggle() {
    if (this.#button.disabled) return;
    const lost = !this.#lost;
    forThisTab.set(this.#key, lost ? serverNow() : null);
    this.stage.command(lost ? "pace.lost" : "pace.found");
    this.room.toast(words(lost ? "lost.sent" : "lost.found"));
    this.#show();
  }

  #show() {
    this.#button.disabled = !this.stage.may.beLost;
    this.#button.setAttribute("aria-pressed", String(this.#lost && this.stage.may.beLost));
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
