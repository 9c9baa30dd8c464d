// @ts-check
import { here } from "../lib/base.js";
import { forThisBrowser, forThisTab } from "../lib/kept.js";
import { can } from "../media/capabilities.js";
import { words } from "../lib/words.js";
import { sayLate } from "../lecture/late.js";
import { Live } from "../lecture/live.js";
import { isWritten, Outbox } from "../lecture/outbox.js";
import { Recorded } from "../lecture/recorded.js";
import { Replay } from "../lecture/replay.js";
import { Stage } from "../lecture/stage.js";
import { Watching } from "../lecture/watch.js";
import { Renewal } from "./renewal.js";

/** The language of the socket; the server opens it for nothing else. */
const PROTOCOL = "lectern.v1";

/** The room itself: makes the stage from what the server wrote on the element, and carries its state in attributes for the style sheet. */
export class LecternRoom extends HTMLElement {
  /** @type {Stage} */
  stage = /** @type {any} */ (null);
  /** @type {Replay|null} what is played here, once the lecture is over */
  replay = null;
  #letGo = new AbortController();
  #unread = 0;

  connectedCallback() {
    this.#letGo = new AbortController();
    const {signal} = this.#letGo;
    const {lecture, you, name, role} = this.dataset;
    const address = here(`/lectures/${lecture}`);
    const person = /** @type {import("../lecture/log.js").Person} */ ({id: Number(you), name, role});
    this.stage = new Stage(person, new Outbox(forThisTab, `outbox ${lecture} ${you}`), (reader, outbox) => this.dataset.source === "recorded"
      ? this.#recorded(reader, outbox, address, person)
      : new Live(reader, outbox, {
        open: () => new WebSocket(`${location.origin.replace(/^http/, "ws")}${address}/socket`, PROTOCOL),
        probe: () => whyRefused(address),
        can: can(),
        earlier: (slice, before, limit) => readEarlier(address, slice, before, limit),
        late: command => sayLate(address, command)
      }));
    if (this.replay) this.stage.clock = this.replay.clock;
    if (this.stage.live) this.stage.joinedAt = forThisTab.get(this.#joinedKey);
    const show = () => this.#show();
    for (const type of ["state", "line"]) this.stage.addEventListener(type, show, {signal});
    this.addEventListener("click", event => this.#act(event), {signal});
    if (this.stage.live) this.#followVersion(signal);
    this.stage.addEventListener("refused", event => this.#refused(/** @type {CustomEvent} */ (event).detail), {signal});
  }

  disconnectedCallback() {
    this.#letGo.abort();
    this.stage.stop();
  }

  /** @param {AbortSignal} signal */
  #followVersion(signal) {
    const {wire = "", fold = ""} = this.dataset, renewal = new Renewal({wire, fold}), {stage} = this;
    addEventListener("input", () => renewal.written(), {signal});
    stage.addEventListener("beat", () => {
      renewal.answeredBy(stage.version);
      renewal.tick(stage);
    }, {signal});
  }

  /** Begins to follow the lecture; once every element is there to hear it. */
  start() {
    this.replay?.begin(this.#letGo.signal);
    this.stage.start();
  }

  get staff() {
    return this.stage.staff;
  }

  get lectureUrl() {
    return here(`/lectures/${this.dataset.lecture}`);
  }

  /** Where the images of the course are. */
  get imagesUrl() {
    return here(`/courses/${this.dataset.course}/images`);
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

  /**
   * @param {Stage} reader
   * @param {Outbox} outbox
   * @param {string} address
   * @param {import("../lecture/log.js").Person} you
   */
  #recorded(reader, outbox, address, you) {
    const source = new Recorded(reader, outbox, {address, you});
    const watching = new Watching(`${address}/watch`, forThisBrowser, `watched ${this.dataset.lecture} ${you.id}`);
    const at = Number.parseFloat(new URLSearchParams(location.search).get("at") ?? "");
    this.replay = new Replay(source, watching, address, Number.isFinite(at) ? at * 1000 : null);
    return source;
  }

  get #joinedKey() {
    return `joined ${this.dataset.lecture} ${this.dataset.you}`;
  }

  #show() {
    if (this.stage.live) forThisTab.set(this.#joinedKey, this.stage.joinedAt);
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

  // Why something that was written is refused stands beside it.
  /** @param {{command?: {type: string}, why: string}} refusal */
  #refused({command, why}) {
    if (!command || !isWritten(command)) this.toast(words("start.refused", {why}), {urgent: true});
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

/**
 * @param {string} address
 * @param {string} slice
 * @param {number} before a number of an entry
 * @param {number} limit
 * @returns {Promise<any[]>}
 */
async function readEarlier(address, slice, before, limit) {
  const answer = await fetch(`${address}/earlier/${slice}?before=${before}&limit=${limit}`, {headers: {accept: "application/json"}});
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return (await answer.json()).items;
}
