"""exercise-figure: the figure of an exercise shows what moves.

Each figure has an arrow in one of its pictures. A figure of several pictures says below each what it is, and its last
picture has the arrow: it shows where the movement ends.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..models import Exercise
from ..models.exercises import Figure
from ..problem import Problem
from ..records.library import Library

ID = "exercise-figure"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each figure of an exercise from which one cannot tell what to do."""
    for exercise in library.all(Exercise):
        file = library.files[f"exercises/{exercise.id}"]
        if message := _complain(exercise.figure):
            yield file.problem(file.place(("figure", "poses")), message, ID)
        for index, figure in enumerate(exercise.variants):
            if message := _complain(figure):
                yield file.problem(file.place(("variants", index, "poses")), message, ID)


def _complain(figure: Figure) -> str:
    if not figure.poses[-1].arrows:
        return "the last picture has no arrow; show under 'arrows' what moves and where to"
    if len(figure.poses) > 1 and not all(pose.caption for pose in figure.poses):
        return "one of several pictures has no 'caption'; say below each what it shows"
    return ""
