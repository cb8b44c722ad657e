/**
 * The check: one question at a time, then its result. Answers live in history.state and nowhere else. The page is the whole
 * linked form until theme.js says that this may change it (`cf-asks`), and again, for good, whenever something here fails.
 */
(function () {
  "use strict";

  const html = document.documentElement;
  const MOST_ENTRIES = 100;

  const HALF_AN_HOUR = 1_800_000; // milliseconds

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

  // newer: navigation, .currentEntry, .sameDocument because they are asked for first

  /** @returns {number | undefined} the entries of this page before the current one, where the browser tells */
  function countEntriesBehind() {
    const { navigation } = window;
    const here = navigation?.currentEntry;
    if (!navigation || !here) return undefined;
    return navigation.entries().filter((entry) => entry.sameDocument && entry.index < here.index).length;
  }

  /** Whether the reader came by a link or an address, not back or forward, and did not load the page again. */
  function isFreshVisit() {
    const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    return visit?.type === "navigate";
  }

  class Check {
    /** @param {HTMLElement} root */
    constructor(root) {
      this.page = new GuidePage(root);
      this.graph = /** @type {Graph} */ (JSON.parse(this.page.piece("graph").textContent || ""));
      this.input = guideInput.watch();
      /** @type {Step[]} the answers so far */
      this.steps = [];
      /** The question or outcome that is shown. */
      this.at = this.graph.start;
      /** @type {Step[] | null} every answer before one of them is changed, while it is */
      this.old = null;
      /** When the reader was last seen here, in milliseconds. */
      this.seen = 0;
      /** Whether all that belongs to what is shown is written. */
      this.whole = false;
      /** On the way back to the first entry nothing is shown. */
      this.rewinding = false;
      /** Whether something failed: the page is the linked form then. */
      this.failed = false;
    }

    start() {
      const { page, graph } = this;
      page.probe([...Object.keys(graph.questions), ...Object.keys(graph.outcomes)]);
      if (location.hash) history.replaceState(history.state, "", location.href.split("#")[0]);
      if (history.state !== null && isFreshVisit()) history.replaceState(null, "");
      this.restore({ keep: true });
      this.on(page.root, "click", (event) => this.act(event));
      this.on(page.form, "submit", (event) => this.next(event));
      this.on(document, "click", (event) => this.stay(event));
      this.on(window, "popstate", () => this.arrive());
      this.on(document, "visibilitychange", () => this.comeBack());
      this.on(window, "pageshow", () => this.comeBack());
      this.on(window, "beforeprint", () => this.finish());
      history.scrollRestoration = "manual";
    }

    /**
     * @param {EventTarget} target
     * @param {string} name
     * @param {(event: Event) => unknown} deed
     */
    on(target, name, deed) {
      target.addEventListener(name, (event) => this.attempt(() => deed(event)));
    }

    /**
     * Does something; where it fails, the linked form takes over.
     * @param {() => unknown} deed
     */
    async attempt(deed) {
      if (this.failed) return;
      try {
        await deed();
      } catch (error) {
        console.error(error);
        this.giveWay();
      }
    }

    /** Leaves the whole linked form to stand, at what the reader had reached. */
    giveWay() {
      this.failed = true;
      html.classList.remove("cf-asks");
      html.removeAttribute("data-emergency");
      this.input.begin();
      this.page.link();
      if (this.steps.length) this.page.screen(this.at).scrollIntoView();
    }

    /* ---- What the reader does ---- */

    /** @param {Event} event */
    act(event) {
      const control = event.target instanceof Element ? event.target.closest("[data-act]") : null;
      const act = control?.getAttribute("data-act");
      if (act === "back") this.back();
      if (act === "change") this.change(control?.getAttribute("data-question") || "");
      if (act === "resume") this.resume();
      if (act === "restart") return this.restart();
      if (act === "leave" && control instanceof HTMLAnchorElement) return this.leave(event, control.href);
    }

    /** @param {Event} event */
    next(event) {
      event.preventDefault();
      const chosen = /** @type {HTMLInputElement | null} */ (this.page.screen(this.at).querySelector("input:checked"));
      if (!chosen) return this.page.complain(this.at);
      /** @type {Step} */
      const step = [this.at, chosen.value];
      const { graph, old } = this;
      this.goTo(old ? guideTree.change(graph, old, ...step) : guideTree.follow(graph, [...this.steps, step]));
    }

    back() {
      this.input.begin();
      history.back();
    }

    /**
     * Asks one question again; its other answers are kept until it is answered.
     * @param {string} question
     */
    change(question) {
      const all = this.old || this.steps;
      const before = all.findIndex(([asked]) => asked === question);
      this.goTo({ steps: all.slice(0, before), at: question }, all);
      const input = this.page.screen(question).querySelector(`[value="${all[before][1]}"]`);
      /** @type {HTMLInputElement} */ (input).checked = true;
    }

    async restart() {
      await this.rewind();
      history.pushState(null, ""); // what lies ahead of it is gone
      this.restore({ moved: true });
    }

    /**
     * @param {Event} event
     * @param {string} address
     */
    async leave(event, address) {
      event.preventDefault();
      try {
        await this.rewind();
        this.restore({});
      } finally {
        location.assign(address);
      }
    }

    /** Goes back to the first entry of this page and empties it, so that going back shows no answer. */
    async rewind() {
      this.rewinding = true;
      this.input.hold();
      const behind = countEntriesBehind();
      if (behind) await travel(-behind);
      for (let left = MOST_ENTRIES; behind === undefined && history.state && left; left -= 1) await travel(-1);
      history.replaceState(null, "");
      this.page.form.reset();
      this.rewinding = false;
    }

    /** The reader went back or forward. */
    arrive() {
      if (!this.rewinding) this.restore({ keep: true, moved: true });
    }

    /** The reader leaves the page, or is back: after a long time it may be another one. */
    comeBack() {
      if (document.visibilityState === "hidden") this.seen = Date.now();
      else if (this.steps.length && this.isOld(history.state)) this.restore({});
    }

    /** Goes on with answers of long ago. */
    resume() {
      history.replaceState({ ...history.state, time: Date.now() }, "");
      this.restore({ moved: true });
    }

    /**
     * A link inside the page would be an entry of the history without the answers; one to the page itself begins anew.
     * @param {Event} event
     */
    stay(event) {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
      if (!(link instanceof HTMLAnchorElement) || ctrlKey || metaKey || shiftKey) return;
      if (link.host !== location.host || link.pathname !== location.pathname) return;
      const target = document.getElementById(link.hash.slice(1));
      if (link.hash && !target) return;
      event.preventDefault();
      if (target) return target.focus();
      link.closest("details")?.removeAttribute("open");
      return this.restart();
    }

    /* ---- What is shown ---- */

    /**
     * Goes on to another screen, as a new entry of the history. One that does not keep the answers cannot be gone back to.
     * @param {Run} run
     * @param {Step[] | null} old every answer, where one of them is to be changed
     */
    goTo(run, old = null) {
      Object.assign(this, run); // should the next line fail, the linked form stands at that screen
      history.pushState({ tree: this.graph.version, answers: run.steps, time: Date.now() }, "");
      if (guideTree.replay(this.graph, history.state)?.at !== run.at) throw new Error("the history keeps no answers");
      this.show(run, { moved: true, old });
    }

    /**
     * Whether answers were given so long ago, and nobody was seen here since, that another reader may be here now.
     * @param {{ time: number } | null} saved
     */
    isOld(saved) {
      return saved !== null && Math.abs(Date.now() - Math.max(saved.time, this.seen)) > HALF_AN_HOUR; // clocks are set back, too
    }

    /**
     * Shows what the current entry of the history holds: the first question, with a notice, where that is no run of this tree.
     * Answers of long ago are not shown before the reader says so.
     * @param {{ keep?: boolean, moved?: boolean }} how
     */
    restore(how) {
      const saved = history.state ?? null;
      const empty = { steps: [], at: this.graph.start };
      const dated = typeof saved?.time === "number";
      const run = saved === null ? empty : dated ? guideTree.replay(this.graph, saved) : null;
      if (run?.steps.length && this.isOld(saved)) return this.offer(new Date(saved.time));
      if (!run) {
        history.replaceState(null, "");
        this.page.form.reset();
      }
      this.show(run || empty, { ...how, notice: !run });
    }

    /**
     * Asks whether to go on with the answers of that time, and shows none of them.
     * @param {Date} time
     */
    offer(time) {
      Object.assign(this, { steps: [], at: this.graph.start, old: null, whole: true });
      html.removeAttribute("data-emergency");
      this.page.offer(time);
      this.input.begin();
      this.input.painted();
    }

    /**
     * Shows the question or the outcome that a run has come to: `keep` leaves a choice that stands in the form, `moved` takes the
     * reader to the top of the screen, `old` are the answers of which one is changed, `notice` says that others were lost.
     * @param {Run} run
     * @param {{ keep?: boolean, moved?: boolean, old?: Step[] | null, notice?: boolean }} how
     */
    show({ steps, at }, { keep = false, moved = false, old = null, notice = false }) {
      Object.assign(this, { steps, at, old, whole: false, seen: Date.now() });
      const { page } = this;
      const outcome = this.outcome();
      if (!keep) for (const input of page.screen(at).querySelectorAll("input")) input.checked = false;
      page.show(at, outcome ? "outcome" : "question");
      page.piece("back").hidden = history.state === null;
      page.piece("notice").hidden = !notice;
      page.piece("sofar").hidden = !steps.length;
      page.fill(page.root, { count: steps.length });
      html.toggleAttribute("data-emergency", outcome?.level === "emergency");
      if (outcome) guideResult.writeVerdict(this);
      if (moved) page.focusOn(at);
      this.input.begin();
      requestAnimationFrame(() => requestAnimationFrame(() => this.attempt(() => this.painted())));
      setTimeout(() => this.attempt(() => this.finish()), 300); // where frames do not come
    }

    /** What is shown, where that is an outcome. */
    outcome() {
      return /** @type {Graph["outcomes"][string] | undefined} */ (this.graph.outcomes[this.at]);
    }

    painted() {
      this.input.painted();
      this.finish();
    }

    /** Writes what is not on the first screen: once that is painted, or before it is printed. */
    finish() {
      if (this.whole) return;
      this.whole = true;
      this.page.list("sofar", "row", this.steps);
      if (this.outcome()) guideResult.writeRest(this);
    }
  }

  function begin() {
    const root = /** @type {HTMLElement | null} */ (document.querySelector("cf-checker"));
    if (!root || !html.classList.contains("cf-asks")) return;
    try {
      void [guideTree, GuidePage, guideInput, guideResult]; // where one of these scripts did not come, it fails here
      const whole = getComputedStyle(html).getPropertyValue("--cf-whole"); // the last line of the stylesheet
      if (!whole) throw new Error("the stylesheet, which puts the other questions away, is missing or cut off");
      const check = new Check(root);
      check.attempt(() => check.start());
    } catch (error) {
      console.error(error);
      html.classList.remove("cf-asks");
    }
  }

  if (!html.classList.contains("no-js")) begin();
  else document.querySelector("script[async]")?.addEventListener("load", begin); // theme.js is on its way
})();
