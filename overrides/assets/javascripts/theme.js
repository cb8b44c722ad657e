/**
 * Runs in the head, before the first paint: says that script is there, and puts back the colours the reader chose.
 * With nothing stored, guide.css follows the system's setting, as it does without script.
 */
(function () {
  "use strict";
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  try {
    const theme = localStorage.getItem("guide-theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch {
    // Storage can be switched off; the system's setting holds then.
  }
})();
