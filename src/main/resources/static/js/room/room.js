// @ts-check
import { forThisTab } from "../lib/kept.js";
import { can } from "../media/capabilities.js";
import { words } from "../lib/words.js";
import { Live } from "../lecture/live.js";
import { Outbox } from "../lecture/outbox.js";
import { Stage } from "../lecture/stage.js";

/** The language of the socket; the server opens it for nothing else. */
const PROTOCOL = "lectern.v1";

/** The room itself: makes the stage from what the server wrote on the element, and carries its state in attributes for the style sheet. */
export class LecternRoom extends HTMLElement {
  /** @type {Stage} */
  stage = /** @type {any} */ (null);
  #letGo = new AbortController();
  #unread = 0;

  connectedCallback() {
    this.#letGo = new AbortController();
    const {signal} = this.#letGo;
    const {lecture, you, name, role} = this.dataset;
    const address = `/lectures/${lecture}`;
    const person = /** @type {import("../lecture/log.js").Person} */ ({id: Number(you), name, role});
    this.stage = new Stage(person, new Outbox(forThisTab, `outbox ${lecture} ${you}`), (reader, outbox) => new Live(reader, outbox, {
      open: () => new WebSocket(`${location.origin.replace(/^http/, "ws")}${address}/socket`, PROTOCOL),
      probe: () => whyRefused(address),
      can: can()
    }));
    this.stage.joinedAt = forThisTab.get(this.#joinedKey);
    const show = () => this.#show();
    for (const type of ["state", "line"]) this.stage.addEventListener(type, show, {signal});
    this.addEventListener("click", event => this.#act(event), {signal});
    this.stage.addEventListener("refused", event => this.#refused(/** @type {CustomEvent} */ (event).detail), {signal});
  }

  disconnectedCallback() {
    this.#letGo.abort();
    this.stage.stop();
  }

  /** Begins to follow the lecture; once every element is there to hear it. */
  start() {
    this.stage.start();
  }

  get staff() {
    return this.stage.staff;
  }

  get lectureUrl() {
    return `/lectures/${this.dataset.lecture}`;
  }

  /** Epoch ms of the planned start. */
  get startsAt() {
    return Number(this.dataset.starts);
  }

  /** Epoch ms of the planned end. */
  get endsAt() {
    return Number(this.dataset.ends);
  }

  /** @param {number} n how many messages the person has not seen; said in the window's title */
  set unread(n) {
    if (n === this.#unread) return;
    this.#unread = n;
    const title = `${this.dataset.title} · Lectern`;
    document.title = n ? words("title.unread", {count: n > 99 ? "99+" : n, title}) : title;
  }

  /**
   * Says something at the foot of the page.
   * @param {string} text
   * @param {{action?: string, act?: () => void, urgent?: boolean, ms?: number}} [more]
   */
  toast(text, more = {}) {
    /** @type {any} */ (this.querySelector("lectern-toasts")).show(text, more);
  }

  get #joinedKey() {
    return `joined ${this.dataset.lecture} ${this.dataset.you}`;
  }

  #show() {
    forThisTab.set(this.#joinedKey, this.stage.joinedAt);
    const {phase} = this.stage.state.lecture;
    if (this.dataset.phase !== phase) this.dataset.phase = phase;
    if (this.dataset.line !== this.stage.line) this.dataset.line = this.stage.line;
  }

  // Buttons that open something elsewhere on the page say what with data-act; the element in question listens for it.
  /** @param {MouseEvent} event */
  #act(event) {
    const button = /** @type {Element} */ (event.target).closest("[data-act]");
    if (button) this.dispatchEvent(new CustomEvent(`act:${/** @type {HTMLElement} */ (button).dataset.act}`));
  }

  /** @param {{command?: {type: string}, why: string}} refusal */
  #refused({command, why}) {
    if (command?.type !== "chat.post") this.toast(words("start.refused", {why}), {urgent: true});
  }
}

/**
 * A refused socket does not say why; the page it belongs to does.
 * @param {string} address
 * @returns {Promise<import("../lecture/line.js").Ending|null>}
 */
async function whyRefused(address) {
  try {
    const {type, status} = await fetch(address, {method: "HEAD", redirect: "manual", cache: "no-store"});
    if (type === "opaqueredirect" || status === 401) return "signed-out";
    if (status === 403) return "removed";
    return status === 404 ? "gone" : null;
  } catch {
    return null;
  }
}
