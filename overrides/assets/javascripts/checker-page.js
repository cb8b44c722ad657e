/**
 * The page of the check: its screens, its words, and the pieces that are put into them. Every word stands in the page; this
 * only finds, shows, fills and moves.
 */
const GuidePage = (function () {
  "use strict";

  const MOVED = ["error", "said", "explained", "day", "calendar", "keep"];
  const WORKS = ["go", "foot"];
  const OTHERS = ["home", "notice", "earlier", "back", "sofar", "handover", "row", "line"];
  const TURNS = ["near", "far"].flatMap((place) => ["emergency", "same-day", "soon"].map((level) => `${place}-${level}`));
  const LISTS = ["sofar", "decided", "all", "sheet", "denied", ...TURNS];

  return class {
    /** @param {HTMLElement} root */
    constructor(root) {
      this.root = root;
      this.form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
      /** @type {Record<string, Map<string | null, HTMLElement>>} */
      this.known = {};
      this.title = document.title;
    }

    /**
     * Throws where the page was not shipped whole.
     * @param {readonly string[]} ids of all questions and outcomes
     */
    probe(ids) {
      for (const id of ids) this.screen(id);
      for (const name of [...MOVED, ...WORKS, ...OTHERS]) this.piece(name);
      for (const name of LISTS) if (!this.one("list", name)) throw new Error(`the page lacks the list ${name}`);
    }

    /* ---- What it holds ---- */

    /**
     * The element with a data attribute of that value. The form is long, so each attribute is looked for once.
     * @param {string} kind
     * @param {string} name
     */
    one(kind, name) {
      this.known[kind] ??= new Map(
        [.../** @type {NodeListOf<HTMLElement>} */ (this.root.querySelectorAll(`[data-${kind}]`))].map((element) => [
          element.getAttribute(`data-${kind}`),
          element,
        ]),
      );
      return this.known[kind].get(name);
    }

    /**
     * @param {string} name
     * @returns {HTMLElement} a piece that is in the page once
     */
    piece(name) {
      const piece = this.one("part", name);
      if (!piece) throw new Error(`the page lacks the part ${name}`);
      return piece;
    }

    /**
     * @param {string} id of a question or an outcome
     * @returns {HTMLElement}
     */
    screen(id) {
      const screen = document.getElementById(`q-${id}`) || document.getElementById(`o-${id}`);
      if (!screen) throw new Error(`the page lacks the screen ${id}`);
      return screen;
    }

    /**
     * What the page says for a question, or for one of its answers.
     * @param {string} question
     * @param {string} [answer]
     */
    words(question, answer) {
      const within = answer === undefined ? "h2" : `[value="${answer}"] + span .cf-choice__text`;
      return this.screen(question).querySelector(within)?.textContent || "";
    }

    /** @param {string} level */
    tag(level) {
      return /** @type {Node} */ (this.one("tag", level)?.querySelector(".cf-tag")).cloneNode(true);
    }

    /** @param {Date} day */
    inWords(day) {
      const name = (/** @type {string | undefined} */ names, /** @type {number} */ index) => names?.split(" ")[index];
      const { days, months } = this.root.dataset;
      return [name(days, day.getDay()), day.getDate(), name(months, day.getMonth()), day.getFullYear()].join(" ");
    }

    /* ---- What is put into it ---- */

    /**
     * Puts a piece into the slot of that name, where there is one.
     * @param {HTMLElement} place
     * @param {string} name
     * @param {Node} piece
     */
    put(place, name, piece = this.piece(name)) {
      place.querySelector(`[data-slot="${name}"]`)?.replaceChildren(piece);
    }

    /**
     * @param {Element} place
     * @param {Record<string, string | number>} texts
     */
    fill(place, texts) {
      for (const [name, text] of Object.entries(texts)) {
        for (const spot of place.querySelectorAll(`[data-text="${name}"]`)) spot.textContent = String(text);
      }
    }

    /**
     * Fills a list with a row for each answer.
     * @param {string} name
     * @param {string} template of a row
     * @param {readonly Step[]} steps
     * @param {(row: HTMLElement, step: Step, index: number) => void} finish
     */
    list(name, template, steps, finish = () => {}) {
      const { content } = /** @type {HTMLTemplateElement} */ (this.piece(template));
      const rows = steps.map((step, index) => {
        const row = /** @type {HTMLElement} */ (content.firstElementChild?.cloneNode(true));
        this.fill(row, { question: this.words(step[0]), answer: this.words(...step) });
        row.querySelector("[data-act]")?.setAttribute("data-question", step[0]);
        finish(row, step, index);
        return row;
      });
      this.one("list", name)?.replaceChildren(...rows);
    }

    /* ---- What it shows ---- */

    /**
     * Shows no screen, but whether to go on with the answers of that time.
     * @param {Date} time
     */
    offer(time) {
      const clock = [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
      const earlier = this.piece("earlier");
      this.tidy();
      this.root.querySelector("[data-now]")?.removeAttribute("data-now");
      for (const name of ["notice", "back", "sofar", ...WORKS]) this.piece(name).hidden = true;
      this.fill(earlier, { when: `${clock}, ${this.inWords(time)}` });
      this.root.dataset.on = "earlier";
      document.title = this.title;
      earlier.hidden = false;
      scrollTo(0, 0);
      earlier.querySelector("h2")?.focus();
    }

    /**
     * Shows one screen alone.
     * @param {string} id
     * @param {"question" | "outcome"} kind
     */
    show(id, kind) {
      const screen = this.screen(id);
      for (const link of screen.querySelectorAll(".cf-choice__text[href]")) {
        link.setAttribute("data-href", link.getAttribute("href") || ""); // a choice now
        link.removeAttribute("href");
      }
      for (const input of screen.querySelectorAll("input")) input.hidden = false;
      for (const name of WORKS) this.piece(name).hidden = false;
      this.tidy();
      this.root.querySelector("[data-now]")?.removeAttribute("data-now");
      screen.setAttribute("data-now", "");
      this.root.dataset.on = kind;
      const place = screen.querySelector(kind === "outcome" ? ".cf-verdict__act" : ".cf-where")?.textContent;
      document.title = `${place} – ${this.title}`;
    }

    /** Takes back what was put into the last result or question. */
    tidy() {
      this.piece("home").append(...MOVED.map((name) => this.piece(name)));
      this.piece("handover").hidden = true;
      this.piece("earlier").hidden = true;
      const choices = this.root.querySelector(".cf-choices--error");
      const fieldset = choices?.closest("fieldset");
      const hint = fieldset?.querySelector(".cf-question__hint");
      choices?.classList.remove("cf-choices--error");
      if (hint) fieldset?.setAttribute("aria-describedby", hint.id);
      else fieldset?.removeAttribute("aria-describedby");
    }

    /**
     * Takes the reader to a screen: to the top of the page, whose emergency line stays in sight, and no further down than it
     * takes to see the heading.
     * @param {string} id
     */
    focusOn(id) {
      scrollTo(0, 0);
      this.screen(id).querySelector("h2")?.focus();
    }

    /**
     * Says above the choices of a question that one is needed.
     * @param {string} question
     */
    complain(question) {
      const choices = /** @type {HTMLElement} */ (this.screen(question).querySelector(".cf-choices"));
      const error = this.piece("error");
      choices.prepend(error);
      choices.classList.add("cf-choices--error");
      const fieldset = choices.closest("fieldset");
      const described = [fieldset?.getAttribute("aria-describedby"), error.id].filter(Boolean);
      fieldset?.setAttribute("aria-describedby", [...new Set(described.join(" ").split(" "))].join(" "));
      choices.querySelector("input")?.focus({ preventScroll: true });
      error.scrollIntoView({ block: "center" });
    }

    /** Makes the choices links again: for a page that shows every screen. */
    link() {
      delete this.root.dataset.on;
      for (const link of this.root.querySelectorAll(".cf-choice__text[data-href]")) {
        link.setAttribute("href", link.getAttribute("data-href") || "");
      }
    }
  };
})();
