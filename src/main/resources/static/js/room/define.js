// @ts-check
import { SHOWN } from "../behaviours/elements.js";
import { LecternOverlay } from "./overlay.js";
import { LecternPanel } from "./panel.js";
import { LecternRoom } from "./room.js";
import { LecternToasts } from "./toasts.js";

/**
 * Defines the elements of a page on which a lecture is seen, by their names without `lectern-`, and begins. The room comes first and then its
 * panel, because the others look for them.
 * @param {Record<string, CustomElementConstructor>} more than the live room and the replay have both
 */
export function begin(more) {
  const all = {
    room: LecternRoom, toasts: LecternToasts, panel: LecternPanel, ...Object.assign({}, ...SHOWN.map(({elements}) => elements)), overlay: LecternOverlay, ...more
  };
  for (const [name, element] of Object.entries(all)) customElements.define(`lectern-${name}`, element);
  for (const [name, fetched] of SHOWN.flatMap(({rare = {}}) => Object.entries(rare))) {
    if (document.querySelector(`lectern-${name}`)) fetched().then(element => customElements.define(`lectern-${name}`, element));
  }
  /** @type {LecternRoom} */ (document.querySelector("lectern-room")).start();
}
