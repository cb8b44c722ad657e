"""What stands around each page of a guide, and what each page says of itself."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from ..addresses import ANCHOR_PAGES, HOME_PAGE, url_of
from ..guide import PICTURE, Guide
from ..models import Advice, Change
from ..models.approvals import TREE
from ..views.stamp import Trust, build_stamp
from .copies import Edition, Offer
from .document import Document
from .jsonld import PageFacts, Subject, build_jsonld
from .shell import Discovery, ShellView, build_shell, list_danger

FEED = "feed.xml"


def find_trust(document: Document) -> Trust:
    """The records that a page shows, and who signed each."""
    signed, shown = document.guide.library.signed, document.rendered.shown
    approvals = (signed.get(TREE if path.startswith(f"{TREE}/") else path, ()) for path in shown)
    own = document.name if document.record else ""
    lapsed = tuple(entry for entry in document.guide.library.lapsed if entry.record == own)
    return Trust(tuple(shown.values()), tuple(approvals), lapsed)


def find_modified(document: Document) -> datetime.date | None:
    """The day on which the page last changed in meaning or was checked; None for pages that hold no dated record."""
    shown = document.rendered.shown
    paths, every = {document.name, *shown}, document.doc == ANCHOR_PAGES["changes"]
    days = [record.checked for record in shown.values()]
    days += [one.date for one in document.guide.library.all(Change) if every or paths & set(one.records)]
    return max(days, default=None)


def build_facts(document: Document, *, directories: bool, address: str) -> PageFacts:
    """Title, description, address and date of a page; `address` is the public one of the site, or ""."""
    site = document.guide.library.site
    return PageFacts(
        title=site.question or site.name if document.doc == HOME_PAGE else document.title,
        description=document.description,
        url=f"{address}{url_of(document.doc, directories)}" if address else "",
        modified=find_modified(document),
        subject=Subject(document.section, document.record) if isinstance(document.record, Advice) else None,
    )


def build_frame(
    document: Document,
    *,
    directories: bool,
    built: bool,
    address: str,
    edition: Edition | None = None,
    offer: Offer | None = None,
) -> ShellView:
    """Everything around the page of a document; `built` is False in a live preview.

    `edition` is the offline copy that the page belongs to, `offer` the one that the site offers.
    """
    guide = document.guide
    trust = find_trust(document) if document.for_readers else Trust((), ())
    data: dict[str, Any] | None = None
    if document.for_readers:
        facts = build_facts(document, directories=directories, address=address)
        data = build_jsonld(guide.library.site, facts, trust)
    found = Discovery(
        jsonld=data,
        picture=f"{address}{PICTURE}" if address and guide.picture else "",
        edition=edition,
        offer=offer,
        feed=FEED if directories and ANCHOR_PAGES["changes"] in guide.docs else "",
    )
    return build_shell(document, build_stamp(trust), found, directories=directories, built=built)


def stand_anywhere(frame: ShellView, guide: Guide) -> ShellView:
    """The frame of a page that is served at addresses it does not know: what warns stands on the page itself."""
    danger = list_danger(guide.library)
    strip = replace(frame.strip, url=f"#danger-{danger[0].tag.level}") if frame.strip and danger else frame.strip
    return replace(frame, danger=danger, strip=strip)
