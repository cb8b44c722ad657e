"""chart-content: a chart shows bars or a course, and a course runs forward.

A chart has `bars` with `bars_of`, or a `course`, never both. The range of a bar, from `low` to `high`, holds its value.
The points and the moments of a course stand in order, and `shown_on` names records that have a page.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..addresses import PAGE_KINDS
from ..models import Chart
from ..problem import Problem
from ..records.library import Library

ID = "chart-content"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each chart that cannot be drawn as it stands."""
    for chart in library.all(Chart):
        source = library.files[f"charts/{chart.id}"]
        for field, message in _complaints(chart):
            yield source.problem(source.key_place((field,)), message, ID)


def _complaints(chart: Chart) -> Iterator[tuple[str, str]]:
    if bool(chart.bars) == bool(chart.course):
        yield "title", "a chart has either 'bars' or a 'course'; write one of them"
    if chart.bars and not chart.bars_of:
        yield "bars", "'bars' needs 'bars_of'; say what the bars stand for"
    for bar in chart.bars:
        if (bar.low is None) != (bar.high is None):
            yield "bars", f"'{bar.label}' has one end of its range; write both 'low' and 'high', or neither"
        elif bar.low is not None and bar.high is not None and not bar.low <= bar.value <= bar.high:
            yield "bars", f"the value of '{bar.label}' lies outside its range; correct 'low' or 'high'"
    if chart.course:
        at = [point.at for point in chart.course.points]
        if at != sorted(set(at)):
            yield "course", "the points of a course go forward; put the smallest 'at' first and each one once"
        if any(moment.end <= moment.start for moment in chart.course.moments):
            yield "course", "a moment of a course ends after it starts; correct 'start' or 'end'"
    for path in chart.shown_on:
        if path.split("/")[0] not in PAGE_KINDS:
            yield "shown_on", f"'{path}' has no page of its own; name one of {', '.join(PAGE_KINDS)}"
