"""The logic in the browser is the twin of that in Python: every path through the tree is replayed in both."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from symptomguide.tree import Graph, Route

from .explain import decided_by, follow, would_have_changed
from .reader import Reader

Visit = Callable[..., Reader]

# Lists of this length go to the browser and back as text: Playwright takes many times as long to pass them as lists.
REPLAY_ALL = """
(paths) => {
  const graph = JSON.parse(document.querySelector("[data-part=graph]").textContent);
  return JSON.parse(paths).map((answers) => {
    const run = guideTree.replay(graph, { tree: graph.version, answers });
    const { steps, denied } = guideTree.decidedBy(graph, run.steps);
    const turns = guideTree.wouldHaveChanged(graph, run.steps);
    return JSON.stringify([run.at, steps, denied, turns.map((turn) => [turn.question, turn.answer, turn.outcome])]);
  });
}
"""
FOLLOW_ALL = """
(given) => {
  const graph = JSON.parse(document.querySelector("[data-part=graph]").textContent);
  return JSON.stringify(JSON.parse(given).map(([steps, question, answer]) => {
    const run = guideTree.change(graph, steps, question, answer);
    return [run.steps, run.at];
  }));
}
"""


def describe(graph: Graph, route: Route) -> str:
    decision = decided_by(graph, route.steps)
    turns = [[turn.question, turn.answer, turn.outcome] for turn in would_have_changed(graph, route.steps)]
    data = [route.outcome, [list(step) for step in decision.steps], list(decision.denied), turns]
    return json.dumps(data, separators=(",", ":"))


def test_every_path_ends_and_is_explained_alike_in_the_browser_and_in_python(
    visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    found = visit().page.evaluate(REPLAY_ALL, json.dumps([route.steps for route in routes]))
    wrong = [route for route, text in zip(routes, found, strict=True) if text != describe(graph, route)]
    assert len(found) == len(routes)
    assert wrong == []


def test_a_changed_answer_leads_alike_in_the_browser_and_in_python(
    visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    changes = [
        (route.steps, question, edge.id)
        for route in routes[:: max(1, len(routes) // 150)]
        for question, _ in route.steps
        for edge in graph.nodes[question].edges
    ]
    found = json.loads(visit().page.evaluate(FOLLOW_ALL, json.dumps(changes)))
    assert [read_run(run) for run in found] == [
        follow(graph, with_change(dict(steps), question, answer)) for steps, question, answer in changes
    ]


def with_change(answers: Mapping[str, str], question: str, answer: str) -> dict[str, str]:
    return {**answers, question: answer}


def read_run(run: Any) -> tuple[tuple[tuple[str, str], ...], str]:
    return tuple((question, answer) for question, answer in run[0]), run[1]


def test_the_logic_cannot_be_replaced(visit: Visit) -> None:
    page = visit().page
    page.evaluate("try { guideTree.replay = 1; globalThis.guideTree = 1; } catch {}")
    assert page.evaluate("typeof guideTree.replay") == "function"
