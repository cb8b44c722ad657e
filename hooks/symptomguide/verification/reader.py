"""Somebody who answers the check by clicking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from symptomguide.tree import LEVELS, Graph, Route

SCRIPTS = ("checker-tree", "checker-input", "checker-page", "checker-result", "checker")
"""The scripts of the check, in their order."""

# Answers in turn by the page's own buttons, and goes back to where the next answer is given; [question, answer, what is
# shown then] for each click.
CLICK_ALL = """
async (clicks) => {
  const check = document.querySelector("cf-checker");
  const answered = () => history.state?.answers.length || 0;
  const at = () => {
    const { question, outcome } = check.querySelector("[data-now]").dataset;
    return question || outcome;
  };
  const found = [];
  for (const [before, question, answer] of clicks) {
    if (answered() > before) {
      const there = new Promise((resolve) => addEventListener("popstate", resolve, { once: true }));
      history.go(before - answered());
      await there;
    }
    if (at() !== question) return [["stuck at", at(), question]];
    check.querySelector(`[data-now] [value="${answer}"]`).closest("label").click();
    check.querySelector(".cf-go button").click();
    found.push([question, answer, at()]);
  }
  return found;
}
"""
# Answers along each way, and goes back to its start; [what is shown, its words] at the end of each.
WALK_ALL = """
async (ways) => {
  const found = [];
  for (const way of ways) {
    for (const [, answer] of way) {
      document.querySelector(`[data-now] [value="${answer}"]`).closest("label").click();
      document.querySelector(".cf-go button").click();
    }
    while (!document.querySelector("[data-now][data-whole]")) await new Promise((next) => setTimeout(next, 10));
    const end = document.querySelector("[data-now]");
    found.push([end.dataset.outcome, end.innerText]);
    const there = new Promise((resolve) => addEventListener("popstate", resolve, { once: true }));
    history.go(-way.length);
    await there;
  }
  return found;
}
"""
WHOLE = "cf-checker:not([data-on=outcome]), cf-checker:has([data-now][data-whole])"
"""The check with a question, or with a result that has all its parts."""
SHOWN = """
() => [...document.querySelectorAll(".cf-screen")].filter((one) => one.checkVisibility())
  .map((one) => one.dataset.question || one.dataset.outcome)
"""

# {id: the links of its answers} of every question and outcome whose heading can be seen.
READ_FORM = """
() => Object.fromEntries([...document.querySelectorAll(".cf-screen")]
  .filter((screen) => screen.querySelector("h2").checkVisibility({ visibilityProperty: true }))
  .map((screen) => [screen.id, [...screen.querySelectorAll(".cf-choice__text")]
    .filter((link) => link.checkVisibility({ visibilityProperty: true }))
    .map((link) => link.getAttribute("href"))]))
"""


@dataclass(frozen=True)
class Reader:
    """A reader of one page."""

    page: Page

    def answer(self, steps: Iterable[tuple[str, str]]) -> None:
        """Answers questions in turn."""
        for question, answer in steps:
            self.choose(question, answer)
            self.go_on()
        self.page.locator(WHOLE).wait_for()

    def look_around(self) -> None:
        """Moves the pointer, as somebody does who has seen the page: what comes next is meant."""
        self.page.mouse.move(3, 3)
        self.page.mouse.move(40, 40)

    def choose(self, question: str, answer: str) -> None:
        """Marks an answer without going on."""
        self.page.locator(f'[data-question="{question}"].cf-screen .cf-choice:has([value="{answer}"])').click()

    def go_on(self) -> None:
        """Presses the button below the answers."""
        self.page.click(".cf-go button")

    def act(self, name: str) -> None:
        """Presses Back, Start again or Leave."""
        self.page.click(f"[data-act={name}]:visible >> nth=0")

    def change(self, question: str) -> None:
        """Presses Change beside the first answer to a question that can be seen."""
        self.page.click(f'[data-act=change][data-question="{question}"]:visible >> nth=0')

    def shown(self) -> list[str]:
        """The questions and outcomes that can be seen."""
        found: list[str] = self.page.evaluate(SHOWN)
        return found

    def wait_for(self, name: str) -> None:
        """Waits until a question or an outcome is the one that is shown."""
        self.page.locator(f'[data-question="{name}"].cf-screen[data-now], [data-outcome="{name}"][data-now]').wait_for()

    def state(self) -> Any:
        """What the history of the browser keeps of the answers; None where there is nothing."""
        return self.page.evaluate("history.state")


def lead_on(page: Page, graph: Graph) -> None:
    """The whole linked form stands: all questions and outcomes can be seen, each answer links to what comes next.

    A page whose first script does not come is held for a second; that second is over here.
    """
    questions = {
        f"q-{node.id}": [f"#{'q' if edge.to in graph.nodes else 'o'}-{edge.to}" for edge in node.edges]
        for node in graph.nodes.values()
    }
    page.evaluate("() => { for (const hold of document.getAnimations()) hold.finish(); }")
    assert page.evaluate(READ_FORM) == questions | {f"o-{name}": [] for name in graph.leaves}


def first_step(graph: Graph) -> tuple[str, str]:
    """An answer to the first question that leads to another one."""
    edge = next(edge for edge in graph.nodes[graph.start].edges if edge.to in graph.nodes)
    return graph.start, edge.id


def second(graph: Graph) -> str:
    """The question that this answer leads to."""
    question, answer = first_step(graph)
    return graph.nodes[question].edge(answer).to


def route_to(routes: list[Route], graph: Graph, level: str, *, shortest: bool = True) -> Route:
    """The shortest or longest path to a level on which the reader is always sure."""
    sure = [
        route
        for route in routes
        if LEVELS[graph.leaves[route.outcome].level] == level and all(answer != "not-sure" for _, answer in route.steps)
    ]
    return (min if shortest else max)(sure, key=lambda route: len(route.steps))


def every_answer(graph: Graph) -> list[tuple[int, str, str]]:
    """(number of answers before it, question, answer) of every answer, in an order that only goes on or back."""
    found, met = [], {graph.start}

    def ask(question: str, before: int) -> None:
        met.add(question)
        for edge in graph.nodes[question].edges:
            found.append((before, question, edge.id))
            if edge.to in graph.nodes and edge.to not in met:
                ask(edge.to, before + 1)

    ask(graph.start, 0)
    return found
