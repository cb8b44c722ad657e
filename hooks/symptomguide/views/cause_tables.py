"""Views of many causes: in rows, by pattern, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..models import URGENCIES, Cause, Urgency
from ..models.fields import CauseId
from ..models.records import Feels
from ..records.library import Library
from .levels import TagView, build_tag
from .links import LinkView, RowView


class PatternView(NamedTuple):
    """A cause in a table: how it feels, as its record says it."""

    link: LinkView
    tag: TagView
    feels: Feels


class PatternGroupView(NamedTuple):
    """The patterns of the causes of one kind."""

    id: str
    title: str
    patterns: tuple[PatternView, ...]


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


def pattern_table(library: Library, *, level: Urgency | None = None) -> tuple[PatternGroupView, ...]:
    """How the causes start, where they hurt and how they feel: a table for each kind of cause, or for one level of it.

    Example: {{ pattern_table(level="self-care") }}
    """
    causes = sort_by_urgency(cause for cause in library.all(Cause) if level in (None, cause.urgency))
    groups = (
        PatternGroupView(
            entry.id, entry.title, tuple(_pattern(library, item) for item in causes if item.group == entry.id)
        )
        for entry in library.site.cause_groups
    )
    return tuple(group for group in groups if group.patterns)


def _pattern(library: Library, cause: Cause) -> PatternView:
    return PatternView(LinkView(cause.title, f"causes/{cause.id}"), build_tag(library, cause.urgency), cause.feels)


def side_by_side(library: Library, causes: tuple[CauseId, ...]) -> tuple[PatternView, ...]:
    """A few causes that are easily mixed up, in the order you give: how each starts, feels and goes on.

    Example: {{ side_by_side(["<causes>"]) }}
    """
    return tuple(_pattern(library, library.get(Cause, name)) for name in causes)
