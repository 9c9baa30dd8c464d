// @ts-check
import { words } from "../lib/words.js";
import { choose, chosenDevices, devices } from "./devices.js";

/** A small menu of the microphones, cameras and speakers there are; what is chosen is remembered. */
export class DeviceMenu {
  #menu;

  /**
   * @param {HTMLElement} button opens it
   * @param {HTMLElement} menu a popover with a `select[data-device]` each
   * @param {(which: string, id: string) => void} chosen
   * @param {AbortSignal} signal
   */
  constructor(button, menu, chosen, signal) {
    this.#menu = menu;
    button.addEventListener("click", () => menu.togglePopover(), {signal});
    menu.addEventListener("toggle", event => {
      const open = /** @type {ToggleEvent} */ (event).newState === "open";
      button.setAttribute("aria-expanded", String(open));
      if (open) this.#list();
    }, {signal});
    menu.addEventListener("change", ({target}) => {
      const {dataset, value} = /** @type {HTMLSelectElement} */ (target);
      choose(/** @type {any} */ (dataset.device), value);
      chosen(String(dataset.device), value);
    }, {signal});
    navigator.mediaDevices?.addEventListener("devicechange", () => menu.matches(":popover-open") && this.#list(), {signal});
  }

  // Browsers tell names only once the person allowed one of them; a kind with no choice is not shown.
  async #list() {
    const all = navigator.mediaDevices ? await devices() : {camera: [], microphone: [], speaker: []}, chosen = chosenDevices();
    for (const select of this.#menu.querySelectorAll("select")) {
      const which = /** @type {"camera"|"microphone"|"speaker"} */ (select.dataset.device), found = all[which];
      /** @type {HTMLElement} */ (select.closest("label")).hidden = found.length === 0;
      select.replaceChildren(...found.map(({label, deviceId}, i) =>
        new Option(label || words("media.device.nth", {n: i + 1}), deviceId, false, deviceId === chosen[which])));
    }
    const none = Object.values(all).every(found => found.length === 0);
    /** @type {HTMLElement} */ (this.#menu.querySelector('[data-part="unnamed"]')).hidden = !none;
  }
}
