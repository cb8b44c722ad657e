"""The decision tree as pictures, and which answers the project's stories walk."""

from __future__ import annotations

from typing import NamedTuple

from ..drawing import Picture, Sheet, place_sheet, plan_sheets
from ..models import Story
from ..records.library import Library
from ..tree import build_library_graph, tree_version


class TreePicturesView(NamedTuple):
    """The sheets, and what stories walk: `walked` of `answers`; `unwalked` says question and answer of the others."""

    pictures: tuple[Picture, ...]
    stories: int
    answers: int
    walked: int
    unwalked: tuple[str, ...]


def tree_pictures(library: Library) -> TreePicturesView:
    """The whole check as pictures to look at and to print, a stage a sheet, and the answers that no story walks.

    Example: {{ tree_pictures() }}
    """
    if library.tree is None:
        return TreePicturesView((), 0, 0, 0, ())
    sheets = plan_sheets(library.tree, build_library_graph(library.tree, library), library.all(Story))
    choices = [(step, one) for sheet in sheets for step in sheet.steps for way in step.ways for one in way.choices]
    return TreePicturesView(
        draw_sheets(library, sheets),
        len(library.all(Story)),
        len(choices),
        sum(one.stories > 0 for _, one in choices),
        tuple(f"{step.ask} {one.text}" for step, one in choices if not one.stories),
    )


def draw_sheets(library: Library, sheets: tuple[Sheet, ...]) -> tuple[Picture, ...]:
    """The pictures of sheets of the tree of `library`, in the words of its site.yaml."""
    words = level_words(library)
    version = tree_version(library.tree) if library.tree else ""
    return tuple(
        place_sheet(sheet, words, f"{library.site.name}: sheet {number} of {len(sheets)}, version {version}")
        for number, sheet in enumerate(sheets, 1)
    )


def level_words(library: Library) -> dict[str, str]:
    """The word of each level."""
    return {entry.level: entry.word for entry in library.site.urgency_words}
