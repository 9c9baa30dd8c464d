// @ts-check

/**
 * Opens a modal dialog and waits for the answer: the value of the button that closed it, empty for Escape or Cancel. The
 * browser gives focus back to whatever had it.
 * @param {HTMLDialogElement} dialog
 * @returns {Promise<string>}
 */
export function ask(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise(answered => dialog.addEventListener("close", () => answered(dialog.returnValue), {once: true}));
}
