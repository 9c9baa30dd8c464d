// @ts-check
import { fromTemplate, keyed, part, say } from "../../lib/dom.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";

/** Who has the floor, at the foot of the picture; being called is the one thing said at once to a screen reader. */
export class LecternFloor extends RoomElement {
  begin() {
    this.on(part(this, "list"), "click", event => this.#done(event));
    this.follow(["state"], () => this.#show());
  }

  #show() {
    const {floor} = this.stage.state, {you, staff} = this.stage;
    const mine = this.stage.live && floor.some(({person}) => person.id === you.id);
    say(part(this, "called"), mine ? words("floor.given") : "");
    keyed(part(this, "list"), floor, ({person}) => person.id, () => fromTemplate("on-floor"), (row, {person}) => {
      const own = this.stage.live && person.id === you.id, done = part(row, "done");
      row.classList.toggle("floor-you", own);
      say(part(row, "words"), own ? words("floor.you") : words("floor.has", {name: person.name}));
      done.hidden = !this.stage.live || !own && !staff;
      say(done, words(own ? "floor.done" : "floor.end"));
      if (!own) done.setAttribute("aria-label", words("floor.staff", {name: person.name}));
    });
  }

  /** @param {MouseEvent} event */
  #done(event) {
    const row = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("button")?.closest("[data-key]") ?? null);
    if (!row) return;
    const person = Number(row.dataset.key);
    this.stage.command("floor.take", person === this.stage.you.id ? {} : {person});
  }
}
