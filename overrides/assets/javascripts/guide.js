/**
 * The page's own behaviour: theme switch, menu, search opener, printing. What search needs is loaded when it
 * is first opened. A control is hidden in the page and shown here, once it works.
 *
 * newer: .contentVisibility because nothing is left for later without it
 * newer: print because its buttons are shown only where it is there
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

  /** Whether the stylesheet is there to its end, whose last line says so. */
  const isStyled = () => getComputedStyle(document.documentElement).getPropertyValue("--cf-whole") !== "";

  /** @param {HTMLButtonElement | null} button */
  function setUpTheme(button) {
    if (!button || !isStyled()) return;
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
   * @param {string} src
   * @returns {Promise<unknown>}
   */
  function loadScript(src) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = src;
      script.async = false; // loaded side by side, run in order
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  /** @param {EventTarget | null} target whether letters typed there are its own */
  const takesLetters = (target) =>
    target instanceof Element &&
    Boolean(target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]"));

  /**
   * Keeps Tab inside, as the page behind is out of reach.
   * @param {HTMLElement} panel
   * @param {KeyboardEvent} event
   */
  function keepFocus(panel, event) {
    /** @type {NodeListOf<HTMLElement>} */
    const all = panel.querySelectorAll("input, button, a[href]");
    const stops = [...all].filter((one) => one.getClientRects().length);
    const [first, last] = [stops[0], stops[stops.length - 1]];
    if (document.activeElement !== (event.shiftKey ? first : last)) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }

  /**
   * @param {HTMLElement | null} panel
   * @param {HTMLButtonElement | null} opener
   */
  function setUpSearch(panel, opener) {
    /** @type {HTMLInputElement | null | undefined} */
    const query = panel?.querySelector("input");
    if (!panel || !opener || !query) return;
    /** @type {Promise<unknown> | undefined} */
    let loaded;
    /** @type {Element | null} */
    let before = null;
    /** Says that search does not work, unless its last script took that line away: one that came cut off loads as well. */
    const tell = () => {
      const failed = panel.querySelector("[data-cf-failed]");
      failed?.removeAttribute("hidden");
      failed?.previousElementSibling?.setAttribute("hidden", "");
    };

    const open = () => {
      const { library = "", documents = "", engine = "", dialog = "" } = panel.dataset;
      before = document.activeElement;
      panel.hidden = false;
      document.documentElement.classList.add("cf-searching");
      query.focus();
      query.select();
      if (!loaded) setTimeout(tell, 5000); // one may never come
      loaded ??= Promise.all([library, documents, engine, dialog].map(loadScript)).then(tell, tell);
    };
    const close = () => {
      panel.hidden = true;
      document.documentElement.classList.remove("cf-searching");
      (before instanceof HTMLElement && before !== document.body ? before : opener).focus();
    };

    opener.addEventListener("click", open);
    panel.addEventListener("submit", (event) => event.preventDefault());
    panel.addEventListener("click", (event) => {
      const target = /** @type {Element} */ (event.target);
      if (target === panel || target.closest("a, .cf-search__close")) close();
    });
    document.addEventListener("keydown", (event) => {
      if (panel.hidden) {
        const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !takesLetters(event.target);
        if (!plain || (event.key !== "/" && event.key !== "s")) return;
        event.preventDefault(); // or the letter would stand in the field
        open();
      } else if (event.key === "Escape") close();
      else if (event.key === "Tab") keepFocus(panel, event);
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

  /* ---- Sharing ---- */

  /**
   * @param {string} text
   * @returns {Promise<boolean>} whether it was copied
   */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // There is none on http:, and it can be forbidden; the old way is left.
    }
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }

  /** @param {HTMLButtonElement | null} button gives on the address alone: answers stand in no address */
  function setUpSharing(button) {
    const status = button?.parentElement?.querySelector("[role=status]");
    const own = location.protocol === "file:" ? "" : location.origin + location.pathname;
    const address = button?.dataset.address || own;
    if (!button || !status || !address) return;
    const { copied = "", failed = "" } = button.dataset;
    button.addEventListener("click", async () => {
      try {
        if (navigator.share) return await navigator.share({ title: document.title, url: address });
      } catch (error) {
        if (error instanceof DOMException && error.name === "AbortError") return; // the reader closed the sheet
      }
      status.textContent = (await copy(address)) ? copied : `${failed} ${address}`;
      button.focus();
    });
    button.hidden = false;
  }

  /* ---- Choices that keep only what fits them ---- */

  /** @param {HTMLElement | null} list says that nothing is left in it where it can, and else goes, with its heading */
  function showWhatIsLeft(list) {
    if (!list) return;
    const left = Boolean(list.querySelector("[data-fits]:not([hidden])"));
    const [heading, note] = [list.previousElementSibling, list.nextElementSibling];
    list.hidden = !left;
    if (note?.matches(".cf-none")) note.toggleAttribute("hidden", left);
    if (heading?.matches("h2, h3")) heading.toggleAttribute("hidden", !left);
  }

  /** @param {HTMLFieldSetElement | null} filter shown with script only; without it everything is there */
  function setUpFilter(filter) {
    const status = filter?.querySelector("[role=status]");
    if (!filter || !status) return;
    /** @type {NodeListOf<HTMLElement>} */
    const entries = document.querySelectorAll("[data-fits]");
    const lists = new Set([...entries].map((entry) => entry.parentElement));
    const apply = () => {
      /** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */
      const controls = filter.querySelectorAll("select, input:checked");
      const chosen = [...controls].map((control) => control.value).filter(Boolean);
      let shown = 0;
      for (const entry of entries) {
        const fits = (entry.dataset.fits || "").split(" ");
        entry.hidden = !chosen.every((value) => fits.includes(value));
        if (!entry.hidden) shown += 1;
      }
      lists.forEach(showWhatIsLeft);
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
  setUpSearch(find(".cf-search"), find("[data-cf-search-open]"));
  setUpPrinting();
  setUpSharing(find("[data-cf-share]"));
  addEventListener("hashchange", revealTarget);
  revealTarget();
})();
