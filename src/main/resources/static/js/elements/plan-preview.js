// @ts-check

/** Keeps the sentence that says what the plan means in step with its form; the server writes the sentence. */
class PlanPreview extends HTMLElement {
  /** @type {AbortController | undefined} */
  #asking;

  connectedCallback() {
    this.closest('form')?.addEventListener('input', this.#ask);
  }

  disconnectedCallback() {
    this.closest('form')?.removeEventListener('input', this.#ask);
    this.#asking?.abort();
  }

  #ask = async () => {
    const form = /** @type {HTMLFormElement} */ (this.closest('form'));
    const url = new URL(this.dataset.url ?? '', location.href);
    for (const name of ['date', 'start', 'startOffset', 'end', 'endOffset', 'zone']) {
      url.searchParams.set(name, String(new FormData(form).get(name) ?? ''));
    }
    this.#asking?.abort();
    this.#asking = new AbortController();
    try {
      const answer = await fetch(url, { signal: this.#asking.signal, headers: { accept: 'text/plain' } });
      const words = this.querySelector('[data-words]');
      if (answer.ok && words) words.textContent = await answer.text();
    } catch {
      // the next keystroke asks again
    }
  };
}

customElements.define('plan-preview', PlanPreview);
