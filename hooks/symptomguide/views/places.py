"""Views of the places of a figure: what can hurt at each, the dangers first, then the most usual."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..models import DANGER_LEVELS, URGENCIES, BodyFigure, Cause
from ..models.figures import Region
from ..records.library import Library
from .figures import anchor_of, sort_figures
from .levels import build_tag
from .links import LinkView, RowView


class PlaceView(NamedTuple):
    """A place: the dangers to rule out, the other causes, and the larger place that it is part of."""

    anchor: str
    name: str
    dangers: tuple[RowView, ...]
    causes: tuple[RowView, ...]
    within: LinkView | None
    """The larger place; its `to` is an anchor on the same page."""


def place_list(library: Library) -> tuple[PlaceView, ...]:
    """The places of all figures: what can hurt at each, the dangers first, then the most usual.

    It stands on the page where.md: the places of every picture lead there.

    Example: {{ place_list() }}
    """
    return build_places(library, sort_figures(library))


def build_places(library: Library, figures: Iterable[BodyFigure]) -> tuple[PlaceView, ...]:
    """The places of the figures in their order; a part that leads to a record is none."""
    return tuple(_place(library, figure, region) for figure in figures for region in figure.regions if not region.to)


def _place(library: Library, figure: BodyFigure, region: Region) -> PlaceView:
    here, around = (_hurting_at(library, figure, place) for place in (region.id, region.within))
    larger = next((other for other in figure.regions if other.id == region.within), None)
    return PlaceView(
        anchor=anchor_of(figure, region),
        name=region.name,
        dangers=tuple(
            build_feel_row(library, cause, brief=cause not in here) for cause in _sort_dangers((*here, *around))
        ),
        causes=tuple(build_feel_row(library, cause) for cause in _sort_milder(here)),
        within=LinkView(larger.name, anchor_of(figure, larger)) if larger else None,
    )


def _hurting_at(library: Library, figure: BodyFigure, place: str | None) -> tuple[Cause, ...]:
    return tuple(cause for cause in library.all(Cause) if f"{figure.id}/{place}" in cause.hurts_at)


def _sort_dangers(causes: Iterable[Cause]) -> list[Cause]:
    """Those that cannot wait, the most urgent first."""
    found = {cause.id: cause for cause in causes if cause.urgency in DANGER_LEVELS}
    return sorted(found.values(), key=lambda cause: (URGENCIES.index(cause.urgency), cause.order, cause.title))


def _sort_milder(causes: Iterable[Cause]) -> list[Cause]:
    """The others: the mild are the usual ones, and within a level `order` puts the more usual first."""
    found = [cause for cause in causes if cause.urgency not in DANGER_LEVELS]
    return sorted(found, key=lambda cause: (-URGENCIES.index(cause.urgency), cause.order, cause.title))


def build_feel_row(library: Library, cause: Cause, *, brief: bool = False) -> RowView:
    """A cause with its level and how it feels; `brief` leaves that to the entry of the larger place."""
    link = LinkView(cause.title, f"causes/{cause.id}")
    return RowView(link, "" if brief else cause.feels.quality, build_tag(library, cause.urgency))
