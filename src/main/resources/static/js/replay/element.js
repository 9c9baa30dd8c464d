// @ts-check
import { RoomElement } from "../room/element.js";

/** An element of the replay: follows it as the elements of the room follow the stage. */
export class ReplayElement extends RoomElement {
  /** @returns {import("../lecture/replay.js").Replay} */
  get replay() {
    return /** @type {import("../lecture/replay.js").Replay} */ (this.room.replay);
  }

  /** Shows the replay now and whenever it changed. @param {() => void} show */
  followReplay(show) {
    this.on(this.replay, "change", show);
    this.on(this.replay.source, "ready", show);
    show();
  }
}
