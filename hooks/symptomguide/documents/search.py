"""The documents of the site's search, made from the records: what readers search in, and what they are shown.

One small script holds them all, so that search works from a folder too. No text of a finished page is in it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

from ..addresses import ANCHOR_PAGES, INDEX_PAGE, find_target, url_of
from ..guide import Guide
from ..models import URGENCIES, RedFlag
from ..text import plain
from ..views.levels import build_tag
from .document import Document, list_documents
from .names import find_entries, find_headings
from .render import render_part

SCRIPT = "assets/javascripts/search-documents.js"
GLOBAL = "guideSearchDocuments"
URGENT = ("emergency", "same-day")
HELP_PAGE = "get-help"
SHARED_BY = 3
"""A heading that more pages than this have says nothing about any of them."""

Part = tuple[str, str]
"""A heading or an entry of a page, and its anchor or ""."""


@dataclass(frozen=True)
class PageDocument:
    """What search knows of a page. `level` is its level of care or ""; `parts` are its headings and entries."""

    url: str
    title: str
    section: str
    level: str
    summary: str
    names: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class SignDocument:
    """A danger sign: its words, its anchor, every other way to say it, and the places of the pages it belongs to.

    Those are the urgent causes it points to; the pages about getting help belong to every sign.
    """

    sign: str
    anchor: str
    phrases: tuple[str, ...]
    pages: tuple[int, ...]


@dataclass(frozen=True)
class SearchDocuments:
    """All that search knows. Numbers are places in `pages`: `help` holds the pages about danger, where to go first.

    `offers` are the pages to offer where nothing is found, `tags` the mark of each level of care, as HTML.
    """

    pages: tuple[PageDocument, ...]
    signs: tuple[SignDocument, ...]
    help: tuple[int, ...]
    offers: tuple[int, ...]
    tags: dict[str, str]


def build_search_documents(guide: Guide, *, directories: bool) -> SearchDocuments:
    """The documents of every page for readers. `directories` is MkDocs' use_directory_urls."""
    pages = [document for document in list_documents(guide).values() if document.for_readers]
    place = {document.doc: number for number, document in enumerate(pages)}
    common = _find_common(pages)
    signs = ANCHOR_PAGES["red-flags"]
    check = next((page.doc for page in pages if page.layout == "checker"), "")
    target = find_target(HELP_PAGE, guide.docs)
    return SearchDocuments(
        pages=tuple(_page(page, common, directories) for page in pages),
        signs=tuple(_sign(flag, guide, place) for flag in guide.library.all(RedFlag) if flag.level in URGENT),
        help=tuple(place[doc] for doc in (target.doc if target else "", signs) if doc in place),
        offers=tuple(place[doc] for doc in (check, signs, ANCHOR_PAGES["glossary"], INDEX_PAGE) if doc in place),
        tags={level: render_part("tag", build_tag(guide.library, level)) for level in URGENCIES},
    )


def write_search_documents(documents: SearchDocuments) -> str:
    """The documents as a script that sets one global. Lists stand for objects: their order is that of the fields."""
    data = {
        "pages": [astuple(page) for page in documents.pages],
        "signs": [astuple(sign) for sign in documents.signs],
        "help": documents.help,
        "offers": documents.offers,
        "tags": documents.tags,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"window.{GLOBAL} = {text.replace('<', chr(92) + 'u003c')};\n"


def _page(document: Document, common: frozenset[str], directories: bool) -> PageDocument:
    return PageDocument(
        url=url_of(document.doc, directories),
        title=document.title,
        section=_section(document),
        level=str(getattr(document.record, "urgency", "")),
        summary=document.description,
        names=(*document.names, *getattr(document.record, "searched_as", ())),
        parts=tuple(part for part in _parts(document) if part[0] not in common),
    )


def _parts(document: Document) -> Iterator[Part]:
    for _, record, names in find_entries(document):
        for name in (*names, *getattr(record, "searched_as", ())):
            yield name, record.id
    yield from find_headings(document)


def _find_common(documents: Iterable[Document]) -> frozenset[str]:
    count = Counter(heading for document in documents for heading in {name for name, _ in _parts(document)})
    return frozenset(heading for heading, times in count.items() if times > SHARED_BY)


def _section(document: Document) -> str:
    """The word for what the page is: 'Cause', or the name of the section it stands in, or ""."""
    if document.record:
        return document.kicker
    return document.guide.pages[document.parent].meta.title if document.parent else ""


def _sign(flag: RedFlag, guide: Guide, place: dict[str, int]) -> SignDocument:
    causes = guide.library.records["causes"]
    urgent = [name for name in flag.points_to if getattr(causes[name], "urgency", "") in URGENT]
    return SignDocument(
        sign=plain(flag.sign),
        anchor=flag.id,
        phrases=(plain(flag.card_line), *map(plain, flag.also_called)),
        pages=tuple(place[f"causes/{name}.md"] for name in urgent),
    )
