"""Somebody who answers the check by clicking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from symptomguide.tree import LEVELS, Graph, Route

# Answers many runs in one go by the page's own buttons; [question, answer, what is shown then] for each click.
CLICK_ALL = """
async (runs) => {
  const check = document.querySelector("cf-checker");
  const shown = () => check.at;
  const clicks = [];
  for (const run of runs) {
    for (const [question, answer] of run) {
      if (shown() !== question) return [["stuck at", shown(), question]];
      check.querySelector(`[data-now] [value="${answer}"]`).closest("label").click();
      check.querySelector(".cf-go button").click();
      clicks.push([question, answer, shown()]);
    }
    check.querySelector("[data-act=restart]").click();
    while (shown() !== runs[0][0][0] || history.state) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return clicks;
}
"""
SHOWN = """
() => [...document.querySelectorAll(".cf-screen")].filter((one) => one.checkVisibility())
  .map((one) => one.dataset.question || one.dataset.outcome)
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

    def choose(self, question: str, answer: str) -> None:
        self.page.locator(f'[data-question="{question}"].cf-screen .cf-choice:has([value="{answer}"])').click()

    def go_on(self) -> None:
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
        self.page.locator(f'[data-question="{name}"].cf-screen[data-now], [data-outcome="{name}"][data-now]').wait_for()

    def state(self) -> Any:
        return self.page.evaluate("history.state")


def route_to(routes: list[Route], graph: Graph, level: str, *, shortest: bool = True) -> Route:
    """The shortest or longest path to a level on which the reader is always sure."""
    sure = [
        route
        for route in routes
        if LEVELS[graph.leaves[route.outcome].level] == level and all(answer != "not-sure" for _, answer in route.steps)
    ]
    return (min if shortest else max)(sure, key=lambda route: len(route.steps))


def covering_routes(routes: list[Route]) -> list[Route]:
    """A few paths that together take every answer of the tree."""
    missing = {step for route in routes for step in route.steps}
    chosen = []
    for route in sorted(routes, key=lambda route: len(route.steps)):
        if missing & set(route.steps):
            chosen.append(route)
            missing -= set(route.steps)
    return chosen
