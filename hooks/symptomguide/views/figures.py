"""Views of figures: where each label stands, what each part leads to, which parts are marked."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from ..addresses import PLACE_PAGE
from ..models import BodyFigure, Cause
from ..models.fields import FigureId, RecordPath
from ..models.figures import GAP, LINE_HEIGHT, Box, Region, Shape, label_box
from ..records.library import Library
from .links import LinkView, title_of


class LabelLineView(NamedTuple):
    """One line of a label; `y` is its base line."""

    text: str
    y: int


class RegionView(NamedTuple):
    """A part of a figure; `to` is a record, or the entry of a place in the list of places, which is at `anchor`."""

    name: str
    to: str
    anchor: str
    fill: str
    path: str
    tendon: str
    fibres: tuple[str, ...]
    marked: bool
    dot_x: int
    dot_y: int
    lead_x: int
    lead_y: int
    text_x: int
    side: str
    lines: tuple[LabelLineView, ...]
    hit: Box


class FigureView(NamedTuple):
    """A figure with labels and links; without its labels the drawing begins at `left` and is `span` wide."""

    id: str
    title: str
    shows: str
    caption: str
    width: int
    height: int
    left: int
    span: int
    under: tuple[Shape, ...]
    regions: tuple[RegionView, ...]
    over: tuple[Shape, ...]


class FigureRowView(NamedTuple):
    """Figures side by side, and every record that their parts lead to."""

    figures: tuple[FigureView, ...]
    links: tuple[LinkView, ...]


class MarkedView(NamedTuple):
    """A small figure without labels; `name` says what is marked on it."""

    name: str
    figure: FigureView


def figure(library: Library, id: FigureId, *, current: RecordPath | None = None) -> FigureView:
    """One figure whose parts are links; `current` marks the parts that lead to a record, as "kind/id".

    Example: {{ figure("<figures>") }}
    """
    view = build_figure(library, library.get(BodyFigure, id), (current,) if current else ())
    if current and not any(region.marked for region in view.regions):
        raise ValueError(f"no part of the figure '{id}' leads to '{current}'")
    return view


def build_figure(
    library: Library, figure: BodyFigure, marked: Collection[str] = (), parts: Collection[str] = ()
) -> FigureView:
    """The view of a figure; marked are the `parts` (ids) and those that lead to one of `marked` (each kind/id)."""
    return FigureView(
        id=f"figure-{figure.id}",
        title=figure.title,
        shows=figure.shows,
        caption=figure.caption,
        width=figure.width,
        height=figure.height,
        left=figure.left,
        span=figure.right - figure.left,
        under=figure.under,
        regions=tuple(
            _region(figure, region, marked=region.id in parts or region.to in marked) for region in figure.regions
        ),
        over=figure.over,
    )


def _region(figure: BodyFigure, region: Region, *, marked: bool) -> RegionView:
    label, count = region.label, len(region.label.lines)
    return RegionView(
        name=region.name,
        to=region.to or f"{PLACE_PAGE}#{anchor_of(figure, region)}",
        anchor=anchor_of(figure, region),
        fill=region.fill,
        path=region.path,
        tendon=region.tendon or "",
        fibres=region.fibres,
        marked=marked,
        dot_x=region.dot.x,
        dot_y=region.dot.y,
        lead_x=label.x + (GAP if label.side == "left" else -GAP),
        lead_y=label.y,
        text_x=label.x,
        side=label.side,
        lines=tuple(
            LabelLineView(text, label.y + 5 + LINE_HEIGHT * (2 * index - count + 1) // 2)
            for index, text in enumerate(label.lines)
        ),
        hit=label_box(figure, region),
    )


def anchor_of(figure: BodyFigure, region: Region) -> str:
    """The id of a place in the list of places."""
    return f"{figure.id}-{region.id}"


def figure_row(library: Library, ids: tuple[FigureId, ...]) -> FigureRowView:
    """Figures side by side where there is room, each under its title, and the same parts as a list.

    Example: {{ figure_row(["<figures>"]) }}
    """
    figures = [library.get(BodyFigure, id) for id in ids]
    paths = {region.to for figure in figures for region in figure.regions if region.to}
    links = (LinkView(title_of(library, *path.split("/")), path) for path in paths)
    return FigureRowView(
        figures=tuple(build_figure(library, figure) for figure in figures),
        links=tuple(sorted(links, key=lambda link: link.title.casefold())),
    )


def build_marked(library: Library, cause: Cause) -> tuple[MarkedView, ...]:
    """Each figure with places where a cause can hurt, those marked; empty for a cause that names no place.

    Places that hurt from other causes are left out: an unmarked place on a marked one would look like a gap in it.
    """
    return tuple(
        _mark(build_figure(library, figure, parts=parts))
        for figure in sort_figures(library)
        if (parts := {path.partition("/")[2] for path in cause.hurts_at if path.startswith(f"{figure.id}/")})
    )


def _mark(view: FigureView) -> MarkedView:
    view = view._replace(regions=tuple(region for region in view.regions if region.marked or region.fill != "zone"))
    names = ", ".join(region.name for region in view.regions if region.marked)
    return MarkedView(f"{view.shows}. Marked: {names}.", view)


def build_figure_of(library: Library, path: str) -> FigureView | None:
    """The first figure with a part that leads to `path` alone (kind/id), that part marked; None where there is none."""
    for figure in sort_figures(library):
        if any(region.to == path for region in figure.regions):
            return build_figure(library, figure, (path,))
    return None


def sort_figures(library: Library) -> list[BodyFigure]:
    """All figures by order, then by id."""
    return sorted(library.all(BodyFigure), key=lambda figure: (figure.order, figure.id))
