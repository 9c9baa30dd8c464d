// @ts-check

/**
 * Calls `act` every `ms` until the signal says stop.
 * @param {number} ms
 * @param {() => void} act
 * @param {AbortSignal} signal
 */
export function every(ms, act, signal) {
  if (signal.aborted) return;
  const timer = setInterval(act, ms);
  signal.addEventListener("abort", () => clearInterval(timer), {once: true});
}

/**
 * At most one call every `ms`, with the newest value: what comes in between waits, and only the last of it is said.
 * @template T
 * @param {number} ms
 * @param {(value: T) => void} act
 * @param {AbortSignal} signal
 * @returns {(value: T) => void}
 */
export function atMostEvery(ms, act, signal) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  /** @type {{value: T}|null} */
  let next = null;
  signal.addEventListener("abort", () => clearTimeout(timer), {once: true});
  const rest = () => {
    timer = setTimeout(() => {
      timer = undefined;
      if (next) say(next.value);
    }, ms);
  };
  /** @param {T} value */
  const say = value => {
    next = null;
    act(value);
    rest();
  };
  return value => {
    if (signal.aborted) return;
    if (timer === undefined) say(value);
    else next = {value};
  };
}
