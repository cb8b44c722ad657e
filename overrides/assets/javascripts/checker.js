/**
 * The element <cf-checker>: shows one question of the check at a time, then its result. Every word stands in the page; this
 * only shows, fills and moves. Answers live in history.state and nowhere else.
 *
 * @typedef {import("./checker-tree.js").Graph} Graph
 * @typedef {import("./checker-tree.js").Step} Step
 */
(function () {
  "use strict";

  const tree = /** @type {any} */ (globalThis).guideTree;

  /**
   * Goes along the history and waits until the browser is there; a step that leads nowhere is not waited for.
   * @param {number} by
   */
  function travel(by) {
    return new Promise((resolve) => {
      addEventListener("popstate", resolve, { once: true });
      setTimeout(resolve, 1000);
      history.go(by);
    });
  }

  /** @returns {number | undefined} the entries of this page before the current one, where the browser tells */
  function countEntriesBehind() {
    const { navigation } = /** @type {any} */ (globalThis);
    const here = navigation?.currentEntry;
    if (!here) return undefined;
    return navigation.entries().filter((/** @type {any} */ one) => one.sameDocument && one.index < here.index).length;
  }

  /**
   * A calendar file with one entry of a whole day and a reminder at nine.
   * @param {Date} day
   * @param {string} words
   */
  function writeCalendar(day, words) {
    const inDigits = (/** @type {Date} */ one) =>
      [one.getFullYear(), one.getMonth() + 1, one.getDate()].map((part) => String(part).padStart(2, "0")).join("");
    const next = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1);
    const text = words.replace(/[\\;,]/g, "\\$&");
    const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//guide//check again//EN", "BEGIN:VEVENT"];
    lines.push(`UID:${stamp}-${Math.random().toString(36).slice(2)}`, `DTSTAMP:${stamp}`);
    lines.push(`DTSTART;VALUE=DATE:${inDigits(day)}`, `DTEND;VALUE=DATE:${inDigits(next)}`, `SUMMARY:${text}`);
    lines.push("BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${text}`, "TRIGGER:PT9H", "END:VALARM");
    return [...lines, "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
  }

  class Checker extends HTMLElement {
    /** @type {Step[]} the answers so far */
    steps = [];
    /** The question or outcome that is shown. */
    at = "";
    /** @type {Step[] | null} every answer before one of them is changed, while it is */
    old = null;
    /** On the way back to the first entry nothing is shown. */
    rewinding = false;
    calendar = "";
    /** @type {Record<string, Map<string | null, HTMLElement>>} */
    known = {};
    /** @type {(() => void) | null} what is still to be written into the result */
    rest = null;

    connectedCallback() {
      // Without its logic, or too late, it leaves the whole form to stand: see theme.js.
      if (!tree || document.documentElement.classList.contains("cf-static")) return;
      this.graph = /** @type {Graph} */ (JSON.parse(this.part("graph").textContent || ""));
      this.form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
      if (location.hash) history.replaceState(history.state, "", location.href.split("#")[0]);
      this.open({ keep: true });
      this.addEventListener("click", (event) => this.act(event));
      this.form.addEventListener("submit", (event) => this.next(event));
      document.addEventListener("click", (event) => this.stay(event));
      addEventListener("popstate", () => this.arrive());
      addEventListener("beforeprint", () => this.finish());
      history.scrollRestoration = "manual";
    }

    /* ---- What the reader does ---- */

    /** @param {Event} event */
    act(event) {
      const control = event.target instanceof Element ? event.target.closest("[data-act]") : null;
      const act = control?.getAttribute("data-act");
      if (act === "back") history.back();
      if (act === "change") this.change(control?.getAttribute("data-question") || "");
      if (act === "restart") this.restart();
      if (act === "leave" && control instanceof HTMLAnchorElement) this.leave(event, control.href);
    }

    /** @param {Event} event */
    next(event) {
      event.preventDefault();
      const screen = this.screen(this.at);
      const input = /** @type {HTMLInputElement | null} */ (screen.querySelector("input:checked"));
      if (!input) return this.complain(screen);
      /** @type {Step} */
      const step = [this.at, input.value];
      this.push(this.old ? tree.change(this.graph, this.old, ...step).steps : [...this.steps, step]);
      this.old = null;
      this.open({ moved: true });
    }

    /**
     * Asks one question again; its other answers are kept until it is answered.
     * @param {string} question
     */
    change(question) {
      const all = this.old || this.steps;
      const before = all.findIndex(([asked]) => asked === question);
      this.push(all.slice(0, before));
      this.open({ moved: true });
      this.old = all;
      const input = this.screen(question).querySelector(`[value="${all[before][1]}"]`);
      /** @type {HTMLInputElement} */ (input).checked = true;
    }

    async restart() {
      await this.rewind();
      history.pushState(null, ""); // what lies ahead of it is gone
      this.open({ moved: true });
    }

    /**
     * @param {Event} event
     * @param {string} address
     */
    async leave(event, address) {
      event.preventDefault();
      await this.rewind();
      this.open({});
      location.assign(address);
    }

    /** Goes back to the first entry of this page and empties it, so that going back shows no answer. */
    async rewind() {
      this.rewinding = true;
      const behind = countEntriesBehind();
      if (behind) await travel(-behind);
      while (behind === undefined && history.state) await travel(-1);
      history.replaceState(null, "");
      this.old = null;
      this.form?.reset();
      this.rewinding = false;
    }

    /** The reader went back or forward. */
    arrive() {
      if (this.rewinding) return;
      this.old = null;
      this.open({ keep: true, moved: true });
    }

    /**
     * A link inside the page would be an entry of the history without the answers.
     * @param {Event} event
     */
    stay(event) {
      const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
      const target = link && document.getElementById(/** @type {HTMLAnchorElement} */ (link).hash.slice(1));
      if (!target) return;
      event.preventDefault();
      target.focus();
    }

    /* ---- What is shown ---- */

    /** @param {Step[]} answers */
    push(answers) {
      history.pushState({ tree: this.graph?.version, answers }, "");
    }

    /**
     * Shows what the current entry of the history holds. `keep` leaves a choice that stands in the form, `moved` takes the
     * reader to the top of the screen.
     * @param {{ keep?: boolean, moved?: boolean }} how
     */
    open({ keep = false, moved = false }) {
      const empty = { steps: [], at: this.graph?.start };
      const run = history.state === null ? empty : tree.replay(this.graph, history.state);
      if (!run) {
        history.replaceState(null, "");
        this.form?.reset();
      }
      ({ steps: this.steps, at: this.at } = run || empty);
      const screen = this.screen(this.at);
      if (!keep) for (const input of screen.querySelectorAll("input")) input.checked = false;
      this.show(screen);
      this.part("notice").hidden = Boolean(run);
      if (moved) this.focusOn(screen);
    }

    /** @param {HTMLElement} screen */
    show(screen) {
      for (const link of screen.querySelectorAll(".cf-choice__text")) link.removeAttribute("href"); // a choice now
      this.querySelector("[data-now]")?.removeAttribute("data-now");
      screen.setAttribute("data-now", "");
      this.tidy();
      this.part("back").hidden = history.state === null;
      this.part("sofar").hidden = !this.steps.length;
      this.fill(this, { count: this.steps.length });
      const outcome = this.graph?.outcomes[this.at];
      this.dataset.on = outcome ? "outcome" : "question";
      document.documentElement.toggleAttribute("data-emergency", outcome?.level === "emergency");
      this.rest = () => this.list("sofar", "row", this.steps);
      if (outcome) this.showResult(screen, outcome.level, outcome.recheck);
      requestAnimationFrame(() => requestAnimationFrame(() => this.finish()));
    }

    /** Writes what is not on the first screen, once that is painted. */
    finish() {
      this.rest?.();
      this.rest = null;
    }

    /** Takes back what was put into the last result or question. */
    tidy() {
      this.rest = null;
      const parts = ["error", "said", "explained", "day", "calendar", "keep"].map((name) => this.part(name));
      this.part("home").append(...parts.filter((part) => part.parentElement !== this.part("home")));
      this.part("handover").hidden = true;
      const choices = this.querySelector(".cf-choices--error");
      choices?.classList.remove("cf-choices--error");
      const fieldset = choices?.closest("fieldset");
      const hint = fieldset?.querySelector(".cf-question__hint");
      if (hint) fieldset?.setAttribute("aria-describedby", hint.id);
      else fieldset?.removeAttribute("aria-describedby");
    }

    /** @param {HTMLElement} screen */
    focusOn(screen) {
      const heading = /** @type {HTMLElement} */ (screen.querySelector("h2"));
      this.scrollIntoView();
      heading.focus({ preventScroll: true });
    }

    /**
     * Says above the choices that one is needed.
     * @param {HTMLElement} screen
     */
    complain(screen) {
      const choices = /** @type {HTMLElement} */ (screen.querySelector(".cf-choices"));
      const error = this.part("error");
      choices.prepend(error);
      choices.classList.add("cf-choices--error");
      const fieldset = choices.closest("fieldset");
      const described = [fieldset?.getAttribute("aria-describedby"), error.id].filter(Boolean);
      fieldset?.setAttribute("aria-describedby", [...new Set(described.join(" ").split(" "))].join(" "));
      choices.querySelector("input")?.focus({ preventScroll: true });
      error.scrollIntoView({ block: "center" });
    }

    /* ---- The result ---- */

    /**
     * @param {HTMLElement} screen
     * @param {string} level
     * @param {number | null} recheck days
     */
    showResult(screen, level, recheck) {
      screen.removeAttribute("data-whole");
      this.put(screen, "ladder", this.one("ladder", level)?.cloneNode(true));
      this.put(screen, "said");
      const last = this.steps[this.steps.length - 1];
      this.fill(this.part("said"), { answer: this.words(...last) });
      this.part("said").querySelector("button")?.setAttribute("data-question", last[0]);
      const day = recheck ? this.remind(recheck, screen) : null;
      this.rest = () => {
        screen.setAttribute("data-whole", ""); // guide.css: what follows the verdict is shown, too
        if (day) this.offerCalendar(day);
        const { steps, denied } = tree.decidedBy(this.graph, this.steps);
        this.explain(level, steps, denied, tree.wouldHaveChanged(this.graph, this.steps));
        this.put(screen, "explained");
        this.put(screen, "keep");
        this.writeHandover(screen, level, steps, denied);
      };
    }

    /**
     * @param {string} level
     * @param {Step[]} decided
     * @param {string[]} denied
     * @param {import("./checker-tree.js").Turn[]} turns
     */
    explain(level, decided, denied, turns) {
      const part = this.part("explained");
      const mildest = level === this.graph?.levels[this.graph.levels.length - 1];
      const show = { denied: mildest, decided: !mildest, turns: turns.length > 0 };
      for (const [name, shown] of Object.entries(show)) {
        /** @type {HTMLElement} */ (part.querySelector(`[data-when="${name}"]`)).hidden = !shown;
      }
      this.fill(this, { denied: denied.length, turns: turns.length });
      this.list("decided", "row", decided, (row, step) => row.append(...this.ruleOf(step, level)));
      this.list("all", "row", this.steps);
      this.list(
        "turns",
        "turn",
        turns.map(({ question, answer }) => [question, answer]),
        (row, [question, answer]) => {
          const turn = turns.find((one) => one.question === question && one.answer === answer);
          this.put(row, "level", this.tag(this.graph?.outcomes[turn?.outcome || ""].level || ""));
        },
      );
    }

    /**
     * The sources of the rule behind an answer that states signs of that level. Any other rests on those of the result.
     * @param {Step} step
     * @param {string} level
     */
    ruleOf([question, answer], level) {
      const edge = this.graph?.questions[question].find(([id]) => id === answer);
      const stated = [...(edge?.[2] || []), ...(edge?.[4] || [])].filter((sign) => this.graph?.signs[sign] === level);
      if (!stated.length) return [];
      const rule = document.createElement("dd");
      rule.className = "cf-answers__rule";
      for (const sign of stated) {
        const one = this.one("sign", sign)?.querySelector(".cf-rule");
        if (!rule.childNodes.length) rule.append(one?.firstChild?.cloneNode(true) || "");
        for (const chip of one?.querySelectorAll("a") || []) {
          if (!rule.querySelector(`[href="${chip.getAttribute("href")}"]`)) rule.append(chip.cloneNode(true), " ");
        }
      }
      return [rule];
    }

    /**
     * When to check again, in words, with a place for the calendar file.
     * @param {number} days
     * @param {HTMLElement} screen
     */
    remind(days, screen) {
      this.put(screen, "day");
      this.put(screen, "calendar");
      const day = new Date();
      day.setDate(day.getDate() + days);
      this.fill(this.part("day"), { day: this.inWords(day) });
      return day;
    }

    /** @param {Date} day whose calendar file is made here */
    offerCalendar(day) {
      URL.revokeObjectURL(this.calendar);
      const file = new Blob([writeCalendar(day, this.dataset.calendar || "")], { type: "text/calendar" });
      this.calendar = URL.createObjectURL(file);
      this.part("calendar").setAttribute("href", this.calendar);
    }

    /**
     * @param {HTMLElement} screen
     * @param {string} level
     * @param {Step[]} decided
     * @param {string[]} denied
     */
    writeHandover(screen, level, decided, denied) {
      const sheet = this.part("handover");
      const action = screen.querySelector(".cf-verdict__act")?.textContent || "";
      this.fill(sheet, { today: this.inWords(new Date()), action });
      this.put(sheet, "level", this.tag(level));
      this.list("sheet", "line", this.steps, (row, [asked]) => {
        row.classList.toggle("cf-handover__decided", decided.some(([question]) => question === asked));
      });
      const rank = (/** @type {string} */ sign) => this.graph?.levels.indexOf(this.graph.signs[sign]) || 0;
      const lines = [...denied].sort((one, other) => rank(one) - rank(other)).map((sign) => {
        const line = document.createElement("li");
        line.textContent = this.one("sign", sign)?.querySelector(".cf-stated")?.textContent || "";
        return line;
      });
      this.one("list", "denied")?.replaceChildren(...lines);
      sheet.hidden = false;
    }

    /* ---- The page ---- */

    /**
     * The element with a data attribute of that value. The form is long, so each attribute is looked for once.
     * @param {string} kind
     * @param {string} name
     */
    one(kind, name) {
      this.known[kind] ??= new Map(
        [.../** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(`[data-${kind}]`))].map((found) => [
          found.getAttribute(`data-${kind}`),
          found,
        ]),
      );
      return this.known[kind].get(name);
    }

    /**
     * @param {string} name
     * @returns {HTMLElement} a part that is in the page once
     */
    part(name) {
      const found = this.one("part", name);
      if (!found) throw new Error(`the page lacks the part ${name}`);
      return found;
    }

    /**
     * Puts a part into the slot of that name, where there is one.
     * @param {HTMLElement} place
     * @param {string} name
     * @param {Node} part
     */
    put(place, name, part = this.part(name)) {
      place.querySelector(`[data-slot="${name}"]`)?.replaceChildren(part);
    }

    /**
     * @param {string} id of a question or an outcome
     * @returns {HTMLElement}
     */
    screen(id) {
      return /** @type {HTMLElement} */ (document.getElementById(`q-${id}`) || document.getElementById(`o-${id}`));
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
      const { days, months } = this.dataset;
      return [name(days, day.getDay()), day.getDate(), name(months, day.getMonth()), day.getFullYear()].join(" ");
    }

    /**
     * @param {Element} place
     * @param {Record<string, string | number>} texts
     */
    fill(place, texts) {
      for (const one of place.querySelectorAll("[data-text]")) {
        const name = one.getAttribute("data-text") || "";
        if (texts[name] !== undefined) one.textContent = String(texts[name]);
      }
    }

    /**
     * Fills a list with a row for each answer.
     * @param {string} name
     * @param {string} part the template of a row
     * @param {readonly Step[]} steps
     * @param {(row: HTMLElement, step: Step) => void} finish
     */
    list(name, part, steps, finish = () => {}) {
      const { content } = /** @type {HTMLTemplateElement} */ (this.part(part));
      const rows = steps.map((step) => {
        const row = /** @type {HTMLElement} */ (content.firstElementChild?.cloneNode(true));
        this.fill(row, { question: this.words(step[0]), answer: this.words(...step) });
        row.querySelector("[data-act]")?.setAttribute("data-question", step[0]);
        finish(row, step);
        return row;
      });
      this.one("list", name)?.replaceChildren(...rows);
    }
  }

  customElements.define("cf-checker", Checker);
})();
