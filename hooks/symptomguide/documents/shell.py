"""What stands around the content of a page: header, strip, breadcrumbs, dates, footer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ..addresses import HOME_PAGE, INDEX_PAGE, KEEP_PAGES, find_section, find_target, url_of
from ..guide import Guide
from ..models import URGENCIES
from ..records.library import Library
from ..text import plain
from ..views.look import MarkView, build_mark
from ..views.signs import CardView, build_short_cards
from ..views.stamp import StampView
from .copies import Edition, Offer
from .document import Document


@dataclass(frozen=True)
class NavLink:
    """A link of the shell: `url` is relative to the root of the site, `key` tells the section."""

    title: str
    url: str
    key: str


@dataclass(frozen=True)
class StripView:
    """The emergency line."""

    text: str
    link: str
    url: str


@dataclass(frozen=True)
class Discovery:
    """How others find the page: its schema.org data, the address of its picture, and its feed from the root, or "".

    `edition` says which offline copy the page belongs to, `offer` which one the site offers, each None for none.
    """

    jsonld: Mapping[str, Any] | None = None
    picture: str = ""
    feed: str = ""
    edition: Edition | None = None
    offer: Offer | None = None


@dataclass(frozen=True)
class FooterView:
    """The texts of the footer."""

    disclaimer: str
    privacy: str
    licence: str


@dataclass(frozen=True)
class ShellView:
    """Everything around the content of one page; `danger` are the cards that an offline copy starts with, and that
    the page for unknown addresses holds where it cannot know the way to the other pages.

    `leads_on` is where a page at an old address leads, from the root; None for others. `shared` is the address that a
    page of a copy gives to others, "" where its own will do.
    """

    title: str
    question: str
    home: str
    index: str
    mark: MarkView
    header_links: tuple[NavLink, ...]
    footer_links: tuple[NavLink, ...]
    section: str
    breadcrumbs: tuple[NavLink, ...]
    kicker: str
    strip: StripView | None
    stamp: StampView | None
    keep: tuple[NavLink, ...]
    leads_on: str | None
    shared: str
    footer: FooterView
    layout: str
    toc: bool
    built: bool
    jsonld: Mapping[str, Any] | None
    picture: str
    feed: str
    edition: Edition | None
    offer: Offer | None
    danger: tuple[CardView, ...]


def build_shell(
    document: Document, stamp: StampView | None, discovery: Discovery, *, directories: bool, built: bool
) -> ShellView:
    """The shell of the page of a document.

    `directories` is MkDocs' use_directory_urls; `built` is False in a live preview.
    """
    guide, site = document.guide, document.guide.library.site
    return ShellView(
        title=site.name,
        question=site.question or "",
        home=url_of(HOME_PAGE, directories),
        index=url_of(INDEX_PAGE, directories),
        mark=build_mark(site.mark),
        header_links=_nav(site.header, guide, directories),
        footer_links=_nav(site.footer, guide, directories),
        section=document.section,
        breadcrumbs=_breadcrumbs(document, directories),
        kicker=document.kicker,
        strip=_strip(guide.library, guide.docs, directories) if document.strip else None,
        stamp=stamp,
        keep=_nav(KEEP_PAGES, guide, directories),
        leads_on=url_of(document.leads_to, directories) if document.leads_to else None,
        shared=f"{found}{url_of(document.doc, True)}" if (found := _find_newest(discovery)) else "",
        footer=FooterView(site.disclaimer, site.privacy, site.licence),
        layout=document.layout,
        toc=document.contents,
        built=built,
        jsonld=discovery.jsonld,
        picture=discovery.picture,
        feed=discovery.feed,
        edition=discovery.edition,
        offer=discovery.offer,
        danger=list_danger(guide.library) if discovery.edition else (),
    )


def _find_newest(discovery: Discovery) -> str:
    """Where the pages of a copy are to be found by others: its own addresses lead nowhere from another device."""
    return discovery.edition.newest if discovery.edition else ""


def _nav(names: Collection[str], guide: Guide, directories: bool) -> tuple[NavLink, ...]:
    targets = [target for name in names if (target := find_target(name, guide.docs)) and target.doc in guide.pages]
    return tuple(_link(guide, target.doc, directories) for target in targets)


def _link(guide: Guide, doc: str, directories: bool) -> NavLink:
    return NavLink(guide.pages[doc].meta.title, url_of(doc, directories), find_section(doc))


def _breadcrumbs(document: Document, directories: bool) -> tuple[NavLink, ...]:
    if document.doc == HOME_PAGE:
        return ()
    home, parent = NavLink("Home", url_of(HOME_PAGE, directories), ""), document.parent
    return (home, _link(document.guide, parent, directories)) if parent else (home,)


def _strip(library: Library, docs: Collection[str], directories: bool) -> StripView | None:
    target = find_target("get-help", docs)
    if target is None:
        return None
    strip = library.site.strip
    return StripView(strip.text, strip.link, f"{url_of(target.doc, directories)}#care-emergency")


def list_danger(library: Library) -> tuple[CardView, ...]:
    """The cards of the two most urgent levels in plain text, since the theme's templates know no markup."""
    cards = build_short_cards(library, library.records["red-flags"])
    urgent = [card for card in cards if card.tag.level in URGENCIES[:2]]
    return tuple(
        card._replace(heading=plain(card.heading), lines=tuple(map(plain, card.lines)), act=plain(card.act))
        for card in urgent
    )
