"""Views of charts: numbers turned into lengths and a typical course turned into a curve."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from ..models import Chart
from ..models.charts import Bar, Course, CoursePoint, Moment
from ..models.fields import ChartId
from ..records.library import Library
from .evidence import BackedView, build_backed

BAR_WIDTH = 1000


WIDTH, HEIGHT = 336, 200  # the grid of a course: a step is about a pixel on a phone


LEFT, TOP, BOTTOM = 12, 40, 168  # the frame of its curve; the words stand above and below


class BandView(NamedTuple):
    """A stretch from `x`, `width` long."""

    x: int
    width: int


class BarView(NamedTuple):
    """One number: a bar from `x`, `width` long, on a line 1,000 wide, and the range around its end, if one is known."""

    label: str
    text: str
    x: int
    width: int
    below: bool
    range: BandView | None


class TickView(NamedTuple):
    """Words below the axis; `anchor` keeps the first and the last inside the drawing."""

    x: int
    text: str
    anchor: Literal["start", "middle", "end"]


class CourseView(NamedTuple):
    """A typical course: curve, the area below it, shaded stretches, and the same in words."""

    width: int
    height: int
    top: int
    base: int
    left: int
    across: str
    up: str
    line: str
    area: str
    bands: tuple[BandView, ...]
    ticks: tuple[TickView, ...]
    moments: tuple[Moment, ...]


class ChartView(NamedTuple):
    """A chart, its numbers or words, and what it rests on. `zero` is where bars start."""

    chart: BackedView[Chart]
    bars: tuple[BarView, ...]
    zero: int
    course: CourseView | None


def chart(library: Library, id: ChartId) -> ChartView:
    """One chart with its numbers in a table, its limits and its sources.

    Example: {{ chart("<charts>") }}
    """
    return build_chart(library, library.get(Chart, id))


def build_chart(library: Library, chart: Chart) -> ChartView:
    """The view of a chart."""
    zero = _zero(chart.bars)
    return ChartView(
        chart=build_backed(library, chart)[0],
        bars=tuple(_bar(bar, chart.bars, zero) for bar in chart.bars),
        zero=zero,
        course=_course(chart.course) if chart.course else None,
    )


def build_charts_on(library: Library, kind: str, name: str) -> tuple[ChartView, ...]:
    """The charts that name kind/name as a page to stand on, in order."""
    charts = library.mentioned_by(Chart, kind, name, "shown_on")
    return tuple(build_chart(library, chart) for chart in sorted(charts, key=lambda chart: (chart.order, chart.id)))


def _span(bars: Sequence[Bar]) -> tuple[int, int]:
    values = [value for bar in bars for value in (bar.value, bar.low, bar.high) if value is not None]
    return min(0, *values), max(0, *values)


def _zero(bars: Sequence[Bar]) -> int:
    if not bars:
        return 0
    low, high = _span(bars)
    return round(BAR_WIDTH * -low / max(1, high - low))


def _bar(bar: Bar, bars: Sequence[Bar], zero: int) -> BarView:
    low, high = _span(bars)

    def long(value: int) -> int:
        return round(BAR_WIDTH * value / max(1, high - low))

    width = long(abs(bar.value))
    start = zero - width if bar.value < 0 else zero
    band = None
    if bar.low is not None and bar.high is not None:
        band = BandView(zero + long(bar.low), long(bar.high - bar.low))
    return BarView(bar.label, bar.text, start, width, bar.value < 0, band)


def _course(course: Course) -> CourseView:
    last = max(point.at for point in course.points) or 1

    def across(at: int) -> int:
        return LEFT + round((WIDTH - 2 * LEFT) * min(at, last) / last)

    line = _curve([(across(point.at), _down(point)) for point in course.points])
    ends = f"L{across(course.points[-1].at)} {BOTTOM}L{across(course.points[0].at)} {BOTTOM}Z"
    return CourseView(
        width=WIDTH,
        height=HEIGHT,
        top=TOP,
        base=BOTTOM,
        left=LEFT,
        across=course.across,
        up=course.up,
        line=line,
        area=line + ends,
        bands=tuple(
            BandView(across(item.start), across(item.end) - across(item.start))
            for item in course.moments
            if item.marked
        ),
        ticks=tuple(TickView(across(tick.at), tick.text, _anchor(tick.at, last)) for tick in course.ticks),
        moments=course.moments,
    )


def _anchor(at: int, last: int) -> Literal["start", "middle", "end"]:
    if at == 0:
        return "start"
    return "end" if at >= last else "middle"


def _down(point: CoursePoint) -> int:
    return BOTTOM - round((BOTTOM - TOP) * point.height / 100)


def _curve(places: Sequence[tuple[int, int]]) -> str:
    """A smooth curve, level at each place, so that it never rises above the highest."""
    drawn = [f"M{places[0][0]} {places[0][1]}"]
    for (x, y), (next_x, next_y) in pairwise(places):
        middle = (x + next_x) // 2
        drawn.append(f"C{middle} {y} {middle} {next_y} {next_x} {next_y}")
    return "".join(drawn)
