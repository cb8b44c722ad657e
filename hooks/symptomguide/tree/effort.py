"""What the check asks of a reader: questions and words on the way to the mildest level, and how long that takes."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from ..models.tree import Question
from ..reading import count_words
from ..records.tree import Tree
from .graph import LEVELS, SELF_CARE, Graph
from .paths import lengths_by_level, median_length

WORDS_A_MINUTE = 200
"""Adults read some 240 words of easy text a minute in silence; less, since each question also asks for a choice."""


class Effort(NamedTuple):
    """Medians over the paths to the mildest level without a danger sign that is not sure; `minutes` is rounded up."""

    questions: int
    words: int

    @property
    def minutes(self) -> int:
        """Whole minutes, one at least."""
        return max(1, ceil(self.words / WORDS_A_MINUTE))


def measure_effort(tree: Tree, graph: Graph) -> Effort:
    """What a reader reads who has no danger sign. Expects a graph without cycles."""
    weights = {name: count_question(tree.questions[name]) for name in graph.order}
    level = LEVELS[SELF_CARE]
    questions, words = (lengths_by_level(graph, unsure=False, weights=each)[level] for each in (None, weights))
    return Effort(median_length(questions) or 0, median_length(words) or 0)


def count_question(question: Question) -> int:
    """The words of a question that stand open on its screen: what it asks, the lines below it, and all answers."""
    open_texts = (question.ask, question.hint or "", *question.about, *question.not_this)
    return sum(map(count_words, (*open_texts, *(answer.text for answer in question.answers))))
