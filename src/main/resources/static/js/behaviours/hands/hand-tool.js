// @ts-check
import { part, say } from "../../lib/dom.js";
import { isComposing } from "../../lib/keys.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";

/** One's own hand: one press raises it, another lowers it; why it is up may be said while it is. */
export class LecternHandTool extends RoomElement {
  #wasUp = false;

  begin() {
    this.on(part(this, "hand"), "click", () => this.toggle());
    this.on(part(this, "menu"), "click", event => this.#why(event));
    this.on(document, "pointerdown", event => this.contains(event.target) || this.#close());
    this.on(document, "keydown", event => event.key === "Escape" && !isComposing(event) && this.#close());
    this.on(this, "focusout", event => event.relatedTarget && !this.contains(event.relatedTarget) && this.#close());
    this.follow(["state", "may"], () => this.#show());
  }

  toggle() {
    if (!this.stage.may.raise) return;
    if (this.#mine >= 0) {
      this.stage.command("hand.lower");
      return this.#close();
    }
    this.stage.command("hand.raise");
    part(this, "menu").showPopover();
  }

  get #mine() {
    return this.stage.state.hands.findIndex(hand => hand.person.id === this.stage.you.id);
  }

  #show() {
    const place = this.#mine, up = place >= 0, count = part(this, "place"), button = part(this, "hand");
    button.setAttribute("aria-pressed", String(up));
    button.disabled = !this.stage.may.raise;
    count.hidden = !up;
    // Called, or lowered by who teaches: there is nothing to say why about.
    if (this.#wasUp && !up || button.disabled) this.#close();
    this.#wasUp = up;
    say(count, String(place + 1));
    count.setAttribute("aria-label", words("hands.place", {n: place + 1}));
    const reason = up ? this.stage.state.hands[place].reason : null;
    for (const choice of this.querySelectorAll("[data-reason]")) {
      choice.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (choice).dataset.reason === reason));
    }
  }

  /** @param {MouseEvent} event */
  #why(event) {
    const choice = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-reason]"));
    if (!choice) return;
    this.stage.command("hand.raise", {reason: choice.dataset.reason});
    this.#close();
    part(this, "hand").focus();
  }

  #close() {
    const menu = part(this, "menu");
    if (menu.matches(":popover-open")) menu.hidePopover();
  }
}
