// @ts-check
// On a phone the tabs of a page scroll sideways: the one that is open is not left out of sight.
for (const current of document.querySelectorAll('.page .tabs > [aria-current]')) {
  const tabs = /** @type {HTMLElement} */ (current.parentElement);
  const { left, right } = current.getBoundingClientRect();
  const view = tabs.getBoundingClientRect();
  if (left < view.left) tabs.scrollLeft -= view.left - left;
  if (right > view.right) tabs.scrollLeft += right - view.right;
}
