"""Choices by which readers narrow a list: where it hurts, when it began, what it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from ..models import DANGER_LEVELS, Cause, Muscle
from ..models.site import Entry
from ..records.library import Library
from .figures import sort_figures

WHERE, BEGAN, FROM = "where", "began", "from"


class OptionView(NamedTuple):
    """One choice: its value is what the rows that fit it carry."""

    value: str
    title: str


class OptionsView(NamedTuple):
    """Choices under a title of their own, or under none."""

    title: str
    options: tuple[OptionView, ...]


class QuestionView(NamedTuple):
    """What can be chosen once."""

    label: str
    groups: tuple[OptionsView, ...]


class NarrowView(NamedTuple):
    """The questions above a list of so many rows, and whether a list of what cannot wait stands above them."""

    questions: tuple[QuestionView, ...]
    rows: int
    dangers: bool


def list_filter(library: Library, kind: Literal["causes", "muscles"]) -> NarrowView:
    """Choices above `cause_list` or `muscle_cards`: where it hurts and when it began. Without script it is not there.

    The page's own links then lead on: to the places on where.md, to the times on when.md.

    Example: {{ list_filter("causes") }}
    """
    asked = [("Where does it hurt?", _places(library)), ("When did it begin?", _entries(BEGAN, library.site.onsets))]
    if kind == "causes":
        fits = [fits_of_cause(library, one) for one in find_patient(library)]
        asked.append(("What does it come from?", _entries(FROM, library.site.cause_groups)))
    else:
        fits = [fits_of_muscle(library, one) for one in library.all(Muscle)]
    used = {value for row in fits for value in row.split()}
    questions = (_question(*one, used) for one in asked)
    dangers = kind == "causes" and len(fits) < len(library.all(Cause))
    return NarrowView(tuple(one for one in questions if one.groups), len(fits), dangers)


def find_patient(library: Library) -> list[Cause]:
    """The causes that can wait: the others are never filtered, so that no choice hides one."""
    return [cause for cause in library.all(Cause) if cause.urgency not in DANGER_LEVELS]


def fits_of_cause(library: Library, cause: Cause) -> str:
    """The choices that a cause fits, parted by blanks: all places or all times where it names none."""
    places, begins = cause.hurts_at or _all_places(library), cause.begins or (one.id for one in library.site.onsets)
    return _join((WHERE, places), (BEGAN, begins), (FROM, (cause.group,)))


def fits_of_muscle(library: Library, muscle: Muscle) -> str:
    """The choices that a muscle fits: its own places, and the times of the causes that name it."""
    causes = library.mentioned_by(Cause, "muscles", muscle.id, "muscles")
    begins = {begin for cause in causes for begin in cause.begins} or {one.id for one in library.site.onsets}
    return _join((WHERE, muscle.hurts_at or _all_places(library)), (BEGAN, sorted(begins)))


def _join(*parts: tuple[str, Iterable[str]]) -> str:
    return " ".join(f"{name}:{value}" for name, values in parts for value in values)


def _all_places(library: Library) -> list[str]:
    figures = sort_figures(library)
    return [f"{figure.id}/{region.id}" for figure in figures for region in figure.regions if not region.to]


def _places(library: Library) -> Iterator[OptionsView]:
    for figure in sort_figures(library):
        places = (region for region in figure.regions if not region.to)
        options = (OptionView(f"{WHERE}:{figure.id}/{region.id}", region.name) for region in places)
        yield OptionsView(figure.title, tuple(options))


def _entries(name: str, entries: Iterable[Entry]) -> Iterator[OptionsView]:
    yield OptionsView("", tuple(OptionView(f"{name}:{entry.id}", entry.title) for entry in entries))


def _question(label: str, groups: Iterable[OptionsView], used: set[str]) -> QuestionView:
    """A question with only those choices that keep a row."""
    kept = (OptionsView(one.title, tuple(each for each in one.options if each.value in used)) for one in groups)
    return QuestionView(label, tuple(one for one in kept if one.options))
