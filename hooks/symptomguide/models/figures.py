"""The model of a figure: a drawing whose parts lead to records."""

from typing import Annotated, Literal, NamedTuple

from pydantic import Field, Strict

from .fields import Count, Form, Id, Line, Name, Part, Record, RecordPath

DRAWING_PATTERN = r"^M[MLHVCSQTAZmlhvcsqtaz0-9 ,.-]*$"
"""Path data of SVG and nothing else: no sign in it means anything to Markdown, HTML or a template."""

Drawing = Annotated[
    str,
    Strict(),
    Field(pattern=DRAWING_PATTERN, max_length=1600),
    Form("write path data that starts with M: letters of SVG paths, numbers and spaces"),
]
"""A shape as path data of SVG, on the grid of its figure: `M10 10L90 10`."""
Place = Annotated[int, Strict(), Field(ge=0, le=1000)]
"""Whole steps on the grid: across from the left edge, or down from the top."""

LINE_HEIGHT = 18
LETTER = 9  # about the width of a letter of a label, in steps of the grid
HIT = 48  # least width and height of a label's box: 44 pixels on a phone
GAP = 4  # between a label and its leader


class Point(Part):
    """A place on the grid of the figure."""

    x: Place
    y: Place


class Shape(Part):
    """Something drawn that leads nowhere."""

    kind: Literal["skin", "bone", "muscle", "tendon", "line"] = Field(
        description="What it is: its colours follow from it."
    )
    path: Drawing


class Label(Part):
    """The words beside a part, in lines, and where they stand."""

    side: Literal["left", "right"] = Field(
        description="On which side of the drawing; lines on the left end at x, others begin there."
    )
    x: Place
    y: Place = Field(description="The middle of the words, from the top.")
    lines: tuple[Name, ...] = Field(min_length=1, max_length=3)


class Region(Part):
    """A part of the figure that leads to records."""

    id: Id
    name: Name = Field(description="The whole name, for lists and for those who do not see the drawing.")
    to: RecordPath | None = Field(
        None,
        description="What it leads to, as kind/id. None: it is a place, and leads to the causes that hurt there.",
    )
    within: Id | None = Field(
        None,
        description="The larger place of the figure that it is part of: what is urgent there is listed here too.",
    )
    fill: Literal["a", "b", "c", "tendon", "bone", "zone"] = Field(
        description="Colour: a, b, c are shades of muscle; zone is a place that hurts."
    )
    path: Drawing
    tendon: Drawing | None = Field(None, description="Its tendon, in the colour of tendons.")
    fibres: tuple[Drawing, ...] = Field((), description="Fine lines on it.")
    dot: Point = Field(description="Where the line from the label ends, inside the part.")
    label: Label


class BodyFigure(Record):
    """A drawing whose parts are links. It is drawn in the order of the file: what comes later lies on top."""

    title: Name = Field(description="Heading above the figure.")
    order: Count = Field(100, description="Place among figures, smallest first.")
    shows: Name = Field(description="What it shows, for those who do not see it: 'Left arm from behind'.")
    caption: Line
    width: Place = Field(description="Width of the grid. On a phone a step is about one pixel.")
    height: Place
    left: Place = Field(description="Where the drawing without its labels begins, from the left edge.")
    right: Place = Field(description="Where the drawing without its labels ends, from the left edge.")
    under: tuple[Shape, ...] = Field(min_length=1, description="What lies below the parts.")
    regions: tuple[Region, ...] = Field(min_length=1)
    over: tuple[Shape, ...] = Field((), description="What lies above the parts.")


class Box(NamedTuple):
    """A box on the grid: its upper left corner and its size."""

    x: int
    y: int
    width: int
    height: int


def label_box(figure: BodyFigure, region: Region) -> Box:
    """The box around the label of a part, large enough to press and inside the grid."""
    label = region.label
    width = max(HIT, LETTER * max(map(len, label.lines)) + 2 * GAP)
    height = max(HIT, LINE_HEIGHT * len(label.lines) + 2 * GAP)
    x = label.x + GAP - width if label.side == "left" else label.x - GAP
    x = min(max(x, 0), figure.width - width)
    return Box(x, min(max(label.y - height // 2, 0), figure.height - height), width, height)
