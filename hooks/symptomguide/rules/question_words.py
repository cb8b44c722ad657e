"""What the rules about the words of the check share: each text of each question, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..models.tree import Answer, Question
from ..problem import Problem
from ..records.library import Library
from ..records.tree import Spot


class Wording(NamedTuple):
    """A text of a question, and where it stands below it; `answer` is None where it is no answer."""

    question: Question
    spot: Spot
    keys: tuple[str | int, ...]
    text: str
    answer: Answer | None = None

    def problem(self, message: str, rule: str) -> Problem:
        """A problem at this text."""
        return self.spot.problem(message, rule, *self.keys)


def find_wordings(library: Library) -> Iterator[Wording]:
    """What readers of the check read at each question, in the order of the files: ask, lines below it, answers."""
    if library.tree is not None:
        for question in library.tree.questions.values():
            yield from _wordings(question, library.tree.spot("questions", question.id))


def _wordings(question: Question, spot: Spot) -> Iterator[Wording]:
    yield Wording(question, spot, ("ask",), question.ask)
    if question.hint:
        yield Wording(question, spot, ("hint",), question.hint)
    for field, lines in (("about", question.about), ("not_this", question.not_this)):
        yield from (Wording(question, spot, (field, index), line) for index, line in enumerate(lines))
    for index, answer in enumerate(question.answers):
        yield Wording(question, spot, ("answers", index, "text"), answer.text, answer)
