// @ts-check
import { fromTemplate, part } from "../../lib/dom.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";

/** At most so many of one kind float up at once; the number beside them tells the rest. */
const MOST = 6;
/** How long a count stays, ms. */
const STAYS = 3_500;

/** Reacting: a row of icons over the tool. */
export class LecternReact extends RoomElement {
  begin() {
    const menu = part(this, "menu"), button = part(this, "react");
    this.on(button, "click", () => menu.togglePopover());
    this.on(menu, "toggle", event => button.setAttribute("aria-expanded", String(event.newState === "open")));
    this.on(menu, "click", event => this.#react(event));
    this.follow(["may"], () => {
      button.disabled = !this.stage.may.react;
      if (button.disabled) menu.hidePopover();
    });
  }

  open() {
    if (part(this, "react").disabled) return;
    const menu = part(this, "menu");
    menu.showPopover();
    menu.querySelector("button").focus();
  }

  /** @param {MouseEvent} event */
  #react(event) {
    const kind = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-kind]"))?.dataset.kind;
    if (!kind) return;
    if (kind === "slower" || kind === "faster") {
      this.stage.command(`pace.${kind}`);
      return this.room.toast(words(`pace.sent.${kind}`));
    }
    this.stage.signal("react", {kind});
  }
}

/** What the room reacts, floating over the picture. With reduced motion the style sheet shows the counts alone. */
export class LecternReactions extends RoomElement {
  begin() {
    this.on(this.stage, "entry", ({detail}) => detail.type === "reaction.counted" && this.#show(detail.data.counts));
  }

  /** @param {Record<string, number>} counts */
  #show(counts) {
    for (const [kind, n] of Object.entries(counts)) {
      const icon = fromTemplate("reaction-icons").querySelector(`[data-kind="${CSS.escape(kind)}"]`);
      if (!icon) continue;
      this.#count(icon, kind, n);
      for (let i = 0; i < Math.min(n, MOST); i++) this.#float(icon);
    }
  }

  /** @param {Element} icon @param {string} kind @param {number} n */
  #count(icon, kind, n) {
    this.querySelector(`.reaction-count[data-kind="${kind}"]`)?.remove();
    const count = document.createElement("span");
    count.className = "reaction-count";
    count.dataset.kind = kind;
    count.append(icon.cloneNode(true), String(n));
    this.append(count);
    this.#goes(count);
  }

  /** @param {Element} icon */
  #float(icon) {
    const one = document.createElement("span");
    one.className = "reaction";
    one.append(icon.cloneNode(true));
    one.style.setProperty("--x", `${Math.round(Math.random() * 100)}%`);
    one.style.setProperty("--wait", `${Math.round(Math.random() * 600)}ms`);
    this.append(one);
    this.#goes(one);
  }

  /** @param {HTMLElement} element */
  #goes(element) {
    const timer = setTimeout(() => element.remove(), STAYS);
    this.signal.addEventListener("abort", () => clearTimeout(timer), {once: true});
  }
}
