/**
 * Runs before the first paint, unless it comes late: says that script is there, puts back the colours the reader chose, and
 * watches over the stylesheet and the scripts of the check. On a page that opens at its top only what is near the screen is
 * laid out: guide.js does the rest.
 * With nothing stored, guide.css follows the system's setting, as it does without script.
 */
(function () {
  "use strict";
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  const isPainted = performance.getEntriesByName("first-contentful-paint").length > 0;
  const isRead = isPainted && (scrollY > 0 || location.hash !== ""); // a page stays as its reader has it
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if (!isPainted && visit?.type === "navigate" && !location.hash) root.classList.add("cf-near");
  try {
    const theme = localStorage.getItem("guide-theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch {
    // Storage can be switched off; the system's setting holds then.
  }

  /* ---- A stylesheet that does not come: the page is shown without it, and gets it when it is there ---- */

  function showUnstyled() {
    for (const link of document.querySelectorAll(/** @type {"link"} */ ("link[rel=stylesheet]:not([media])"))) {
      if (link.sheet) continue;
      const late = /** @type {HTMLLinkElement} */ (link.cloneNode());
      late.media = "print"; // no page waits for such a one
      late.onload = () => {
        late.media = "all";
      };
      link.replaceWith(late);
    }
  }

  setTimeout(showUnstyled, 5000);

  /* ---- The check: one question at a time, where its scripts can run; the whole linked form everywhere else ---- */

  const NEEDED = {
    Element: ["append", "closest", "replaceChildren", "toggleAttribute"],
    URL: [],
    Blob: [],
  };

  /** Whether this browser has what the scripts of the check use, and lets them write its history. */
  function canAsk() {
    history.replaceState(history.state, "");
    return Object.entries(NEEDED).every(([name, methods]) => {
      const known = Reflect.get(globalThis, name);
      return typeof known === "function" && methods.every((method) => typeof known.prototype[method] === "function");
    });
  }

  const isWaiting = () => document.querySelector("cf-checker:not([data-on])");
  const showWholeCheck = () => root.classList.remove("cf-asks");

  /** An answer that is pressed before the check runs is a link into the whole form. */
  function followLink(/** @type {MouseEvent} */ press) {
    const link = press.target instanceof Element && press.target.closest(".cf-choice__text[href]");
    if (!link || !isWaiting()) return;
    if (press.detail > 1) press.preventDefault(); // meant for the page before
    else showWholeCheck();
  }

  if (root.hasAttribute("data-cf-check") && !isRead) {
    try {
      if (canAsk()) root.classList.add("cf-asks");
    } catch {
      // The history cannot be written here.
    }
    document.addEventListener("click", followLink, true);
    for (const name of ["DOMContentLoaded", "load"]) addEventListener(name, () => isWaiting() && showWholeCheck());
    setTimeout(() => isWaiting() && showWholeCheck(), 8000);
  }
})();
