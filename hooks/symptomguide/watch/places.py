"""Where a record stands, for somebody who has to look at it: the records that rest on it, and the pages."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from ..addresses import url_of
from ..documents.document import list_documents
from ..guide import Guide
from ..models.approvals import TREE
from ..records.walk import find_references


def list_records(guide: Guide) -> Iterator[tuple[str, BaseModel]]:
    """Every record by its kind/id, files of the tree as tree/name."""
    for kind, held in guide.library.records.items():
        yield from ((f"{kind}/{name}", record) for name, record in held.items())
    if guide.library.tree:
        yield from ((f"{TREE}/{name}", record) for name, record in guide.library.tree.records.items())


def find_users(guide: Guide, kind: str, name: str) -> tuple[str, ...]:
    """The records that name a record."""
    return tuple(
        path
        for path, record in list_records(guide)
        if any((one.kind, one.id) == (kind, name) for one in find_references(record))
    )


def find_pages(guide: Guide, path: str) -> tuple[str, ...]:
    """The addresses of the pages that a record stands on, or that link to it where it is a source."""
    link = f'"to:{path}"' if path.startswith("sources/") else None
    return tuple(
        f"/{url_of(document.doc, directories=True)}"
        for document in list_documents(guide).values()
        if document.for_readers
        and (path in document.rendered.shown or (link is not None and link in document.rendered.text))
    )


def tell_places(guide: Guide, path: str) -> str:
    """Both as the end of a line of Markdown, or ""."""
    kind, _, name = path.partition("/")
    users = find_users(guide, kind, name) if kind == "sources" else ()
    parts = (("rests on it", users), ("pages", find_pages(guide, path)))
    return "".join(f"; {word}: {', '.join(f'`{one}`' for one in found)}" for word, found in parts if found)
