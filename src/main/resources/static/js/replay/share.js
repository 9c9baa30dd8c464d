// @ts-check
import { clock } from "../lib/durations.js";
import { words } from "../lib/words.js";
import { ReplayElement } from "./element.js";

/** Copies an address that leads to this moment, for those who may see the lecture. */
export class LecternShare extends ReplayElement {
  begin() {
    this.on(this, "click", () => this.#share());
  }

  async #share() {
    const {at} = this.replay, url = new URL(this.room.lectureUrl, location.href);
    url.searchParams.set("at", String(Math.floor(at / 1000)));
    try {
      await navigator.clipboard.writeText(url.href);
      this.room.toast(words("replay.shared", {time: clock(at)}));
    } catch {
      // No clipboard here: then the address bar holds it.
      history.replaceState(null, "", url);
      this.room.toast(words("replay.shared.not"));
    }
  }
}
