// @ts-check

/**
 * Whether a key belongs to an input method: Enter takes its word and Escape leaves it, and neither is for us. Safari tells of the Enter
 * that ends a composition after its end, so only its key code shows it.
 * @param {KeyboardEvent} event
 */
export function isComposing({isComposing, keyCode}) {
  return isComposing || keyCode === 229;
}

/** Under what a browser keeps that single keys do nothing: then they need Alt. */
export const NEED_ALT = "shortcuts need alt";
