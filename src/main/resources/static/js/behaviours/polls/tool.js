// @ts-check
import { part } from "../../lib/dom.js";
import { RoomElement } from "../../room/element.js";

/** The tool with which a question begins. */
export class LecternPollTool extends RoomElement {
  begin() {
    this.on(part(this, "open"), "click", () => /** @type {any} */ (this.room.querySelector("lectern-poll-launcher")).open?.());
    this.follow(["may"], () => part(this, "open").disabled = !this.stage.may.teach);
  }
}
