/**
 * What a result says about the reader's own answers: the verdict's part at once, the rest once the verdict is painted.
 *
 * @typedef {InstanceType<typeof GuidePage>} Page
 * @typedef {{ page: Page, graph: Graph, steps: readonly Step[], at: string }} Result  `at` is the outcome of the steps
 */
const guideResult = (function () {
  "use strict";

  let calendar = "";
  const NEAREST = 5; // turns that stand open, nearest to the result

  /** @param {Result} result */
  function writeVerdict({ page, graph, steps, at }) {
    const screen = page.screen(at);
    const last = steps[steps.length - 1];
    screen.removeAttribute("data-whole");
    page.put(screen, "ladder", page.one("ladder", graph.outcomes[at].level)?.cloneNode(true));
    page.put(screen, "said");
    page.fill(page.piece("said"), { answer: page.words(...last) });
    page.piece("said").querySelector("button")?.setAttribute("data-question", last[0]);
    const day = dayAgain(graph, at);
    if (!day) return;
    page.put(screen, "day");
    page.fill(page.piece("day"), { day: page.inWords(day) });
  }

  /** @param {Result} result */
  function writeRest(result) {
    const { page, graph, steps, at } = result;
    const screen = page.screen(at);
    screen.setAttribute("data-whole", ""); // guide.css: what follows the verdict is shown, too
    offerCalendar(result, screen);
    const { steps: decided, denied } = guideTree.decidedBy(graph, steps);
    explain(result, decided, denied);
    page.put(screen, "explained");
    page.put(screen, "keep");
    writeHandover(result, decided, denied);
  }

  /**
   * @param {Graph} graph
   * @param {string} outcome
   * @returns {Date | null} when to check again
   */
  function dayAgain(graph, outcome) {
    const { recheck } = graph.outcomes[outcome];
    if (!recheck) return null;
    const day = new Date();
    day.setDate(day.getDate() + recheck);
    return day;
  }

  /**
   * @param {Result} result
   * @param {HTMLElement} screen
   */
  function offerCalendar({ page, graph, at }, screen) {
    const day = dayAgain(graph, at);
    if (!day) return;
    URL.revokeObjectURL(calendar);
    const text = guideTree.writeCalendar(day, new Date(), page.root.dataset.calendar || "");
    calendar = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
    page.piece("calendar").setAttribute("href", calendar);
    page.put(screen, "calendar");
  }

  /**
   * @param {Result} result
   * @param {readonly Step[]} decided
   * @param {readonly string[]} denied
   */
  function explain({ page, graph, steps, at }, decided, denied) {
    const explained = page.piece("explained");
    const { level } = graph.outcomes[at];
    const turns = guideTree.wouldHaveChanged(graph, steps);
    const mildest = level === graph.levels[graph.levels.length - 1];
    const far = Math.max(turns.length - NEAREST, 0);
    const parts = { denied: mildest, decided: !mildest, turns: turns.length > 0, far: far > 0 };
    for (const [name, shown] of Object.entries(parts)) {
      /** @type {HTMLElement} */ (explained.querySelector(`[data-when="${name}"]`)).hidden = !shown;
    }
    page.fill(page.root, { denied: denied.length, turns: turns.length, far });
    page.list("all", "row", steps);
    page.list("decided", "row", decided, (row, step) => row.append(...rulesOf(page, guideTree.statedBy(graph, step, level))));
    const asked = steps.map(([question]) => question);
    const last = [...turns].sort((one, other) => asked.indexOf(other.question) - asked.indexOf(one.question));
    listTurns(page, graph, "near", last.slice(0, NEAREST));
    listTurns(page, graph, "far", last.slice(NEAREST));
  }

  /**
   * Lists turns below their levels, and hides a level that has none.
   * @param {Page} page
   * @param {Graph} graph
   * @param {string} place
   * @param {ReturnType<typeof guideTree.wouldHaveChanged>} turns
   */
  function listTurns(page, graph, place, turns) {
    for (const level of graph.levels) {
      const group = page.one("group", `${place}-${level}`);
      if (!group) continue;
      const here = turns.filter(({ outcome }) => graph.outcomes[outcome].level === level);
      page.list(`${place}-${level}`, "line", here.map(({ question, answer }) => [question, answer]));
      group.hidden = !here.length;
    }
  }

  /**
   * The sources of the rules of these signs, each once: nothing where an answer states none and rests on those of the result.
   * @param {Page} page
   * @param {readonly string[]} signs
   */
  function rulesOf(page, signs) {
    if (!signs.length) return [];
    const rule = document.createElement("dd");
    rule.className = "cf-answers__rule";
    for (const sign of signs) {
      const words = page.one("sign", sign)?.querySelector(".cf-rule");
      if (!rule.childNodes.length) rule.append(words?.firstChild?.cloneNode(true) || "");
      for (const chip of words?.querySelectorAll("a") || []) {
        const known = [...rule.children].some((other) => other.textContent === chip.textContent);
        if (!known) rule.append(chip.cloneNode(true), " ");
      }
    }
    return [rule];
  }

  /**
   * @param {Result} result
   * @param {readonly Step[]} decided
   * @param {readonly string[]} denied
   */
  function writeHandover({ page, graph, steps, at }, decided, denied) {
    const sheet = page.piece("handover");
    const action = page.screen(at).querySelector(".cf-verdict__act")?.textContent || "";
    page.fill(sheet, { today: page.inWords(new Date()), action });
    page.put(sheet, "level", page.tag(graph.outcomes[at].level));
    page.list("sheet", "line", steps, (row, [asked]) => {
      row.classList.toggle("cf-handover__decided", decided.some(([question]) => question === asked));
    });
    const lines = guideTree.worstFirst(graph, denied).map((sign) => {
      const line = document.createElement("li");
      line.textContent = page.one("sign", sign)?.querySelector(".cf-stated")?.textContent || "";
      return line;
    });
    page.one("list", "denied")?.replaceChildren(...lines);
    sheet.hidden = false;
  }

  return Object.freeze({ writeVerdict, writeRest });
})();
