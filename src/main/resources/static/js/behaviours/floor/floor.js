// @ts-check
import { fromTemplate, keyed, part, say } from "../../lib/dom.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";

/**
 * Who has the floor, at the foot of the picture. Whoever is called is asked there to turn the microphone on; that is the one thing said at
 * once to a screen reader.
 */
export class LecternFloor extends RoomElement {
  begin() {
    this.on(part(this, "list"), "click", event => this.#press(event));
    this.follow(["state", "shown", "may"], () => this.#show());
  }

  #show() {
    const {you, may, shown} = this.stage, floor = may.goesOn ? shown.floor : [];
    say(part(this, "called"), may.answer ? words("floor.given") : "");
    keyed(part(this, "list"), floor, ({person}) => person.id, () => fromTemplate("on-floor"),
      (row, {person}) => this.#fill(row, person, may.giveBack && person.id === you.id));
  }

  /** @param {HTMLElement} row @param {import("../behaviour.js").Person} person @param {boolean} own */
  #fill(row, person, own) {
    const {may} = this.stage, done = part(row, "done"), answer = part(row, "answer");
    row.classList.toggle("floor-you", own);
    say(part(row, "words"), own ? words("floor.you") : words("floor.has", {name: person.name}));
    done.hidden = !own && !may.lead;
    say(done, words(own ? "floor.done" : "floor.end"));
    if (own) done.removeAttribute("aria-label");
    else done.setAttribute("aria-label", words("floor.staff", {name: person.name}));
    answer.hidden = !own || !may.answer;
    if (own) say(answer, words(this.#publish.cameToBeSeen ? "media.called.yes.camera" : "media.called.yes"));
  }

  /** @param {MouseEvent} event */
  #press(event) {
    const button = /** @type {Element} */ (event.target).closest("button");
    const row = /** @type {HTMLElement|null} */ (button?.closest("[data-key]") ?? null);
    if (!button || !row) return;
    const person = Number(row.dataset.key);
    if (/** @type {HTMLElement} */ (button).dataset.part === "answer") this.#publish.answer();
    else this.stage.command("floor.take", person === this.stage.you.id ? {} : {person});
  }

  get #publish() {
    return /** @type {import("../../room/publish.js").LecternPublish} */ (this.room.querySelector("lectern-publish"));
  }
}
