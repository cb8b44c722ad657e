"""By which names readers know what stands on a page: the search and the index of all pages rest on them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence

from ..addresses import find_target
from ..guide import Guide
from ..models import Record
from ..text import plain
from .document import Document

HEADING = re.compile(r"##+ (.+?)(?: \{#([a-z0-9-]+)\})?\s*")
LONGEST_HEADING = 60
"""Letters. A longer heading is a sentence and says too many things to be found by."""

ENTRY_NAMES = {
    "exercises": ("title", "also_called"),
    "risks": ("title", "also_called"),
    "plans": ("title", ""),
    "glossary": ("term", "also"),
}
"""Kinds that share a page and that readers look for by name: the field of the name, and of the other names."""


Entry = tuple[str, Record, tuple[str, ...]]


def find_entries(document: Document) -> Sequence[Entry]:
    """(kind, record, its names) of each record that shares the page with others; the first name is its title."""
    return _list_entries(document.guide).get(document.doc, ())


@functools.lru_cache(maxsize=1)  # every page of a guide asks, and each record stands on one page
def _list_entries(guide: Guide) -> Mapping[str, Sequence[Entry]]:
    """The records that share a page, by the document of that page."""
    found: dict[str, list[Entry]] = {}
    for kind, (title, others) in ENTRY_NAMES.items():
        for record in guide.library.records[kind].values():
            if target := find_target(f"{kind}/{record.id}", guide.docs):
                names = (plain(str(getattr(record, title))), *getattr(record, others, ()))
                found.setdefault(target.doc, []).append((kind, record, names))
    return found


def find_headings(document: Document) -> Iterator[tuple[str, str]]:
    """(heading, anchor or "") of each short heading that a hand-written page has in its own text."""
    for line in document.page.lines if document.page else ():
        if (match := HEADING.fullmatch(line)) and len(match[1]) <= LONGEST_HEADING:
            yield plain(match[1]), match[2] or ""
