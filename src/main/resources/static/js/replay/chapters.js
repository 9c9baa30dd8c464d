// @ts-check
import { fromTemplate, keyed, part, say } from "../lib/dom.js";
import { clock } from "../lib/durations.js";
import { every } from "../lib/timing.js";
import { words } from "../lib/words.js";
import { ReplayElement } from "./element.js";

/** Where pages were turned, and how much one has of each. */
export class LecternChapters extends ReplayElement {
  begin() {
    this.on(part(this, "list"), "click", event => {
      const row = event.target.closest("[data-at]");
      if (row) this.replay.seek(Number(row.dataset.at));
    });
    this.followReplay(() => this.#show());
    every(500, () => this.#mark(), this.signal);
  }

  #show() {
    const {chapters} = this.replay;
    part(this, "none").hidden = chapters.length > 0;
    keyed(part(this, "list"), chapters, ({at}) => at, () => fromTemplate("chapter"), (row, chapter) => this.#fill(row, chapter));
    this.#mark();
  }

  /** @param {HTMLElement} row @param {{at: number, to: number, page: number, deck: number}} chapter */
  #fill(row, {at, to, page, deck}) {
    part(row, "go").dataset.at = String(at);
    say(part(row, "n"), String(page));
    say(part(row, "name"), this.replay.name({page, deck}));
    say(part(row, "time"), words("replay.from.to", {from: clock(at), to: clock(to)}));
    const bar = (this.replay.progress?.bar ?? [])
      .map(piece => ({...piece, from: Math.max(at, piece.from), to: Math.min(to, piece.to)}))
      .filter(piece => piece.to > piece.from);
    keyed(part(row, "bar"), bar, piece => `${piece.from} ${piece.kind}`, () => document.createElement("i"), (element, piece) => {
      element.className = `cov-${piece.kind.toLowerCase()}`;
      element.style.setProperty("--w", String(piece.to - piece.from));
    });
    part(row, "missed").hidden = !bar.some(({kind}) => kind === "MISSED");
  }

  #mark() {
    const current = this.replay.chapter?.at;
    for (const row of /** @type {Iterable<HTMLElement>} */ (this.querySelectorAll("[data-at]"))) {
      if (Number(row.dataset.at) === current) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }
}
