// @ts-check
import { upload } from '../lib/upload.js';

/** Puts an image into the field one writes in: pasted, dropped or chosen, described, and kept with the course. */
class QuestionPicture extends HTMLElement {
  #gone = new AbortController();
  /** @type {File|null} */
  #file = null;
  /** @type {HTMLTextAreaElement|null} */
  #field = null;

  connectedCallback() {
    const signal = (this.#gone = new AbortController()).signal, form = /** @type {HTMLFormElement} */ (this.closest('form'));
    for (const field of form.querySelectorAll('textarea')) {
      field.addEventListener('focus', () => (this.#field = field), { signal });
      field.addEventListener('paste', event => this.#offered(event, event.clipboardData?.files), { signal });
      field.addEventListener('dragover', event => event.dataTransfer?.types.includes('Files') && event.preventDefault(), { signal });
      field.addEventListener('drop', event => {
        this.#field = field;
        this.#offered(event, event.dataTransfer?.files);
      }, { signal });
    }
    this.#part('choose').addEventListener('click', () => this.#part('file').click(), { signal });
    this.#part('file').addEventListener('change', () => this.#offered(null, this.#part('file').files), { signal });
    this.#part('add').addEventListener('click', () => this.#add(), { signal });
    this.#part('says').addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'Enter' || event.isComposing) return;
      event.preventDefault();
      this.#add();
    }, { signal });
    this.hidden = false;
  }

  disconnectedCallback() {
    this.#gone.abort();
  }

  /** @param {Event|null} event @param {FileList|null|undefined} files */
  #offered(event, files) {
    const file = [...(files ?? [])].find(({ type }) => type.startsWith('image/'));
    if (!file) return;
    event?.preventDefault();
    this.#file = file;
    this.#part('described').hidden = false;
    this.#say('');
    this.#part('says').focus();
  }

  async #add() {
    const says = this.#part('says'), shows = says.value.replace(/[[\]\\\s]+/g, ' ').trim();
    if (!this.#file) return;
    if (!shows) {
      this.#say(this.dataset.undescribed ?? '');
      return says.focus();
    }
    const file = this.#file;
    this.#file = null; // pressed twice it is sent once
    const answer = await upload(this.dataset.url ?? '', { file }, { progress: () => {}, signal: this.#gone.signal }).catch(() => null);
    if (answer?.status !== 201) {
      this.#file = file;
      return this.#say(answer?.body?.detail ?? this.dataset.failed ?? '');
    }
    const { id, width, height } = answer.body, field = this.#field ?? /** @type {HTMLTextAreaElement} */ (this.closest('form')?.querySelector('textarea'));
    field.setRangeText(`![${shows}](image:${id}#${width}x${height})`, field.selectionStart, field.selectionEnd, 'end');
    this.#part('described').hidden = true;
    says.value = this.#part('file').value = '';
    field.focus();
  }

  /** @param {string} why */
  #say(why) {
    this.#part('wrong').textContent = why;
  }

  /** @param {string} name @returns {any} */
  #part(name) {
    return this.querySelector(`[data-part=${name}]`);
  }
}

customElements.define('question-picture', QuestionPicture);
