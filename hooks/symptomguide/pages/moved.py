"""Addresses that were: each leads on to the page that has, or took the place of, what stood there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from ..addresses import PAGE_KINDS
from ..models.fields import Paged
from ..problem import Problem, shown
from ..records.file import Place
from ..records.library import Library
from .content import Page

ID = "old-address"


class Moved(NamedTuple):
    """An old address, the document that it leads to, and where it is written."""

    address: str
    doc: str
    path: str
    place: Place


def list_moved(library: Library, pages: Mapping[str, Page]) -> Iterator[Moved]:
    """Every old address that a record or a page names, as it is written: one that stands twice comes twice."""
    for doc, page in pages.items():
        yield from (Moved(one, doc, page.path, at) for one, at in zip(page.meta.was, page.was_at, strict=True))
    for kind in PAGE_KINDS:
        for name, record in library.records[kind].items():
            file = library.files[f"{kind}/{name}"]
            for index, one in enumerate(record.was if isinstance(record, Paged) else ()):
                yield Moved(one, f"{kind}/{name}.md", file.path, file.place(("was", index)))


def check_moved(library: Library, pages: Mapping[str, Page], docs: Collection[str]) -> Iterator[Problem]:
    """Yields a problem for each old address that is one of today, or that leads to two pages.

    `docs` are the documents of the site; that each old address leads to a page of today needs no check, since it stands
    in what makes that page.
    """
    first: dict[str, Moved] = {}
    for one in list_moved(library, pages):
        held = next((doc for doc in (f"{one.address}.md", f"{one.address}/index.md") if doc in docs), "")
        if held:
            message = f"'{shown(one.address)}' is the address of a page today ({held}); take it out"
            yield Problem(one.path, *one.place, message, ID)
        elif one.address in first:
            other = first[one.address]
            where = f"{other.path}:{other.place[0]}"
            message = (
                f"'{shown(one.address)}' leads on from {where} too, and can lead to one page; take it out here or there"
            )
            yield Problem(one.path, *one.place, message, ID)
        first.setdefault(one.address, one)
