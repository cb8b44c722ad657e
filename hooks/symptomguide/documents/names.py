"""By which names readers know a page and what stands on it: the search and the index of all pages rest on them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..addresses import PAGE_KINDS, find_target
from ..guide import Guide
from ..models import Record
from ..text import plain

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


def find_record(guide: Guide, doc: str) -> Record | None:
    """The record that has the page to itself, or None."""
    kind, _, name = doc.removesuffix(".md").partition("/")
    return guide.library.records[kind].get(name) if kind in PAGE_KINDS and doc not in guide.pages else None


def find_names(guide: Guide, doc: str) -> tuple[str, ...]:
    """The other names of a page: those of its record, or those in its front matter."""
    if doc in guide.pages:
        return guide.pages[doc].meta.also_called
    return tuple(getattr(find_record(guide, doc), "also_called", ()))


def find_typed(guide: Guide, doc: str) -> tuple[str, ...]:
    """What readers type for a page beside its names."""
    return tuple(getattr(find_record(guide, doc), "searched_as", ()))


def find_entries(guide: Guide, doc: str) -> Iterator[tuple[str, Record, tuple[str, ...]]]:
    """(kind, record, its names) of each record that shares the page with others; the first name is its title."""
    for kind, (title, others) in ENTRY_NAMES.items():
        for record in guide.library.records[kind].values():
            target = find_target(f"{kind}/{record.id}", guide.docs)
            if target and target.doc == doc:
                yield kind, record, (plain(str(getattr(record, title))), *getattr(record, others, ()))


def find_headings(guide: Guide, doc: str) -> Iterator[tuple[str, str]]:
    """(heading, anchor or "") of each short heading that a hand-written page has in its own text."""
    page = guide.pages.get(doc)
    for line in page.lines if page else ():
        if (match := HEADING.fullmatch(line)) and len(match[1]) <= LONGEST_HEADING:
            yield plain(match[1]), match[2] or ""
