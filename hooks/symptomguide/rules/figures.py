"""figure-labels: the labels of a figure can be told apart and pressed.

Every part of a figure has an id of its own. Its label lies inside the figure, and the boxes around two
labels, large enough for a finger, do not overlap. The dot and the label lie inside the grid, and `left`
is smaller than `right`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import combinations

from ..models import BodyFigure
from ..models.figures import Box, Region, label_box
from ..problem import Problem
from ..records.library import Library

ID = "figure-labels"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each part whose id, place or label collides."""
    for figure in library.all(BodyFigure):
        source = library.files[f"figures/{figure.id}"]
        if not figure.left < figure.right <= figure.width:
            yield source.problem(
                source.place(("left",)), f"'left' is smaller than 'right', and 'right' at most {figure.width}", ID
            )
        for index, message in _complaints(figure):
            yield source.problem(source.place(("regions", index, "label")), message, ID)


def _complaints(figure: BodyFigure) -> Iterator[tuple[int, str]]:
    for index, region in enumerate(figure.regions):
        if not _inside(figure, region):
            yield (
                index,
                f"'{region.id}' lies outside the grid of {figure.width} by {figure.height}; move its label or dot",
            )
    for (_, first), (index, second) in combinations(enumerate(figure.regions), 2):
        if first.id == second.id:
            yield index, f"two parts have the id '{second.id}'; give one another"
        elif _overlap(label_box(figure, first), label_box(figure, second)):
            yield index, f"the label of '{second.id}' lies on that of '{first.id}'; move one up or down"


def _inside(figure: BodyFigure, region: Region) -> bool:
    points = (region.dot, region.label)
    return all(point.x <= figure.width and point.y <= figure.height for point in points)


def _overlap(one: Box, two: Box) -> bool:
    return (
        one.x < two.x + two.width
        and two.x < one.x + one.width
        and one.y < two.y + two.height
        and two.y < one.y + one.height
    )
