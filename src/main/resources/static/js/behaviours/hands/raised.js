// @ts-check
import { part, say } from "../../lib/dom.js";
import { isolated } from "../../lib/isolates.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";

/** Whose hands were up at the moment shown, in their order. */
export class LecternRaised extends RoomElement {
  begin() {
    this.follow(["state"], () => this.#show());
  }

  #show() {
    const {hands} = this.stage.state;
    this.hidden = hands.length === 0;
    say(part(this, "names"), words("hands.raised", {names: hands.map(({person}) => isolated(person.name)).join(", ")}));
  }
}
