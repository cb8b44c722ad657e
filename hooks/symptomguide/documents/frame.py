"""What stands around each page of a guide, and what each page says of itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from ..addresses import ANCHOR_PAGES, HOME_PAGE, MACRO_PAGE, PAGE_KINDS, url_of
from ..guide import PICTURE, Guide
from ..macros import MACROS
from ..models import Advice, Change, Record
from ..models.approvals import TREE
from ..pages.content import Page
from ..records.library import FOLDER_OF, Library
from ..views.stamp import Trust, build_stamp
from .copies import Edition, Offer
from .documents import describe
from .jsonld import PageFacts, Subject, build_jsonld
from .shell import Discovery, ShellView, build_shell

R = TypeVar("R", bound=Record)

FEED = "feed.xml"


@dataclass(frozen=True)
class _Watched(Library):
    """A library that notes which records were read from it."""

    seen: dict[str, Record] = field(default_factory=dict)

    def all(self, model: type[R]) -> tuple[R, ...]:
        found = super().all(model)
        self.seen.update({f"{FOLDER_OF[model]}/{record.id}": record for record in found})
        return found

    def get(self, model: type[R], name: str) -> R:
        found = super().get(model, name)
        self.seen[f"{FOLDER_OF[model]}/{name}"] = found
        return found


def find_shown(guide: Guide, doc: str) -> dict[str, Advice]:
    """The records with advice that a page shows, by kind/id: its own, or those that its macros read.

    The page of the checker shows the decision tree, whose files go by `tree/…`.
    """
    page = guide.pages.get(doc)
    if page is None:
        path = doc.removesuffix(".md")
        record = guide.library.records.get(path.partition("/")[0], {}).get(path.partition("/")[2])
        return {path: record} if isinstance(record, Advice) else {}
    shown = dict(_read_by_macros(guide.library, page))
    if page.meta.layout == "checker":
        files = guide.library.tree.records if guide.library.tree else {}
        shown |= {f"{TREE}/{name}": file for name, file in files.items()}
    return shown


def _read_by_macros(library: Library, page: Page) -> Iterator[tuple[str, Advice]]:
    watched = _Watched(**{entry.name: getattr(library, entry.name) for entry in fields(library)})
    for call in page.calls:
        MACROS[call.name](watched, **dict(call.arguments))
    for path, record in watched.seen.items():
        if isinstance(record, Advice):
            yield path, record


def find_trust(guide: Guide, doc: str) -> Trust:
    """The records that a page shows, and who signed each."""
    signed = guide.library.signed
    shown = find_shown(guide, doc)
    approvals = (signed.get(TREE if path.startswith(f"{TREE}/") else path, ()) for path in shown)
    return Trust(tuple(shown.values()), tuple(approvals))


def find_modified(guide: Guide, doc: str, trust: Trust) -> datetime.date | None:
    """The day on which the page last changed in meaning or was checked; None for pages that hold no dated record."""
    paths = {doc.removesuffix(".md"), *find_shown(guide, doc)}
    days = [record.checked for record in trust.records]
    every = doc == ANCHOR_PAGES["changes"]
    days += [change.date for change in guide.library.all(Change) if every or paths & set(change.records)]
    return max(days, default=None)


def build_facts(guide: Guide, doc: str, trust: Trust, *, directories: bool, address: str) -> PageFacts:
    """Title, description, address and date of a page; `address` is the public one of the site, or ""."""
    title, description = describe(guide, doc)
    kind, _, name = doc.removesuffix(".md").partition("/")
    record = guide.library.records[kind].get(name) if kind in PAGE_KINDS and doc not in guide.pages else None
    return PageFacts(
        title=guide.library.site.name if doc == HOME_PAGE else title,
        description=description,
        url=f"{address}{url_of(doc, directories)}" if address else "",
        modified=find_modified(guide, doc, trust),
        subject=Subject(kind, record) if isinstance(record, Advice) else None,
    )


def build_frame(
    guide: Guide,
    doc: str,
    *,
    directories: bool,
    built: bool,
    address: str,
    edition: Edition | None = None,
    offer: Offer | None = None,
) -> ShellView:
    """Everything around the page whose document is `doc`; `built` is False in a live preview.

    `edition` is the offline copy that the page belongs to, `offer` the one that the site offers.
    """
    known = doc in guide.docs and doc != MACRO_PAGE
    trust = find_trust(guide, doc) if known else Trust((), ())
    data: dict[str, Any] | None = None
    if known:
        facts = build_facts(guide, doc, trust, directories=directories, address=address)
        data = build_jsonld(guide.library.site, facts, trust)
    found = Discovery(
        jsonld=data,
        picture=f"{address}{PICTURE}" if address and guide.picture else "",
        edition=edition,
        offer=offer,
        feed=FEED if directories and ANCHOR_PAGES["changes"] in guide.docs else "",
    )
    return build_shell(
        guide.library, guide.pages, guide.docs, doc, build_stamp(trust), found, directories=directories, built=built
    )
