"""Views of the home page: the ways in, the sections, the figures beside the text."""

from __future__ import annotations

from typing import NamedTuple

from ..models import BodyFigure
from ..models.fields import FigureId
from ..records.library import Library
from ..tree import build_library_graph, measure_effort
from .figures import FigureView, build_figure
from .links import LinkView, RowView


class AsideView(NamedTuple):
    """Figures beside the text of the home page, under a heading."""

    title: str
    figures: tuple[FigureView, ...]
    link: LinkView


def start_buttons(library: Library) -> tuple[LinkView, ...]:
    """The two ways in: the check, and the danger signs.

    Example: {{ start_buttons() }}
    """
    return tuple(LinkView(start.title, start.page) for start in library.site.start)


def start_facts(library: Library, facts: tuple[str, ...]) -> tuple[str, ...]:
    """What stands below the two ways in: how long the check takes, worked out from its words, and then `facts`.

    Example: {{ start_facts(["Answers stay on your device"]) }}
    """
    if library.tree is None:
        return facts
    minutes = measure_effort(library.tree, build_library_graph(library.tree, library)).minutes
    return (f"About {minutes} minute{'' if minutes == 1 else 's'}", *facts)


def section_cards(library: Library) -> tuple[RowView, ...]:
    """A card for each section of the site that has records.

    Example: {{ section_cards() }}
    """
    sections = [section for section in library.site.sections if library.ids[section.id]]
    return tuple(RowView(LinkView(item.title, item.id), item.summary, None) for item in sections)


def figure_aside(library: Library, ids: tuple[FigureId, ...], *, title: str, more: str, to: str) -> AsideView:
    """Figures under a heading, beside the text of the home page; `more` is a link to the page `to` below them.

    Example: {{ figure_aside(["<figures>"], title="Start from where it hurts", more="All places", to="where") }}
    """
    return AsideView(title, tuple(build_figure(library, library.get(BodyFigure, id)) for id in ids), LinkView(more, to))
