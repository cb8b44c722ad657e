"""Views of the levels of care, and of the numbers to call."""

from __future__ import annotations

from typing import NamedTuple

from ..models import URGENCIES, Urgency
from ..records.library import Library


class TagView(NamedTuple):
    """A level of care: its id and its word."""

    level: Urgency
    word: str


class KeyEntryView(NamedTuple):
    """One level of care and what it means."""

    tag: TagView
    meaning: str


class NumberView(NamedTuple):
    """A number to call, `dial` without spaces."""

    number: str
    dial: str
    where: str


def build_tag(library: Library, level: Urgency) -> TagView:
    """The tag of a level, in the words of site.yaml."""
    return TagView(level, library.site.urgency_words[URGENCIES.index(level)].word)


def jump_tiles(library: Library) -> tuple[TagView, ...]:
    """Tiles that lead to the four care cards further down the page.

    Example: {{ jump_tiles() }}
    """
    return tuple(build_tag(library, level) for level in URGENCIES)


def urgency_key(library: Library) -> tuple[KeyEntryView, ...]:
    """What the four levels of care mean.

    Example: {{ urgency_key() }}
    """
    return tuple(KeyEntryView(build_tag(library, words.level), words.meaning) for words in library.site.urgency_words)


def emergency_numbers(library: Library) -> tuple[NumberView, ...]:
    """The numbers to call, by region.

    Example: {{ emergency_numbers() }}
    """
    return tuple(
        NumberView(entry.number, entry.number.replace(" ", ""), entry.where) for entry in library.site.emergency_numbers
    )
