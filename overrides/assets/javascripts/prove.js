/**
 * Proves the check on the reader's own device: walks every way through the graph that this page shipped. It shares
 * nothing with the engine or the script of the check, so a fault of theirs is none of its own. Present stays present.
 *
 * @typedef {[id: string, to: string, present: string[], absent: string[], unsure: string[]]} ProofEdge
 * @typedef {{ level: string, seen: string[] }} ProofOutcome
 * @typedef {Record<string, string[]>} Lists
 * @typedef {{ start: string, levels: string[], signs: Record<string, string>, waiting: string[], checks: Lists,
 *   excluded: Lists, opened: Lists, questions: Record<string, ProofEdge[]>, outcomes: Record<string, ProofOutcome> }} ProofGraph
 * @typedef {Record<string, number>} States  of each sign
 * @typedef {{ paths: number, fault: string, way: string[] }} Proof  `fault` is "" where every way is safe
 */
const guideProof = (function () {
  "use strict";
  const [UNASKED, OUT, ABSENT, UNSURE, PRESENT] = [0, 1, 2, 3, 4];
  const SAID = ["was never asked", "", "", "was left not sure", "is there"];
  /** What is wrong with ending there, or "". Danger signs rank below 2. @type {(graph: ProofGraph, outcome: ProofOutcome, states: States) => string} */
  function judge(graph, outcome, states) {
    const rank = graph.levels.indexOf(outcome.level);
    for (const sign of Object.keys(graph.signs)) {
      const state = states[sign];
      const floor = graph.levels.indexOf(graph.signs[sign]);
      if (state === OUT || state === ABSENT || rank <= floor) continue;
      if (floor > 1 && state === UNSURE && outcome.seen.includes(sign)) continue;
      return `“${sign}” (${graph.signs[sign]}) ${SAID[state]}, but the result is ${outcome.level}`;
    }
    return "";
  }
  /** The states after an answer; a text where it takes back what was said. @type {(graph: ProofGraph, question: string, answer: ProofEdge, states: States) => States | string} */
  function step(graph, question, [id, , present, absent, unsure], states) {
    const next = { ...states };
    for (const sign of graph.excluded[`${question}/${id}`] || []) if (next[sign] === UNASKED) next[sign] = OUT;
    for (const sign of graph.opened[`${question}/${id}`] || []) if (next[sign] === OUT) next[sign] = UNASKED;
    for (const [signs, state] of /** @type {[string[], number][]} */ ([[absent, ABSENT], [unsure, UNSURE], [present, PRESENT]])) {
      for (const sign of signs) {
        if (states[sign] === PRESENT && state !== PRESENT) return `“${sign}” was there, and is taken back`;
        if (states[sign] === UNSURE && state === ABSENT && !graph.checks[question]) return `“${sign}” is ruled out unseen`;
        next[sign] = state;
      }
    }
    return next;
  }
  /** @type {(graph: ProofGraph) => Proof} */
  function prove(graph) {
    const first = /** @type {States} */ ({});
    for (const sign of Object.keys(graph.signs)) first[sign] = graph.waiting.includes(sign) ? OUT : UNASKED;
    const stack = [{ at: graph.start, states: first, way: /** @type {string[]} */ ([]) }];
    let paths = 0;
    for (let place = stack.pop(); place; place = stack.pop()) {
      const { at, states, way } = place;
      const outcome = graph.outcomes[at];
      const answers = outcome ? [] : graph.questions[at] || [];
      paths += outcome ? 1 : 0;
      const endless = !outcome && (!answers.length || way.some((said) => said.startsWith(`${at}: `)));
      const fault = outcome ? judge(graph, outcome, states) : endless ? "this way never ends" : "";
      if (fault) return { paths, fault, way };
      for (const answer of answers) {
        const after = step(graph, at, answer, states);
        const longer = [...way, `${at}: ${answer[0]}`];
        if (typeof after === "string") return { paths, fault: after, way: longer };
        stack.push({ at: answer[1], states: after, way: longer });
      }
    }
    return { paths, fault: "", way: [] };
  }
  /** @type {(box: HTMLElement) => void} */
  function offer(box) {
    const texts = box.querySelectorAll(/** @type {"p"} */ ("[data-safe], [data-unsafe]"));
    box.hidden = false;
    box.querySelector("button")?.addEventListener("click", () => {
      const { paths, fault, way } = prove(JSON.parse(box.querySelector("script")?.textContent || ""));
      for (const text of texts) text.hidden = text.matches("[data-safe]") === Boolean(fault);
      const told = box.querySelector(fault ? "[data-unsafe] b" : "[data-safe] b");
      if (told) told.textContent = fault ? `${way.join(", ")}: ${fault}` : paths.toLocaleString();
    });
  }
  const box = typeof document === "object" && document.querySelector(/** @type {"div"} */ ("[data-cf-prove]"));
  if (box) offer(box);
  return prove;
})();
