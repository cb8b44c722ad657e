"""Views of many causes: in rows, the most common first, by when they begin, side by side."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import NamedTuple

from ..models import DANGER_LEVELS, URGENCIES, Cause, Urgency
from ..models.fields import CauseId
from ..models.records import Feels
from ..models.site import Entry
from ..records.library import Library
from .levels import TagView, build_tag
from .links import LinkView, RowView
from .narrow import find_patient, fits_of_cause
from .places import PlaceView, build_feel_row


class PatternView(NamedTuple):
    """A cause in a table: how it feels, as its record says it."""

    link: LinkView
    tag: TagView
    feels: Feels


class CommonView(NamedTuple):
    """The causes that are as common as each other; `title` says how common, "" where no record does."""

    title: str
    rows: tuple[RowView, ...]


COMMON_WORDS = {"very-common": "Very common", "common": "Common", "less-common": "Less common", "rare": "Rare"}


def build_cause_row(library: Library, cause: Cause) -> RowView:
    """A row that leads to a cause."""
    return RowView(LinkView(cause.title, f"causes/{cause.id}"), cause.summary, build_tag(library, cause.urgency))


def sort_by_urgency(causes: Iterable[Cause]) -> list[Cause]:
    """Most urgent first, then by order, then by title."""
    return sorted(causes, key=lambda cause: (URGENCIES.index(cause.urgency), cause.order, cause.title))


def build_causes_naming(library: Library, kind: str, name: str) -> tuple[RowView, ...]:
    """Rows of the causes that name kind/name by a field of the same name, the most urgent first."""
    causes = library.mentioned_by(Cause, kind, name, kind)
    return tuple(build_cause_row(library, cause) for cause in sort_by_urgency(causes))


def notice_rows(library: Library) -> tuple[RowView, ...]:
    """Rows that start from what a reader notices: every cause with `notice`, the mildest first.

    Example: {{ notice_rows() }}
    """
    mildest_first = sorted(
        library.all(Cause), key=lambda cause: (-URGENCIES.index(cause.urgency), cause.order, cause.title)
    )
    return tuple(
        RowView(
            LinkView(cause.notice or "", f"causes/{cause.id}"),
            cause.notice_hint or "",
            build_tag(library, cause.urgency),
        )
        for cause in mildest_first
        if cause.notice
    )


def cause_table(library: Library, *, level: Urgency | None = None) -> tuple[RowView, ...]:
    """Rows that lead to the causes, the most urgent first; `level` keeps one level of care.

    Example: {{ cause_table(level="self-care") }}
    """
    causes = [cause for cause in library.all(Cause) if level in (None, cause.urgency)]
    return tuple(build_cause_row(library, cause) for cause in sort_by_urgency(causes))


def urgent_causes(library: Library) -> tuple[RowView, ...]:
    """The causes that cannot wait in short, the most urgent first: they stand above every other list of causes.

    Example: {{ urgent_causes() }}
    """
    urgent = [cause for cause in library.all(Cause) if cause.urgency in DANGER_LEVELS]
    return tuple(build_feel_row(library, cause) for cause in sort_by_urgency(urgent))


def cause_list(library: Library) -> tuple[CommonView, ...]:
    """The causes that can wait, the most common first, each once; `urgent_causes` goes before it.

    Example: {{ cause_list() }}
    """
    found = sort_by_frequency(find_patient(library))
    groups = itertools.groupby(found, lambda cause: cause.how_common.place if cause.how_common else None)
    return tuple(
        CommonView(COMMON_WORDS.get(place or "", ""), tuple(_row_to_narrow(library, cause) for cause in causes))
        for place, causes in groups
    )


def _row_to_narrow(library: Library, cause: Cause) -> RowView:
    return build_cause_row(library, cause)._replace(fits=fits_of_cause(library, cause))


def sort_by_frequency(causes: Iterable[Cause]) -> list[Cause]:
    """The most common first, then the mildest, then by order and title."""
    places = list(COMMON_WORDS)
    return sorted(
        causes,
        key=lambda cause: (
            places.index(cause.how_common.place) if cause.how_common else len(places),
            -URGENCIES.index(cause.urgency),
            cause.order,
            cause.title,
        ),
    )


def begin_list(library: Library) -> tuple[PlaceView, ...]:
    """What can begin at each of the `onsets` of site.yaml, the dangers first, then the most common.

    It stands on the page when.md.

    Example: {{ begin_list() }}
    """
    return tuple(_begin(library, onset) for onset in library.site.onsets)


def _begin(library: Library, onset: Entry) -> PlaceView:
    causes = [cause for cause in library.all(Cause) if onset.id in cause.begins or not cause.begins]
    urgent = sort_by_urgency(cause for cause in causes if cause.urgency in DANGER_LEVELS)
    others = sort_by_frequency(cause for cause in causes if cause.urgency not in DANGER_LEVELS)
    dangers, rows = (tuple(build_feel_row(library, cause) for cause in some) for some in (urgent, others))
    return PlaceView(onset.id, onset.title, dangers, rows, None)


def _pattern(library: Library, cause: Cause) -> PatternView:
    return PatternView(LinkView(cause.title, f"causes/{cause.id}"), build_tag(library, cause.urgency), cause.feels)


def side_by_side(library: Library, causes: tuple[CauseId, ...]) -> tuple[PatternView, ...]:
    """A few causes that are easily mixed up, in the order you give: how each starts, feels and goes on.

    Example: {{ side_by_side(["<causes>"]) }}
    """
    return tuple(_pattern(library, library.get(Cause, name)) for name in causes)
