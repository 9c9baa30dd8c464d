// @ts-check
import { fromTemplate, keyed, part, say } from "../../lib/dom.js";
import { face } from "../../lib/faces.js";
import { isComposing } from "../../lib/keys.js";
import { writeWithLinks } from "../../lib/links.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";
import { inWords } from "../polls/asked.js";
import { own, partners } from "./partners.js";
/** @typedef {import("./state.js").Pair} Pair */

/** What two people write to each other between two votes. Nobody else has it, so nobody else is shown it. */
export class LecternPair extends RoomElement {
  /** @type {string|null} the message on its way */
  #sending = null;
  #with = "";

  begin() {
    this.on(part(this, "form"), "submit", event => this.#write(event));
    this.on(part(this, "field"), "keydown", event => this.#key(event));
    this.on(this.stage, "acknowledged", ({detail: {command}}) => this.#sent(command.id));
    this.on(this.stage, "refused", ({detail: {command, why}}) => this.#refused(command.id, why));
    this.follow(["state", "may"], () => this.#show());
  }

  #show() {
    const {stage} = this, {state} = stage, {run} = state.pairs;
    const groups = run ? own(state, run.of) : [], now = groups.at(-1) ?? null;
    this.hidden = run?.step !== "pair" || stage.you.role !== "student" || !stage.may.goesOn;
    if (!run || this.hidden) {
      this.#with = "";
      return;
    }
    const others = now ? partners(now, stage.you.id) : [], names = listed(others.map(({name}) => name));
    say(part(this, "head"), others.length > 0 ? words("pair.with", {names}) : words(run.chat ? "pair.alone" : "pair.seats"));
    say(part(this, "question"), state.polls.find(({seq}) => seq === run.of)?.question.text ?? "");
    this.#said(now, run.of);
    part(this, "told").hidden = !run.chat || others.length === 0;
    say(part(this, "told-who"), words("pair.told", {people: others.length + 1}));
    say(part(this, "news"), this.#news(run, groups, others.length, names));
    this.#messages(groups);
    part(this, "form").hidden = !run.chat || others.length === 0 || !stage.live;
    part(this, "field").placeholder = words("pair.message", {names});
    part(this, "field").setAttribute("aria-label", words("pair.message", {names}));
    this.#sayAloud(names);
  }

  /** @param {string} names */
  #sayAloud(names) {
    if (names && names !== this.#with) say(part(this, "aloud"), words("pair.talk", {names}));
    this.#with = names;
  }

  /** @param {import("./state.js").Run} run @param {Pair[]} groups @param {number} others @param {string} names */
  #news(run, groups, others, names) {
    const now = groups.at(-1), gone = now?.left.at(-1) ?? groups.at(-2)?.left.at(-1);
    if (!run.chat) return words("pair.seats.more");
    if (!now) return words("pair.none");
    if (others === 0) return words("pair.left", {name: gone?.name ?? ""});
    if (groups.length > 1) return words("pair.again", {names});
    return this.stage.state.polls.find(({seq}) => seq === run.of)?.names === "nobody" ? words("pair.random") : "";
  }

  /** @param {Pair|null} pair @param {number} of */
  #said(pair, of) {
    const poll = this.stage.state.polls.find(({seq}) => seq === of), said = poll && pair ? pair.said : [];
    keyed(part(this, "said"), said, ({person}) => person.id, () => fromTemplate("pair-said"), (row, {person, answer}) => {
      say(part(row, "who"), person.id === this.stage.you.id ? words("pair.said.you") : words("pair.said", {name: person.name}));
      say(part(row, "answer"), poll ? inWords(poll, answer) : "");
    });
  }

  /** @param {Pair[]} groups */
  #messages(groups) {
    const scroll = part(this, "log"), atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 40;
    keyed(part(this, "messages"), groups.flatMap(({messages}) => messages), ({seq}) => seq, () => fromTemplate("pair-message"), (row, {by, text}) => {
      face(part(row, "avatar"), by);
      say(part(row, "who"), by.id === this.stage.you.id ? words("pair.you") : by.name);
      if (row.dataset.text !== text) writeWithLinks(part(row, "text"), text);
      row.dataset.text = text;
    });
    if (atEnd) scroll.scrollTop = scroll.scrollHeight;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    part(this, "form").requestSubmit();
  }

  /** @param {SubmitEvent} event */
  #write(event) {
    event.preventDefault();
    const text = part(this, "field").value.trim();
    if (!text || this.#sending) return;
    say(part(this, "error"), "");
    this.#sending = this.stage.command("pair.write", {text}).id;
  }

  /** What one wrote stands in the field until it is safe. @param {string} id */
  #sent(id) {
    if (id !== this.#sending) return;
    this.#sending = null;
    part(this, "field").value = "";
  }

  /** @param {string} id @param {string} why */
  #refused(id, why) {
    if (id !== this.#sending) return;
    this.#sending = null;
    this.stage.discard(id);
    say(part(this, "error"), why);
  }
}

/** @param {string[]} names */
function listed(names) {
  return new Intl.ListFormat(document.documentElement.lang || undefined, {type: "conjunction"}).format(names);
}
