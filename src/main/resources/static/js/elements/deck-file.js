// @ts-check
import { drawnPages } from '../behaviours/slides/drawn.js';

/** A file field for slides. It draws what was chosen, and tells the server with the form how many pages that were. */
class DeckFile extends HTMLElement {
  /** @type {Promise<void> | undefined} */
  #drawing;

  connectedCallback() {
    this.addEventListener('change', this.#chosen);
    this.closest('form')?.addEventListener('submit', this.#wait);
  }

  disconnectedCallback() {
    this.removeEventListener('change', this.#chosen);
    this.closest('form')?.removeEventListener('submit', this.#wait);
  }

  #chosen = () => {
    const drawing = this.#draw().finally(() => {
      if (this.#drawing === drawing) this.#drawing = undefined;
    });
    this.#drawing = drawing;
  };

  async #draw() {
    const file = this.#file.files?.[0];
    this.#pages.value = '';
    const pages = file ? await drawnPages(file) : null;
    if (this.#file.files?.[0] === file) this.#pages.value = pages === null ? '' : String(pages);
  }

  // Who is quick to send waits a moment: what is not known yet would be taken for what cannot be told.
  #wait = (/** @type {SubmitEvent} */ event) => {
    if (!this.#drawing || event.defaultPrevented) return;
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target), submitter = event.submitter;
    submitter?.setAttribute('aria-busy', 'true');
    this.#drawing.then(() => form.requestSubmit(submitter));
  };

  get #file() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input[type=file]'));
  }

  get #pages() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input[name=drawn]'));
  }
}

customElements.define('deck-file', DeckFile);
