"""check-too-long: the check can be read to its end.

A reader without a danger sign reads at most 800 words in at most 11 questions, on the median way to the mildest level:
what each question asks, the lines below it, and all its answers. A longer check is skimmed, and then signs are missed.
`symptomguide tree` prints both numbers.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..problem import Problem
from ..records.library import Library
from ..tree import build_library_graph, measure_effort

ID = "check-too-long"

MOST_WORDS, MOST_QUESTIONS = 800, 11


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem where the median way to the mildest level has more words, or more questions."""
    if library.tree is None:
        return
    graph = build_library_graph(library.tree, library)
    if graph.cycle:
        return
    effort, spot = measure_effort(library.tree, graph), library.tree.spot("questions", library.tree.start)
    for found, most, what in (
        (effort.words, MOST_WORDS, "words"),
        (effort.questions, MOST_QUESTIONS, "questions"),
    ):
        if found > most:
            message = (
                f"the median way to the mildest level has {found} {what}; at most {most} are read to the end, "
                "so shorten answers, or ask lists of one level together"
            )
            yield spot.problem(message, ID, "ask")
