/**
 * The page's own behaviour: theme switch, menu, search opener, printing. Material's script and its search index stay
 * away until search is opened. A control is hidden in the page and shown here, once it works.
 *
 * newer: .contentVisibility because nothing is left for later without it
 * newer: .showModal, print because their buttons are shown only where they are there
 */
(function () {
  "use strict";

  /**
   * @template {Element} T
   * @param {string} selector
   * @returns {T | null}
   */
  const find = (selector) => document.querySelector(selector);

  /* ---- Theme ---- */

  const dark = matchMedia("(prefers-color-scheme: dark)");

  /** @returns {"dark" | "light"} the colours shown now */
  function currentTheme() {
    const chosen = document.documentElement.dataset.theme;
    return chosen === "dark" || chosen === "light" ? chosen : dark.matches ? "dark" : "light";
  }

  /** @param {HTMLButtonElement} button named after what it will do */
  function nameThemeButton(button) {
    const name = currentTheme() === "dark" ? button.dataset.light : button.dataset.dark;
    button.setAttribute("aria-label", name || "");
    button.title = name || "";
  }

  /** @param {HTMLButtonElement} button */
  function switchTheme(button) {
    const next = currentTheme() === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem("guide-theme", next);
    } catch {
      // Storage can be switched off; the choice then lasts for this page.
    }
    nameThemeButton(button);
  }

  /** @param {HTMLButtonElement | null} button */
  function setUpTheme(button) {
    if (!button) return;
    button.addEventListener("click", () => switchTheme(button));
    dark.addEventListener("change", () => nameThemeButton(button));
    nameThemeButton(button);
    button.hidden = false;
  }

  /* ---- Menu ---- */

  /** @param {HTMLDetailsElement | null} menu works without this; Escape and a press elsewhere close it */
  function setUpMenu(menu) {
    if (!menu) return;
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary")?.focus();
    });
    document.addEventListener("click", (event) => {
      if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
    });
  }

  /* ---- Search ---- */

  /**
   * @param {string | undefined} src
   * @returns {Promise<unknown>}
   */
  function loadScript(src) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = src || "";
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  /**
   * Loads Material's script; pages opened from a folder may not start workers and need the stand-in first.
   * @param {HTMLElement} dialog
   */
  async function loadBundle(dialog) {
    if (location.protocol === "file:") await loadScript(dialog.dataset.frame);
    await loadScript(dialog.dataset.bundle);
  }

  /**
   * Material takes its results out of the tab order and marks each title as a page heading: both are undone here.
   * @param {Element} list
   */
  function mendResults(list) {
    for (const stop of list.querySelectorAll("[tabindex]")) stop.removeAttribute("tabindex");
    for (const heading of list.querySelectorAll("h1, h2")) {
      const title = document.createElement("div");
      title.className = heading.matches("h1") ? "cf-hit cf-hit--page" : "cf-hit";
      title.append(...heading.childNodes);
      heading.replaceWith(title);
    }
  }

  /**
   * The dialog's own state is the true one; Material's toggle follows it, since Material shows results only while it is on.
   * @param {HTMLDialogElement} dialog
   * @param {HTMLInputElement} toggle
   */
  function keepToggleInStep(dialog, toggle) {
    const follow = () => {
      if (toggle.checked !== dialog.open) toggle.click();
    };
    toggle.addEventListener("change", () => queueMicrotask(follow));
    dialog.addEventListener("close", follow);
    return follow;
  }

  /** @param {HTMLDialogElement} dialog */
  function setUpDialogKeys(dialog) {
    dialog.addEventListener("keydown", (event) => {
      // Material closes search on Tab and sends every other key to the input, Shift and Space on a result among them.
      const arrow = event.key === "ArrowUp" || event.key === "ArrowDown";
      const enter = event.key === "Enter" && event.target instanceof HTMLInputElement;
      if (!arrow && !enter) event.stopPropagation();
    });
  }

  /**
   * @param {HTMLDialogElement} dialog
   * @param {HTMLInputElement} query
   */
  function setUpDialogPointers(dialog, query) {
    // Material listens for keys; words may also be pasted, spoken or cleared.
    query.addEventListener("input", () => query.dispatchEvent(new Event("keyup")));
    dialog.addEventListener("click", (event) => {
      if (!(event.target instanceof Element)) return;
      if (event.target === dialog || event.target.closest("a, [data-cf-search-close]")) dialog.close();
    });
  }

  /**
   * @param {HTMLDialogElement | null} dialog
   * @param {HTMLButtonElement | null} opener
   */
  function setUpSearch(dialog, opener) {
    const toggle = /** @type {HTMLInputElement | null} */ (find("[data-md-toggle=search]"));
    const query = /** @type {HTMLInputElement | null} */ (find("[data-md-component=search-query]"));
    const status = find(".md-search-result__meta");
    const list = find(".md-search-result__list");
    if (!dialog || !dialog.showModal || !opener || !toggle || !query || !status || !list) return;

    const follow = keepToggleInStep(dialog, toggle);
    setUpDialogKeys(dialog);
    setUpDialogPointers(dialog, query);
    new MutationObserver(() => mendResults(list)).observe(list, { childList: true });

    /** @type {Promise<unknown> | undefined} */
    let bundle;
    opener.addEventListener("click", () => {
      dialog.showModal();
      query.focus();
      bundle ??= loadBundle(dialog).catch(() => {
        status.textContent = dialog.dataset.failed || "";
      });
      bundle.then(follow);
    });
    opener.hidden = false;
  }

  /* ---- Details ---- */

  /** Closes what is long and tells the reader to act: the page is shipped with it open, so that it prints without script. */
  function closeLong() {
    const target = document.getElementById(location.hash.slice(1));
    for (const details of document.querySelectorAll(/** @type {"details"} */ ("details[data-cf-close]"))) {
      details.open = Boolean(target && details.contains(target));
    }
  }

  /** Paper cannot be unfolded: what is closed on screen is open in print, and as it was afterwards. */
  function setUpPrinting() {
    /** @type {HTMLDetailsElement[]} */
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = [...document.querySelectorAll(/** @type {"details"} */ ("main details:not([open])"))];
      for (const details of opened) details.open = true;
    });
    addEventListener("afterprint", () => {
      for (const details of opened) details.open = false;
      opened = [];
    });
    if (!window.print) return;
    for (const button of document.querySelectorAll(/** @type {"button"} */ ("[data-cf-print]"))) {
      button.addEventListener("click", () => window.print());
      button.hidden = false;
    }
  }

  /** A link to something inside closed details opens them. */
  function revealTarget() {
    const target = document.getElementById(location.hash.slice(1));
    const details = target?.closest("details:not([open])");
    if (!(details instanceof HTMLDetailsElement)) return;
    details.open = true;
    target?.scrollIntoView();
  }

  /* ---- What is far from the screen ---- */

  /** Lays out what theme.js left for later: in steps that block nobody, and all of it before the reader does anything. */
  function setUpLayout() {
    /** @type {HTMLElement[] | undefined} */
    let parts;
    const findFar = () =>
      [...document.querySelectorAll(/** @type {"div"} */ (".cf-near .md-typeset > *"))].filter(
        (part) => getComputedStyle(part).contentVisibility === "auto",
      );
    const layOut = (/** @type {number} */ milliseconds) => {
      const end = performance.now() + milliseconds;
      parts ??= findFar();
      while (parts.length && performance.now() < end) {
        const part = /** @type {HTMLElement} */ (parts.shift());
        part.style.contentVisibility = "visible";
        part.getBoundingClientRect(); // laid out in this step, not with all others in one
      }
      if (milliseconds < Infinity && parts.length) setTimeout(layOut, 0, milliseconds);
    };
    for (const deed of ["keydown", "pointerdown", "focusin", "hashchange", "beforeprint"]) {
      addEventListener(deed, () => layOut(Infinity), { capture: true, once: true });
    }
    addEventListener("load", () => setTimeout(layOut, 0, 4), { once: true });
  }

  /* ---- Choices that keep only some of the claims ---- */

  /** @param {HTMLFieldSetElement | null} filter shown with script only; without it every claim is there */
  function setUpFilter(filter) {
    const status = filter?.querySelector("[role=status]");
    if (!filter || !status) return;
    /** @type {NodeListOf<HTMLElement>} */
    const claims = document.querySelectorAll(".cf-claims > [data-strength]");
    const apply = () => {
      /** @type {HTMLInputElement | null} */
      const strength = filter.querySelector("[type=radio]:checked");
      const disputed = /** @type {HTMLInputElement} */ (filter.querySelector("[type=checkbox]")).checked;
      let shown = 0;
      for (const claim of claims) {
        const fits = !strength?.value || claim.dataset.strength === strength.value;
        claim.hidden = !fits || (disputed && !claim.classList.contains("cf-claim--disputed"));
        if (!claim.hidden) shown += 1;
      }
      for (const note of document.querySelectorAll(".cf-claims__none")) {
        note.toggleAttribute("hidden", Boolean(note.parentElement?.querySelector("[data-strength]:not([hidden])")));
      }
      status.textContent = (filter.dataset.shown || "").replace("#", String(shown));
    };
    filter.hidden = false;
    filter.addEventListener("change", apply);
    apply();
  }

  closeLong();
  setUpLayout();
  setUpTheme(find("[data-cf-theme]"));
  setUpFilter(find("[data-cf-filter]"));
  setUpMenu(find(".cf-menu"));
  setUpSearch(find("dialog.cf-search"), find("[data-cf-search-open]"));
  setUpPrinting();
  addEventListener("hashchange", revealTarget);
  revealTarget();
})();
