"""The view of the index: every page, every other name of it, and every entry of a page that lists many, A to Z."""

from __future__ import annotations

import functools
import itertools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    """A name, the title of the page it leads to where that is another, and the page's address as `get-help`."""

    name: str
    page: str
    to: str


@dataclass(frozen=True)
class LetterView:
    """The names that begin with a letter."""

    letter: str
    names: tuple[Named, ...]


@dataclass(frozen=True)
class PageIndexView:
    """All names."""

    title: str
    summary: str
    letters: tuple[LetterView, ...]


def build_page_index(title: str, summary: str, names: Iterable[Named]) -> PageIndexView:
    """The names in order of their letters, each once for each page; names without letters stand under `#`."""
    first = {(_key(one.name), one.to): one for one in names}
    ordered = sorted(first.values(), key=lambda one: (_letter(one), _key(one.name), one.to))
    groups = itertools.groupby(ordered, _letter)
    return PageIndexView(title, summary, tuple(LetterView(letter, tuple(group)) for letter, group in groups))


@functools.lru_cache(maxsize=65536)  # asked for again and again while names are sorted
def _key(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", name).casefold() if char.isalnum() or char == " ")


def _letter(one: Named) -> str:
    key = _key(one.name).strip()
    return key[0].upper() if key and key[0].isalpha() else "#"
