/**
 * Proves the check on the reader's own device: walks every way through the graph that this page shipped. It shares
 * nothing with the engine or the script of the check, so a fault of theirs is none of its own.
 *
 * A sign is unasked, out (excluded, or a rule that does not apply), absent, unsure or present; present stays.
 *
 * @typedef {{ paths: number, fault: string, way: string[] }} Proof  `fault` is "" where every way is safe
 */
(function () {
  "use strict";
  const [UNASKED, OUT, ABSENT, UNSURE, PRESENT] = [0, 1, 2, 3, 4];
  const SAID = ["was never asked", "", "", "was left not sure", "is there"];

  /** What is wrong with ending in `outcome`, or "". Levels are ranked from 0, the worst; signs below rank 2 are danger. */
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

  /** The states after an answer; a text where it takes back what was said. */
  function step(graph, question, [id, , present, absent, unsure], states) {
    const next = { ...states };
    for (const sign of graph.excluded[`${question}/${id}`] || []) if (next[sign] === UNASKED) next[sign] = OUT;
    for (const sign of graph.opened[`${question}/${id}`] || []) if (next[sign] === OUT) next[sign] = UNASKED;
    for (const [signs, state] of [[absent, ABSENT], [unsure, UNSURE], [present, PRESENT]]) {
      for (const sign of signs) {
        if (states[sign] === PRESENT && state !== PRESENT) return `“${sign}” was there, and is taken back`;
        if (states[sign] === UNSURE && state === ABSENT && !graph.checks[question]) return `“${sign}” is ruled out unseen`;
        next[sign] = state;
      }
    }
    return next;
  }

  /** @returns {Proof} */
  function prove(graph) {
    const first = {};
    for (const sign of Object.keys(graph.signs)) first[sign] = graph.waiting.includes(sign) ? OUT : UNASKED;
    const stack = [{ at: graph.start, states: first, way: [] }];
    let paths = 0;
    while (stack.length) {
      const { at, states, way } = stack.pop();
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

  const box = typeof document === "object" && document.querySelector("[data-cf-prove]");
  if (box) {
    box.hidden = false;
    box.querySelector("button").addEventListener("click", () => {
      const graph = JSON.parse(box.querySelector("script").textContent);
      const { paths, fault, way } = prove(graph);
      const says = box.querySelector(fault ? "[data-unsafe]" : "[data-safe]");
      says.querySelector("b").textContent = fault ? `${way.join(", ")}: ${fault}` : paths.toLocaleString();
      for (const text of box.querySelectorAll("[data-safe], [data-unsafe]")) text.hidden = text !== says;
    });
  }
  Object.defineProperty(globalThis, "guideProof", { value: prove });
})();
