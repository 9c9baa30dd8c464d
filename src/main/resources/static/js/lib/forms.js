// @ts-check
// What every form of a page gets: it is sent once, and what was typed survives an expired session.

const KEPT = 'kept:';
const SENT = 'sent:';

document.addEventListener('submit', event => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (event.defaultPrevented || form.method !== 'post') return;
  if (form.dataset.sent !== undefined) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = '';
  event.submitter?.setAttribute('aria-busy', 'true');
  sending(form)?.toggleAttribute('hidden', !carriesFile(form));
  if (form.dataset.keep !== undefined) keep(form);
});

// Coming back with the browser's own button, the page is as it was left: let it be sent again.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) {
    form.removeAttribute('data-sent');
    form.querySelector('[aria-busy]')?.removeAttribute('aria-busy');
    sending(form)?.setAttribute('hidden', '');
  }
});

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-keep]'))) {
  restore(form);
  sameAgain(form);
}

/** What says that a file is on its way. @param {Element} form */
function sending(form) {
  return form.querySelector('[data-sending]');
}

/** @param {HTMLFormElement} form */
function carriesFile(form) {
  return [...new FormData(form).values()].some(value => value instanceof File && value.size > 0);
}

/** @param {HTMLFormElement} form */
function keep(form) {
  const typed = [...new FormData(form)].filter(([name, value]) => name !== '_csrf' && typeof value === 'string');
  sessionStorage.setItem(KEPT + form.dataset.keep, JSON.stringify(typed));
  const made = madeBy(form);
  if (made) sessionStorage.setItem(SENT + form.dataset.keep, made.value);
}

/** The number under which what the form makes is made once. @param {HTMLFormElement} form */
function madeBy(form) {
  const field = form.elements.namedItem('clientId');
  return field instanceof HTMLInputElement ? field : null;
}

// Back leads to a form that was sent, and the browser may have asked for it anew: sent again it is the same, and makes nothing twice.
/** @param {HTMLFormElement} form */
function sameAgain(form) {
  const made = madeBy(form), sent = sessionStorage.getItem(SENT + form.dataset.keep);
  const [arrived] = performance.getEntriesByType('navigation');
  if (made && sent && arrived instanceof PerformanceNavigationTiming && arrived.type === 'back_forward') made.value = sent;
  else sessionStorage.removeItem(SENT + form.dataset.keep);
}

/** Fills the form in when sign-in led back to it; any other way to it starts afresh. @param {HTMLFormElement} form */
function restore(form) {
  const kept = sessionStorage.getItem(KEPT + form.dataset.keep);
  sessionStorage.removeItem(KEPT + form.dataset.keep);
  if (!kept || !fromSignIn(document.referrer)) return;
  const typed = JSON.parse(kept);
  for (const [name, value] of typed) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && field.type === 'file') continue;
    if (field instanceof HTMLInputElement && field.type === 'checkbox') continue;
    if (field && 'value' in field) field.value = value;
  }
  for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('input[type=checkbox]'))) {
    box.checked = typed.some((/** @type {string[]} */ [name]) => name === box.name);
  }
}

/** Whether a page was reached from sign-in: from its form, also when it said why, and from that of the second factor. @param {string} referrer */
export function fromSignIn(referrer) {
  return URL.canParse(referrer) && /\/sign-in(\/|$)/.test(new URL(referrer).pathname);
}
