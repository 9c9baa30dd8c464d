// @ts-check

/** While one types it waits so long, in ms. */
const RESTS = 400;

/** Keeps the questions that were found in step with the text beside them; the server finds them. */
class FoundQuestions extends HTMLElement {
  /** @type {AbortController | undefined} */
  #asking;
  #soon = 0;

  connectedCallback() {
    for (const name of ['text', 'format', 'file']) this.#field(name)?.addEventListener('input', this.#changed);
  }

  disconnectedCallback() {
    clearTimeout(this.#soon);
    this.#asking?.abort();
    for (const name of ['text', 'format', 'file']) this.#field(name)?.removeEventListener('input', this.#changed);
  }

  #changed = () => {
    clearTimeout(this.#soon);
    this.#soon = window.setTimeout(() => this.#look(), RESTS);
  };

  async #look() {
    const long = /** @type {HTMLTextAreaElement} */ (this.#field('text')).value.length > Number(this.dataset.longest);
    /** @type {HTMLElement} */ (this.querySelector('[data-long]')).hidden = !long;
    if (long) return;
    const form = /** @type {HTMLFormElement} */ (this.closest('form')), fields = new FormData(form);
    fields.delete('other'); // another text has other questions
    this.#asking?.abort();
    this.#asking = new AbortController();
    try {
      const answer = await fetch(form.action, { method: 'POST', body: fields, signal: this.#asking.signal });
      if (!answer.ok || answer.redirected) return;
      this.#show(new DOMParser().parseFromString(await answer.text(), 'text/html'), form);
    } catch {
      // the next keystroke asks again, and so does the button
    }
  }

  /** @param {Document} page @param {HTMLFormElement} form */
  #show(page, form) {
    const found = page.querySelector('found-questions'), text = page.querySelector('textarea');
    if (!found || !text) return;
    const tags = /** @type {HTMLInputElement|null} */ (this.querySelector('#tags'))?.value;
    this.replaceChildren(...found.childNodes);
    const field = /** @type {HTMLInputElement|null} */ (this.querySelector('#tags'));
    if (field && tags !== undefined) field.value = tags;
    const file = /** @type {HTMLInputElement} */ (this.#field('file'));
    if (file.value && text.value) {
      /** @type {HTMLTextAreaElement} */ (this.#field('text')).value = text.value;
      file.value = '';
    }
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLElement|null} */ (this.closest('form')?.elements.namedItem(name));
  }
}

customElements.define('found-questions', FoundQuestions);
