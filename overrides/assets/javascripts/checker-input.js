/**
 * Input meant for the screen before: the second half of a double click, a key that is held, a tap on a page that has just
 * changed. It must never choose an answer or press a button that the reader has not seen.
 */
const guideInput = (function () {
  "use strict";

  const PAUSE = 400; // milliseconds in which nobody reads a new screen
  const MOVE = 10; // pixels: more than a hand shakes in a double click
  const GOING = /^(Tab|Arrow(Up|Down|Left|Right))$/;

  /**
   * Stops stray presses anywhere in the page from now on. `begin` says that a new screen stands there, `painted` that it can
   * be seen now, `hold` that nothing counts until one begins.
   */
  function watch() {
    let held = false;
    /** Since when the screen stands there. */
    let since = 0;
    /** Whether the reader has moved the pointer, or gone on by a key, since the screen stands there. */
    let meant = false;
    /** When the first press of a double one was. */
    let first = 0;
    /** @type {{ x: number, y: number } | null} where the pointer was when the screen came */
    let spot = null;
    /** @type {{ x: number, y: number } | null} */
    let last = null;

    /** @param {MouseEvent} press */
    const isStray = (press) => {
      if (!press.isTrusted) return false; // a program's
      if (press.type === "mousedown" && press.detail <= 1) first = press.timeStamp;
      if (held || (press.detail > 1 && first < since)) return true;
      return !meant && press.timeStamp - since < PAUSE;
    };
    const stop = (/** @type {MouseEvent} */ press) => {
      if (!isStray(press)) return;
      press.preventDefault();
      press.stopImmediatePropagation();
    };
    const follow = (/** @type {PointerEvent} */ move) => {
      if (move.pointerType === "touch") return;
      last = { x: move.screenX, y: move.screenY };
      spot = spot || last;
      if (Math.hypot(last.x - spot.x, last.y - spot.y) >= MOVE) meant = true;
    };
    const press = (/** @type {KeyboardEvent} */ key) => {
      if (key.repeat && (key.key === "Enter" || key.key === " ")) key.preventDefault();
      else if (!key.repeat && GOING.test(key.key)) meant = true;
    };
    addEventListener("mousedown", stop, true);
    addEventListener("click", stop, true);
    addEventListener("pointermove", follow, true);
    addEventListener("keydown", press, true);

    const painted = () => {
      if (!meant) since = performance.now();
    };
    const begin = () => {
      held = meant = false;
      spot = last;
      painted();
    };
    const hold = () => {
      held = true;
    };
    return { begin, painted, hold };
  }

  return Object.freeze({ watch });
})();
