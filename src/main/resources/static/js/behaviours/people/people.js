// @ts-check
import { ask } from "../../lib/dialog.js";
import { fromTemplate, keyed, part, say } from "../../lib/dom.js";
import { face } from "../../lib/faces.js";
import { folded } from "../../lib/folded.js";
import { words } from "../../lib/words.js";
import { teaches } from "../../lecture/roster.js";
import { RoomElement } from "../../room/element.js";

/** @typedef {import("../behaviour.js").Person} Person */

/** From how many on one wants to search, people. */
const MANY = 12;

/** Who is here: one row a person, whatever they came with. */
export class LecternPeople extends RoomElement {
  /** @type {Person[]|null} what the server found in a room whose names we do not all have */
  #found = null;

  begin() {
    this.on(part(this, "search"), "input", () => this.#search());
    this.on(part(this, "room"), "click", event => this.#remove(event));
    this.on(part(this, "removed"), "click", event => this.#restore(event));
    this.follow(["people", "state", "may"], () => this.#show());
  }

  #show() {
    const {clock, roster, state} = this.stage, wanted = this.#wanted, known = roster.list();
    const here = (wanted && this.#found || known).filter(person => folded(person.name).includes(wanted));
    const others = here.filter(person => !teaches(person));
    this.#rows("teaching", known.filter(teaches));
    this.#rows("room", others);
    this.#rows("removed", state.removed);
    part(this, "teaching-h").hidden = !known.some(teaches);
    part(this, "removed-h").hidden = state.removed.length === 0;
    part(this, "search-field").hidden = roster.here < MANY && !wanted;
    const inRoom = roster.here - known.filter(teaches).length;
    say(part(this, "in-room"), clock.known ? String(Math.max(0, inRoom)) : "–");
    part(this, "more").hidden = wanted !== "" || roster.unnamed === 0;
    say(part(this, "more"), words("people.more", {count: roster.unnamed}));
    part(this, "nobody").hidden = wanted === "" || others.length > 0;
    say(part(this, "nobody"), words("people.nobody"));
    /** @type {import("../../room/panel.js").LecternPanel} */ (this.closest("lectern-panel")).count("people", roster.here, {exact: true});
  }

  /** @param {string} list @param {Person[]} people */
  #rows(list, people) {
    keyed(part(this, list), people, person => person.id, () => fromTemplate("person"), (row, person) => this.#fill(row, person, list));
  }

  /** @param {HTMLElement} row @param {Person} person @param {string} list in which they stand */
  #fill(row, person, list) {
    const you = person.id === this.stage.you.id, avatar = part(row, "avatar");
    face(avatar, person);
    if (!this.stage.roster.has(person.id)) avatar.removeAttribute("data-presence");
    else avatar.dataset.presence = "on";
    say(part(row, "name"), person.name);
    const role = person.role === "student" && !/ #\d+$/.test(person.name) ? "" : words(`role.${person.role}`);
    say(part(row, "what"), you ? [words("people.you"), role].filter(Boolean).join(", ") : role);
    if (!this.stage.staff) return;
    const remove = part(row, "remove");
    remove.hidden = list !== "room" || you || !this.stage.may.lead;
    const restore = part(row, "restore");
    restore.hidden = list !== "removed" || !this.stage.may.lead;
    restore.setAttribute("aria-label", words("people.restore.of", {name: person.name}));
    remove.setAttribute("aria-label", words("people.remove.of", {name: person.name}));
    remove.title = remove.getAttribute("aria-label");
  }

  /** @returns {string} */
  get #wanted() {
    return folded(part(this, "search").value.trim());
  }

  async #search() {
    const wanted = this.#wanted;
    this.#found = null;
    this.#show();
    if (!wanted || this.stage.roster.unnamed === 0) return;
    const answer = await fetch(`${this.room.lectureUrl}/people?q=${encodeURIComponent(wanted)}`, {headers: {accept: "application/json"}}).catch(() => null);
    if (!answer?.ok || answer.redirected || wanted !== this.#wanted) return;
    this.#found = (await answer.json()).people;
    this.#show();
  }

  /** @param {MouseEvent} event */
  async #remove(event) {
    const button = /** @type {Element} */ (event.target).closest('[data-part="remove"]');
    const id = Number(/** @type {HTMLElement|null} */ (button?.closest("[data-key]"))?.dataset.key);
    const person = (this.#found ?? this.stage.roster.list()).find(person => person.id === id);
    if (!button || !person) return;
    const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("remove-person"));
    part(dialog, "title").textContent = words("people.remove.title", {name: person.name});
    if (await ask(dialog) === "remove") this.stage.command("person.remove", {person: id});
  }

  /** @param {MouseEvent} event */
  #restore(event) {
    const button = /** @type {Element} */ (event.target).closest('[data-part="restore"]');
    const row = /** @type {HTMLElement|null} */ (button?.closest("[data-key]") ?? null);
    if (row) this.stage.command("person.restore", {person: Number(row.dataset.key)});
  }
}
