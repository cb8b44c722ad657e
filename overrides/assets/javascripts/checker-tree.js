/**
 * The logic of the check, without a page: the twin of hooks/symptomguide/tree/explain.py, held equal to it by a test that
 * replays every path in both. It knows ids, edges and levels only.
 *
 * @typedef {[id: string, to: string, present: string[], absent: string[], unknown: string[]]} Edge
 * @typedef {{
 *   version: string,
 *   start: string,
 *   levels: string[],
 *   signs: Record<string, string>,
 *   rules: string[],
 *   questions: Record<string, Edge[]>,
 *   outcomes: Record<string, { level: string, recheck: number | null }>,
 * }} Graph  `levels` are the worst first
 * @typedef {[question: string, answer: string]} Step
 * @typedef {{ steps: Step[], at: string }} Run  `at` is an outcome, or the question that waits for an answer
 * @typedef {{ steps: Step[], denied: string[] }} Decision
 * @typedef {{ question: string, answer: string, outcome: string }} Turn
 */
const guideTree = (function () {
  "use strict";

  /**
   * @param {object} record
   * @param {string} name
   */
  const holds = (record, name) => Object.prototype.hasOwnProperty.call(record, name);

  /**
   * @param {Graph} graph
   * @param {string} question
   * @param {string} answer
   * @returns {Edge | undefined}
   */
  function edgeOf(graph, question, answer) {
    if (!holds(graph.questions, question)) return undefined;
    return graph.questions[question].find(([id]) => id === answer);
  }

  /**
   * The answers used from the first question on, and where that stops.
   * @param {Graph} graph
   * @param {readonly Step[]} answers
   * @returns {Run}
   */
  function follow(graph, answers) {
    const given = new Map(answers);
    /** @type {Step[]} */
    const steps = [];
    let at = graph.start;
    for (;;) {
      const answer = given.get(at);
      const edge = answer === undefined ? undefined : edgeOf(graph, at, answer);
      if (!edge) return { steps, at };
      steps.push([at, edge[0]]);
      at = edge[1];
    }
  }

  /**
   * What a saved state stands for; null unless each of its answers follows from the one before, on this very tree.
   * @param {Graph} graph
   * @param {unknown} state
   * @returns {Run | null}
   */
  function replay(graph, state) {
    const saved = /** @type {{ tree?: unknown, answers?: unknown } | null} */ (state);
    if (typeof saved !== "object" || saved === null || saved.tree !== graph.version) return null;
    if (!Array.isArray(saved.answers)) return null;
    let at = graph.start;
    for (const step of saved.answers) {
      if (!Array.isArray(step) || step.length !== 2 || step[0] !== at || typeof step[1] !== "string") return null;
      const edge = edgeOf(graph, at, step[1]);
      if (!edge) return null;
      at = edge[1];
    }
    return { steps: saved.answers.map(([question, answer]) => [question, answer]), at };
  }

  /**
   * The old answers with one of them changed: those off the new path are dropped, a question without an answer stops it.
   * @param {Graph} graph
   * @param {readonly Step[]} steps
   * @param {string} question
   * @param {string} answer
   * @returns {Run}
   */
  function change(graph, steps, question, answer) {
    return follow(graph, [...steps, [question, answer]]);
  }

  /**
   * Whether a question tells patterns apart: at least two of its answers name no sign as present or not sure.
   * @param {Edge[]} edges
   */
  function isPattern(edges) {
    return edges.filter(([, , present, , unknown]) => !present.length && !unknown.length).length > 1;
  }

  /**
   * The answers that state a sign at the level of the outcome, and the last answer; `denied` are the danger signs that the
   * reader said no to. For the mildest level: the answers about the pattern.
   * @param {Graph} graph
   * @param {readonly Step[]} steps that end in an outcome
   * @returns {Decision}
   */
  function decidedBy(graph, steps) {
    const edges = steps.map(([question, answer]) => /** @type {Edge} */ (edgeOf(graph, question, answer)));
    const last = steps[steps.length - 1];
    const { level } = graph.outcomes[edges[edges.length - 1][1]];
    const absent = new Set(edges.flatMap((edge) => edge[3]));
    const danger = (/** @type {string} */ sign) => graph.levels.indexOf(graph.signs[sign]) < 2;
    const counts = (/** @type {Edge} */ [, , present, , unknown]) =>
      present.some((sign) => graph.signs[sign] === level) ||
      unknown.some((sign) => graph.signs[sign] === level && danger(sign) && !absent.has(sign));
    const mildest = level === graph.levels[graph.levels.length - 1];
    const chosen = steps.filter(([question], index) =>
      mildest ? isPattern(graph.questions[question]) : counts(edges[index]),
    );
    return {
      steps: chosen.includes(last) ? chosen : [...chosen, last],
      denied: Object.keys(graph.signs).filter(
        (sign) => absent.has(sign) && danger(sign) && !graph.rules.includes(sign),
      ),
    };
  }

  /**
   * The answers on the path, not chosen, that lead straight to a more urgent outcome, the most urgent first.
   * @param {Graph} graph
   * @param {readonly Step[]} steps that end in an outcome
   * @returns {Turn[]}
   */
  function wouldHaveChanged(graph, steps) {
    const rank = (/** @type {string} */ id) =>
      holds(graph.outcomes, id) ? graph.levels.indexOf(graph.outcomes[id].level) : Infinity;
    const [question, answer] = steps[steps.length - 1];
    const reached = rank(/** @type {Edge} */ (edgeOf(graph, question, answer))[1]);
    return steps
      .flatMap(([asked, given]) =>
        graph.questions[asked]
          .filter(([id, to]) => id !== given && rank(to) < reached)
          .map(([id, to]) => ({ question: asked, answer: id, outcome: to })),
      )
      .sort((one, other) => rank(one.outcome) - rank(other.outcome));
  }

  /**
   * The signs of that level which an answer states as present or not sure.
   * @param {Graph} graph
   * @param {Step} step
   * @param {string} level
   */
  function statedBy(graph, [question, answer], level) {
    const [, , present, , unknown] = /** @type {Edge} */ (edgeOf(graph, question, answer));
    return [...present, ...unknown].filter((sign) => graph.signs[sign] === level);
  }

  /**
   * @param {Graph} graph
   * @param {readonly string[]} signs
   */
  function worstFirst(graph, signs) {
    const rank = (/** @type {string} */ sign) => graph.levels.indexOf(graph.signs[sign]);
    return [...signs].sort((one, other) => rank(one) - rank(other));
  }

  /**
   * A calendar file with one entry of a whole day and a reminder at nine.
   * @param {Date} day
   * @param {Date} now
   * @param {string} words
   */
  function writeCalendar(day, now, words) {
    const inDigits = (/** @type {Date} */ date) =>
      [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("");
    const next = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1);
    const text = words.replace(/[\\;,]/g, "\\$&");
    const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//guide//check again//EN", "BEGIN:VEVENT"];
    lines.push(`UID:${stamp}-${Math.random().toString(36).slice(2)}`, `DTSTAMP:${stamp}`);
    lines.push(`DTSTART;VALUE=DATE:${inDigits(day)}`, `DTEND;VALUE=DATE:${inDigits(next)}`, `SUMMARY:${text}`);
    lines.push("BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${text}`, "TRIGGER:PT9H", "END:VALARM");
    return [...lines, "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
  }

  return Object.freeze({ follow, replay, change, decidedBy, wouldHaveChanged, statedBy, worstFirst, writeCalendar });
})();
