/**
 * Runs in the head, before the first paint: says that script is there, puts back the colours the reader chose, and watches
 * over the script of the check. On a page that opens at its top only what is near the screen is laid out: guide.js does the
 * rest.
 * With nothing stored, guide.css follows the system's setting, as it does without script.
 */
(function () {
  "use strict";
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if (visit?.type === "navigate" && !location.hash) root.classList.add("cf-near");
  try {
    const theme = localStorage.getItem("guide-theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch {
    // Storage can be switched off; the system's setting holds then.
  }

  /** The check shows one question at a time. Where its script fails, or takes too long, all of it is shown for good. */
  function showWholeCheck() {
    if (document.querySelector("cf-checker:not([data-on])")) root.classList.add("cf-static");
  }
  document.addEventListener("DOMContentLoaded", showWholeCheck);
  setTimeout(showWholeCheck, 8000);
})();
