"""What stands on each sheet: the questions of one stage in their order, their answers, and where those lead.

A stage that is too much for one sheet goes on on the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..models import Story
from ..records.tree import Tree
from ..text import plain
from ..tree.graph import Graph
from ..tree.stories import map_walks
from .measure import ASK_WIDTH, END_WIDTH, GAP, HEIGHT, LINE, MARK, PAD, SAID_WIDTH, SIZE, SMALL, wrap

MOST_BOXES = 40
"""Boxes on a sheet: its questions, and for each the places that its answers lead to."""
MOST_HEIGHT = HEIGHT - 90
"""How high the questions of a sheet may stand on one another, so that title and foot still fit."""


class Choice(NamedTuple):
    """An answer: its words, the number of stories that walk it, and what changed about it, or ""."""

    id: str
    text: str
    stories: int
    note: str = ""


class Way(NamedTuple):
    """The answers of a question that lead to the same place: a result with its `level`, or a question by its `number`.

    `note` says what changed about the result, or "".
    """

    to: str
    title: str
    level: str
    number: int
    choices: tuple[Choice, ...]
    note: str = ""

    @property
    def said(self) -> tuple[tuple[str, bool], ...]:
        """The lines of the answers, each with whether it changed; one that no story walks says so."""
        found = list[tuple[str, bool]]()
        for choice in self.choices:
            notes = filter(None, (choice.note, "" if choice.stories else "no story"))
            text = f"• {choice.text}" + "".join(f" [{note}]" for note in notes)
            found += [(line, bool(choice.note)) for line in wrap(text, SAID_WIDTH, SIZE, bold=bool(choice.note))]
        return tuple(found)

    @property
    def name(self) -> tuple[str, ...]:
        """The lines of the name of the result, or of the question that comes next."""
        if self.level:
            return wrap(self.to, END_WIDTH - 2 * PAD - MARK, SMALL)
        first, *rest = wrap(f"→ {self.number}. {self.title}", END_WIDTH - 3 * PAD, SIZE, bold=True)
        return (first, *(f"{line}…" if len(rest) > 1 else line for line in rest[:1]))

    @property
    def height(self) -> int:
        """How high it stands on a sheet."""
        return max(len(self.said), len(self.name) + bool(self.level)) * LINE + 2 * PAD

    @property
    def changed(self) -> bool:
        """Whether one of these answers, or the result, differs from the earlier state."""
        return bool(self.note) or any(choice.note for choice in self.choices)


class Step(NamedTuple):
    """A question with its number in the order of asking, and where its answers lead."""

    id: str
    number: int
    ask: str
    ways: tuple[Way, ...]
    note: str = ""

    @property
    def boxes(self) -> int:
        """The boxes that it takes: its own, and one for each way."""
        return 1 + len(self.ways)

    @property
    def asked(self) -> tuple[str, ...]:
        """The lines of the question."""
        return wrap(f"{self.number}. {self.ask}", ASK_WIDTH - 2 * PAD, SIZE, bold=True)

    @property
    def name(self) -> tuple[str, ...]:
        """The lines of its name, and of what changed about it."""
        return wrap(f"{self.id} [{self.note}]" if self.note else self.id, ASK_WIDTH - 2 * PAD, SMALL)

    @property
    def height(self) -> int:
        """How high it stands on a sheet, with what stays free below it."""
        own = (len(self.asked) + len(self.name)) * LINE + 2 * PAD
        return max(own, sum(way.height + GAP for way in self.ways) - GAP) + 2 * GAP


class Sheet(NamedTuple):
    """One sheet: its stage, which part of how many of the stage it is, and its questions."""

    stage: str
    part: int
    parts: int
    steps: tuple[Step, ...]

    @property
    def title(self) -> str:
        """The stage, with the part where there are several."""
        return f"{self.stage} ({self.part} of {self.parts})" if self.parts > 1 else self.stage

    @property
    def boxes(self) -> int:
        """The number of boxes on it."""
        return sum(step.boxes for step in self.steps)

    @property
    def changed(self) -> bool:
        """Whether anything on it differs from the earlier state."""
        return any(step.note or any(way.changed for way in step.ways) for step in self.steps)


def plan_sheets(
    tree: Tree, graph: Graph, stories: Iterable[Story], before: Mapping[str, str] | None = None
) -> tuple[Sheet, ...]:
    """The sheets of a tree without cycles, in the order of its files.

    `before` holds the lines of the accepted table that differ, by their name, as they were; "" for a new one.
    """
    steps = _list_steps(tree, graph, stories, before or {})
    sheets = list[Sheet]()
    for name, record in tree.records.items():
        asked = sorted((steps[one.id] for one in record.questions if one.id in steps), key=lambda step: step.number)
        parts = list(_divide(asked))
        stage = record.stage or name
        sheets += [Sheet(stage, number, len(parts), part) for number, part in enumerate(parts, 1)]
    return tuple(sheets)


def _divide(steps: list[Step]) -> Iterator[tuple[Step, ...]]:
    part = list[Step]()
    for step in steps:
        boxes, height = (sum(getattr(one, name) for one in (*part, step)) for name in ("boxes", "height"))
        if part and (boxes > MOST_BOXES or height > MOST_HEIGHT):
            yield tuple(part)
            part = []
        part.append(step)
    if part:
        yield tuple(part)


def _list_steps(tree: Tree, graph: Graph, stories: Iterable[Story], before: Mapping[str, str]) -> dict[str, Step]:
    walks = map_walks(graph, stories)
    number = {name: place for place, name in enumerate(graph.order, 1)}

    def choose(question: str, answer: str, text: str, to: str) -> Choice:
        note = _tell_answer(before.get(f"answer {question}/{answer}"), to)
        return Choice(answer, plain(text), len(walks[question, answer]), note)

    steps = {}
    for name in graph.order:
        ways: dict[str, list[Choice]] = {}
        for answer in tree.questions[name].answers:
            ways.setdefault(answer.to, []).append(choose(name, answer.id, answer.text, answer.to))
        steps[name] = Step(
            name, number[name], plain(tree.questions[name].ask),
            tuple(_make_way(tree, number, to, choices, before) for to, choices in ways.items()),
            _tell(before.get(f"question {name}")),
        )  # fmt: skip
    return steps


def _make_way(tree: Tree, number: Mapping[str, int], to: str, choices: list[Choice], before: Mapping[str, str]) -> Way:
    outcome = tree.outcomes.get(to)
    if outcome is None:
        return Way(to, plain(tree.questions[to].ask), "", number[to], tuple(choices))
    was = before.get(f"outcome {to}")
    note = _tell(was, "" if was and was.split()[0] == outcome.urgency else f"was {was.split()[0]}" if was else "")
    return Way(to, plain(outcome.action), outcome.urgency, 0, tuple(choices), note)


def _tell(before: str | None, was: str = "") -> str:
    """What changed about a line of the accepted table that was `before`: None for no change, "" for a new line."""
    return "" if before is None else was or ("changed" if before else "new")


def _tell_answer(before: str | None, to: str) -> str:
    target = before.split()[1] if before else ""
    return _tell(before, f"led to {target}" if target not in ("", to) else "")
