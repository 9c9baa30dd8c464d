// @ts-check
import { RoomElement } from "./element.js";

/** The toolbar: one stop for Tab, arrows move within it. */
export class LecternTools extends RoomElement {
  /** @type {EventTarget|null} the tool this person used last, to which Tab comes back */
  #used = null;

  begin() {
    this.on(this, "keydown", event => this.#key(event));
    this.on(this, "focusin", event => {
      this.#used = event.target;
      this.#focused(event.target);
    });
    this.on(document.getElementById("more") ?? this, "click", () => document.getElementById("more")?.hidePopover());
    // The tools themselves are told in the same moment, some of them later.
    this.follow(["state", "may"], () => queueMicrotask(() => this.#stop()));
  }

  // Something must be reachable with Tab even when what had the place is disabled or hidden now.
  #stop() {
    const tools = this.#tools();
    this.#focused(tools.find(tool => tool === this.#used) ?? tools[0]);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const tools = this.#tools(), at = tools.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const to = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tools.length - 1}[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    tools[(to + tools.length) % tools.length].focus();
  }

  /** @param {Element|undefined} tool */
  #focused(tool) {
    const tools = this.#tools();
    if (!tools.includes(/** @type {HTMLButtonElement} */ (tool))) return;
    for (const other of /** @type {Iterable<HTMLButtonElement>} */ (this.querySelectorAll(".tool"))) other.tabIndex = other === tool ? 0 : -1;
  }

  #tools() {
    const tools = /** @type {HTMLButtonElement[]} */ ([...this.querySelectorAll(".tool")]);
    return tools.filter(tool => !tool.disabled && tool.offsetParent !== null);
  }
}
