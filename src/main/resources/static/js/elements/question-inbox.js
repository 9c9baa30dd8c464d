// @ts-check
import { sayLate } from '../lecture/late.js';
import { part } from '../lib/dom.js';
import { uuid } from '../lib/ids.js';
import { isComposing } from '../lib/keys.js';

/** What each button says to the lecture, and which of the element's sentences tells that it is done. */
const ACTS = {
  approve: {type: 'question.approve', said: 'approved'}, decline: {type: 'question.decline', said: 'declined'},
  done: {type: 'question.answer', said: 'answered'}, dismiss: {type: 'question.dismiss', said: 'hidden'}
};

/** Questions that wait for those who teach, answered in place. */
class QuestionInbox extends HTMLElement {
  connectedCallback() {
    this.addEventListener('click', event => this.#click(event));
    this.addEventListener('submit', event => this.#submit(event));
    document.addEventListener('keydown', this.#key);
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.#key);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest('[data-act]'));
    const question = /** @type {HTMLElement|null} */ (button?.closest('[data-question]') ?? null), act = button?.dataset.act ?? '';
    if (!button || !question) return;
    if (act === 'write') return this.#write(question);
    const {type, said} = ACTS[/** @type {keyof typeof ACTS} */ (act)];
    this.#say([question], type, {}, said);
  }

  /** @param {HTMLElement} question */
  #write(question) {
    const form = part(question, 'form');
    form.hidden = !form.hidden;
    question.querySelector('[data-act=write]')?.setAttribute('aria-expanded', String(!form.hidden));
    if (!form.hidden) part(form, 'text').focus();
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    const question = /** @type {HTMLElement} */ (/** @type {Element} */ (event.target).closest('[data-question]')), text = part(question, 'text').value.trim();
    if (!text) return part(question, 'text').focus();
    const all = /** @type {HTMLInputElement|null} */ (question.querySelector('[data-part=all]'))?.checked;
    const moment = /** @type {HTMLElement} */ (question.closest('[data-part=moment]'));
    const open = /** @type {HTMLElement[]} */ ([...moment.querySelectorAll('[data-question]:has([data-act=write])')]);
    this.#say(all ? open : [question], 'question.answer', {text}, 'answered');
  }

  /**
   * Says the same of each, and takes from the page what was said of.
   * @param {HTMLElement[]} questions
   * @param {string} type
   * @param {object} fields
   * @param {string} said
   */
  async #say(questions, type, fields, said) {
    const [first] = questions, next = this.#after(/** @type {HTMLElement} */ (questions.at(-1)));
    for (const question of questions) {
      const {address} = /** @type {HTMLElement} */ (question.closest('[data-address]')).dataset;
      const command = {id: uuid(), type, fields: {of: Number(question.dataset.question), at: Number(question.dataset.at), ...fields}};
      const answer = await sayLate(address ?? '', /** @type {any} */ (command)).catch(() => ({why: this.dataset.failed ?? ''}));
      if ('why' in answer) return this.#failed(first, answer.why);
      this.#take(question);
    }
    part(this, 'said').textContent = this.dataset[said] ?? '';
    next?.focus();
  }

  /** @param {HTMLElement} question @param {string} why */
  #failed(question, why) {
    const error = part(question, 'error'), seen = !part(question, 'form').hidden;
    error.hidden = !seen;
    (seen ? error : part(this, 'said')).textContent = why;
  }

  /** @param {HTMLElement} question */
  #take(question) {
    const moment = question.closest('[data-part=moment]'), lecture = question.closest('[data-part=lecture]');
    question.remove();
    if (!moment?.querySelector('[data-question]')) moment?.remove();
    if (!lecture?.querySelector('[data-question]')) lecture?.remove();
    part(this, 'none').hidden = this.#questions.length > 0;
  }

  get #questions() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll('[data-question]')]);
  }

  /** @param {HTMLElement} question */
  #after(question) {
    return this.#questions[this.#questions.indexOf(question) + 1];
  }

  /** @param {KeyboardEvent} event */
  #key = event => {
    const on = /** @type {Element} */ (event.target);
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey || on.closest('input, textarea, select')) return;
    const questions = this.#questions, at = questions.findIndex(question => question.contains(document.activeElement)), current = questions[at];
    switch (event.key.toLowerCase()) {
      case 'j': questions[Math.min(at + 1, questions.length - 1)]?.focus(); break;
      case 'k': questions[Math.max(at - 1, 0)]?.focus(); break;
      case 'w': if (current?.querySelector('[data-act=write]')) this.#write(current); break;
      case 'p': /** @type {HTMLElement|undefined} */ (current?.closest('[data-part=moment]')?.querySelector('[data-part=jump]') ?? undefined)?.click(); break;
      default: return;
    }
    event.preventDefault();
  };
}

customElements.define('question-inbox', QuestionInbox);
