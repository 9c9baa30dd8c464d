// @ts-check
import { Publisher, sendWhatWasLeft } from "../media/capture.js";
import { DeviceMenu } from "../media/device-menu.js";
import { enteredWith } from "../media/devices.js";
import { part, say } from "../lib/dom.js";
import { words } from "../lib/words.js";
import { RoomElement } from "./element.js";

/** What a person can send. */
const KINDS = /** @type {const} */ (["microphone", "camera", "screen"]);

/**
 * Microphone, camera and screen. Those who teach have them always; a student has them while called to speak, and what they
 * publish ends with it, or when they go to see an earlier moment.
 */
export class LecternPublish extends RoomElement {
  /** @type {Publisher|null} */
  #publisher = null;
  #talking = false;
  /** What was on in the device check. */
  #entered = {camera: false, microphone: false};

  begin() {
    this.on(part(this, "mic"), "click", () => this.toggle("microphone"));
    this.on(part(this, "camera"), "click", () => this.toggle("camera"));
    this.on(part(this, "share"), "click", () => this.toggle("screen"));
    this.signal.addEventListener("abort", () => this.#publisher?.finish(), {once: true});
    new DeviceMenu(part(this, "devices"), part(this, "menu"), (which, id) => this.#chosen(which, id), this.signal);
    this.on(this.room, "act:devices", () => part(this, "menu").showPopover());
    this.follow(["may"], () => this.#follow());
    this.on(this.stage, "line", () => this.#publisher?.room(this.stage.line === "live" || this.stage.line === "slow"));
    this.#entered = enteredWith(this.#lecture);
    this.stage.addEventListener("snapshot", () => this.#enter(), {once: true, signal: this.signal});
  }

  #enter() {
    sendWhatWasLeft(this.#url, this.#lecture);
    if (this.stage.staff) this.#switchOn();
  }

  #switchOn() {
    for (const kind of /** @type {const} */ (["microphone", "camera"])) {
      if (this.#entered[kind] && !this.#publisher?.isOn(kind)) this.toggle(kind);
    }
  }

  /** Whether the camera was on in the device check. */
  get cameToBeSeen() {
    return this.#entered.camera;
  }

  /** Answers the call to speak. It is an invitation: until then nothing is switched on for anyone. */
  answer() {
    this.#entered.microphone = true;
    this.#switchOn();
  }

  /** Talks while it is held, and falls silent when it is let go; who talks already goes on. @param {boolean} on */
  async talk(on) {
    if (on === this.#talking || on && (!this.#may || this.#publisher?.isOn("microphone"))) return;
    this.#talking = on;
    if (on) await this.toggle("microphone");
    if (!this.#talking) this.#publisher?.off("microphone");
  }

  /** @param {"microphone"|"camera"|"screen"} kind */
  async toggle(kind) {
    if (!this.#may) return;
    const publisher = this.#publisher ??= this.#made();
    if (publisher.isOn(kind)) return publisher.off(kind);
    try {
      await publisher[kind]();
    } catch (problem) {
      this.room.toast(/** @type {Error} */ (problem).message, {urgent: true});
    }
  }

  get #may() {
    return this.stage.may.publish;
  }

  get #url() {
    return `${location.origin.replace(/^http/, "ws")}${this.room.lectureUrl}/tracks`;
  }

  get #lecture() {
    return String(this.room.dataset.lecture);
  }

  #made() {
    const publisher = new Publisher(this.#url, this.#lecture);
    this.on(publisher, "change", () => this.#show());
    this.on(publisher, "problem", ({detail}) => this.room.toast(detail, {urgent: true}));
    this.on(publisher, "line", ({detail}) => this.#line(detail));
    return publisher;
  }

  // What is on goes on with the device just chosen.
  /** @param {string} which @param {string} id */
  async #chosen(which, id) {
    if (which === "speaker") return /** @type {any} */ (this.room.querySelector("lectern-pictures")).hearFrom(id);
    if (!this.#publisher?.isOn(which)) return;
    try {
      await this.#publisher[/** @type {"microphone"|"camera"} */ (which)]();
    } catch (problem) {
      this.room.toast(/** @type {Error} */ (problem).message, {urgent: true});
    }
  }

  /** @param {string} state */
  #line(state) {
    if (state === "lost") this.room.toast(words("media.lost"));
    if (state === "revoked" || state === "gone") this.#publisher = null;
    this.#show();
  }

  #follow() {
    if (!this.#may && this.#publisher) {
      this.#publisher.finish();
      this.#publisher = null;
    }
    this.#show();
  }

  #show() {
    this.#tool("mic", "microphone");
    this.#tool("camera", "camera");
    const sharing = this.#tool("share", "screen");
    say(part(part(this, "share"), "words"), words(`media.share.${sharing ? "on" : "off"}`));
    const {sending} = this.stage, on = KINDS.filter(kind => this.#publisher?.isOn(kind));
    if (on.length !== sending.size || on.some(kind => !sending.has(kind))) this.stage.sends(on);
  }

  // The tools keep their place: one that cannot be used says why.
  #why() {
    const {may, staff, lookBack, state} = this.stage;
    if (may.publish) return "";
    return words(state.lecture.phase === "ended" ? "media.not.ended" : lookBack ? "media.not.behind" : staff ? "line.off" : "media.not.called");
  }

  /** @param {string} name @param {string} kind @returns {boolean} whether it is on */
  #tool(name, kind) {
    const tool = part(this, name), on = this.#publisher?.isOn(kind) ?? false;
    tool.setAttribute("aria-pressed", String(on));
    tool.disabled = !this.#may;
    tool.title = this.#why();
    tool.toggleAttribute("data-off", !on && kind !== "screen");
    return on;
  }
}
