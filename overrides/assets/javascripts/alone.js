/**
 * The check in one file: shows one of its parts at a time, and says so when the copy is old. Without it the parts follow each
 * other, and links lead from one to the next.
 */
(function () {
  "use strict";

  /** @type {NodeListOf<HTMLElement>} */
  const parts = document.querySelectorAll("[data-cf-part]");

  /** @param {HTMLElement} part shown alone, and printed as its page is */
  function show(part) {
    for (const other of parts) other.hidden = other !== part;
    document.body.className = `cf-body cf-body--${part.dataset.cfPart}`;
    for (const link of document.querySelectorAll("nav a[href^='#part-']")) {
      if (link.getAttribute("href") === `#${part.id}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  /**
   * A link into another part: going back leads to where the reader was, since the entry keeps the answers of the check.
   * @param {MouseEvent} press
   */
  function follow(press) {
    const link = press.target instanceof Element ? press.target.closest("a[href^='#']") : null;
    const target = document.getElementById(link?.getAttribute("href")?.slice(1) || "");
    const part = /** @type {HTMLElement | null | undefined} */ (target?.closest("[data-cf-part]"));
    if (!target || !part?.hidden) return;
    press.preventDefault();
    link?.closest("details")?.removeAttribute("open");
    history.pushState(history.state, "");
    show(part);
    if (target === part) scrollTo(0, 0);
    else target.scrollIntoView();
    target.focus({ preventScroll: true });
  }

  for (const due of document.querySelectorAll(/** @type {"div"} */ ("[data-cf-due]"))) {
    due.hidden = Date.now() < Date.parse(due.dataset.cfDue || "");
  }
  if (!parts.length) return;
  show(parts[0]);
  document.addEventListener("click", follow, true);
  addEventListener("popstate", () => show(parts[0]));
})();
