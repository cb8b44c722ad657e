"""Which addresses had a page and have none now, and which records only have another name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from ..addresses import HOME_PAGE, list_record_docs, url_of
from ..guide import Guide
from ..pages.content import list_pages
from ..records.library import find_ids
from .facts import Fact


def find_gone(root: Path, old: Guide | None, new: Guide) -> Iterator[Fact]:
    """The old addresses that no page has and none leads on from: links of others to them die.

    They are those of `old`; where it cannot be read, the names of the files below its `root` tell them.
    """
    docs = {*old.docs, *(f"{address}.md" for address in old.moved)} if old else _name_docs(root)
    held = {url_of(doc, True) for doc in new.docs} | {f"{address}/" for address in new.moved}
    for address in sorted({url_of(doc, True) for doc in docs} - held):
        remedy = f"gone; write 'was: [{address.strip('/')}]' in the record or page that takes its place"
        yield Fact("address", f"/{address}", "a page", remedy, True)


def find_renamed(old: Guide, new: Guide) -> dict[str, str]:
    """The document that each old one is now, where it has another name and no other took it in."""
    return {
        f"{address}.md": doc
        for address, doc in new.moved.items()
        if f"{address}.md" in old.docs and doc not in old.docs
    }


def name_of(doc: str) -> str:
    """The kind/id of the record whose page is the document `doc`."""
    return doc.removesuffix(".md")


def _name_docs(root: Path) -> Collection[str]:
    return {HOME_PAGE, *list_pages(root), *list_record_docs(find_ids(root))}
