// @ts-check
const PAUSE = 1_000;

/**
 * Says that the sample content is being made, and goes away when it is: `<sample-notice data-then="reload">` takes the page with it, so
 * that it shows what there is now. Whether the server still says so is asked of the page it stands on.
 */
class SampleNotice extends HTMLElement {
  /** @type {number | undefined} */
  #timer;

  connectedCallback() {
    this.#timer = setTimeout(() => void this.#look(), PAUSE);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  async #look() {
    if (await stillSaid()) this.connectedCallback();
    else if (this.dataset.then === 'reload') location.reload();
    else this.remove();
  }
}

/** What cannot be asked is taken for the last answer. */
async function stillSaid() {
  try {
    const answer = await fetch(location.href);
    return !answer.ok || (await answer.text()).includes('<sample-notice');
  } catch {
    return true;
  }
}

customElements.define('sample-notice', SampleNotice);
