// @ts-check
// What every form of a page gets: it is sent once, and what was typed survives an expired session.

const KEPT = 'kept:';

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
}

/** Fills the form in when sign-in led back to it; any other way to it starts afresh. @param {HTMLFormElement} form */
function restore(form) {
  const kept = sessionStorage.getItem(KEPT + form.dataset.keep);
  sessionStorage.removeItem(KEPT + form.dataset.keep);
  if (!kept || !document.referrer.endsWith('/sign-in')) return;
  for (const [name, value] of JSON.parse(kept)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && field.type === 'file') continue;
    if (field && 'value' in field) field.value = value;
  }
}
