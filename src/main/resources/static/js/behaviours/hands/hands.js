// @ts-check
import { fromTemplate, keyed, part, say } from "../../lib/dom.js";
import { clock } from "../../lib/durations.js";
import { face } from "../../lib/faces.js";
import { every } from "../../lib/timing.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";

/** @typedef {import("./state.js").Hand} Hand */

/** The hands that are up, in the order the server gave them. */
export class LecternHands extends RoomElement {
  begin() {
    this.follow(["state", "people", "may"], () => this.#show());
    every(1_000, () => this.stage.staff && this.#show(), this.signal);
    this.on(part(this, "list"), "click", event => this.#act(event));
    if (this.stage.staff) this.on(part(this, "lower-all"), "click", () => this.stage.command("hand.lowerAll"));
  }

  #show() {
    const hands = this.stage.may.queue ? this.stage.state.hands : [];
    this.hidden = hands.length === 0;
    say(part(this, "count"), String(here(hands, this.stage.roster)));
    keyed(part(this, "list"), hands, hand => hand.person.id, () => fromTemplate("hand"), (row, hand) => this.#fill(row, hand, hands.indexOf(hand)));
  }

  // Who has gone is passed over.
  get #next() {
    return this.stage.state.hands.find(({person}) => !this.stage.roster.isAway(person.id));
  }

  /** @param {HTMLElement} row @param {Hand} hand @param {number} place from 0 */
  #fill(row, hand, place) {
    const {person} = hand, {staff, you, roster} = this.stage, away = roster.isAway(person.id), avatar = part(row, "avatar");
    face(avatar, person);
    avatar.dataset.presence = away ? "away" : "on";
    row.classList.toggle("hand-away", away);
    say(part(row, "pos"), String(place + 1));
    say(part(row, "name"), person.name);
    say(part(row, "why"), away ? words("hands.away") : staff ? this.#waiting(hand) : inLine(place, person.id === you.id));
    const lower = part(row, "lower");
    if (!staff) return lower.hidden = person.id !== you.id;
    lower.setAttribute("aria-label", words("hands.lower.of", {name: person.name}));
    const speak = part(row, "speak");
    speak.setAttribute("aria-description", person.name);
    speak.hidden = away;
    speak.classList.toggle("btn-primary", hand === this.#next);
  }

  /** @param {Hand} hand */
  #waiting({at, reason}) {
    const time = clock(this.stage.clock.at() - at);
    return reason ? words("hands.because", {reason: words(`hands.short.${reason}`), time}) : words("hands.waiting", {time});
  }

  /** @param {MouseEvent} event */
  #act(event) {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("button"));
    const person = Number(/** @type {HTMLElement|null} */ (button?.closest("[data-key]"))?.dataset.key);
    if (button?.dataset.part === "speak") this.stage.command("floor.give", {person});
    if (button?.dataset.part === "lower") this.stage.command("hand.lower", this.stage.staff ? {person} : {});
  }
}

/** @param {number} place from 0 @param {boolean} you */
function inLine(place, you) {
  const ordinal = ["first", "second", "third"][place];
  const where = ordinal ? words(`hands.${ordinal}`) : words("hands.nth", {n: place + 1});
  return you ? words("hands.you", {place: where}) : where;
}

/** How many hands are up, on the phone's bar. */
export class LecternHandCount extends RoomElement {
  begin() {
    this.follow(["state", "people", "may"], () => {
      const n = this.stage.may.queue ? here(this.stage.state.hands, this.stage.roster) : 0;
      this.hidden = n === 0;
      say(this, String(n));
      const tool = this.closest("button");
      if (tool) tool.disabled = !this.stage.may.queue;
    });
  }
}

/** @param {Hand[]} hands @param {import("../../lecture/roster.js").Roster} roster @returns {number} how many are up of those who are here */
export function here(hands, roster) {
  return hands.filter(({person}) => !roster.isAway(person.id)).length;
}
