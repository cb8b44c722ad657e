"""The model of a chart: a few numbers, or a typical course, drawn when the site is built."""

from typing import Annotated

from pydantic import Field, Strict

from .fields import Advice, Count, Flag, Line, Name, Part, RecordPath, SourceId, Strength

Value = Annotated[int, Strict(), Field(ge=-100_000, le=100_000)]


class Bar(Part):
    """One number of a chart."""

    label: Name
    value: Value = Field(
        description="How long the bar is; below 0 it points to the left. Any unit, the same for all bars."
    )
    low: Value | None = Field(None, description="Where the range begins that most people lie in; with 'high'.")
    high: Value | None = Field(None, description="Where that range ends.")
    text: Name = Field(description="The number as the reader sees it, with its range: '17 days, most 9 to 25'.")


class CoursePoint(Part):
    """One point of a typical course."""

    at: Count
    height: Count = Field(le=100, description="From 0 to 100; only the shape is shown, never the number.")


class Tick(Part):
    """A place on the axis with its words."""

    at: Count
    text: Name = Field(description="Short words below the axis: '24 h'.")


class Moment(Part):
    """A stretch of the course in words; a row of the table below the drawing."""

    start: Count
    end: Count
    label: Name = Field(description="When, for the table: '24 to 72 hours'.")
    text: Line = Field(description="What usually happens then.")
    marked: Flag = Field(False, description="true to shade this stretch of the drawing.")


class Course(Part):
    """A typical course: a shape without measured heights."""

    points: tuple[CoursePoint, ...] = Field(min_length=3)
    moments: tuple[Moment, ...] = Field(min_length=1)
    ticks: tuple[Tick, ...] = Field(min_length=2)
    across: Name = Field(description="What runs from left to right: 'Time since it began'.")
    up: Name = Field(description="What runs from low to high: 'Soreness'.")


class Chart(Advice):
    """A chart with what it rests on. It has bars, or a course where the evidence gives no numbers."""

    title: Name
    order: Count = Field(100, description="Place among charts, smallest first.")
    summary: Line = Field(description="What the reader should see in it.")
    bars: tuple[Bar, ...] = ()
    bars_of: Name | None = Field(None, description="What the bars stand for: 'Kind of tear on the scan'.")
    course: Course | None = None
    limits: Line = Field(description="What it does not show.")
    shown_on: tuple[RecordPath, ...] = Field((), description="Records whose page shows it, as kind/id.")
    strength: Strength
    sources: tuple[SourceId, ...] = Field(min_length=1)
