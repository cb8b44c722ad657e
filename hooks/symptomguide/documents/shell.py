"""What stands around the content of a page: header, strip, breadcrumbs, dates, footer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..addresses import INDEX_PAGE, PAGE_KINDS, find_target, url_of
from ..models import URGENCIES
from ..pages.content import Page
from ..records.library import Library
from ..text import plain
from ..views.look import MarkView, build_mark
from ..views.signs import CardView, build_short_cards
from ..views.stamp import StampView
from .copies import Edition, Offer


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
    """Everything around the content of one page; `danger` are the cards that an offline copy starts with."""

    title: str
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
    library: Library,
    pages: Mapping[str, Page],
    docs: Collection[str],
    doc: str,
    stamp: StampView | None,
    discovery: Discovery,
    *,
    directories: bool,
    built: bool,
) -> ShellView:
    """The shell of the page whose document is `doc`; `docs` are all documents of the site.

    `directories` is MkDocs' use_directory_urls; `built` is False in a live preview.
    """
    site, page, section = library.site, pages.get(doc), _section(doc)
    record = library.records[section][_stem(doc)] if section in PAGE_KINDS and page is None else None
    return ShellView(
        title=site.name,
        home=url_of("index.md", directories),
        index=url_of(INDEX_PAGE, directories),
        mark=build_mark(site.mark),
        header_links=_nav(site.header, pages, docs, directories),
        footer_links=_nav(site.footer, pages, docs, directories),
        section=section,
        breadcrumbs=_breadcrumbs(pages, docs, doc, directories),
        kicker=next(
            (entry.one for entry in site.sections if record and entry.id == section), (page and page.meta.kicker) or ""
        ),
        strip=_strip(library, docs, directories) if page is None or page.meta.strip else None,
        stamp=stamp,
        footer=FooterView(site.disclaimer, site.privacy, site.licence),
        layout=page.meta.layout if page else "page",
        toc=page.meta.contents if page else True,
        built=built,
        jsonld=discovery.jsonld,
        picture=discovery.picture,
        feed=discovery.feed,
        edition=discovery.edition,
        offer=discovery.offer,
        danger=_danger(library) if discovery.edition else (),
    )


def _section(doc: str) -> str:
    return doc.removesuffix(".md").removesuffix("index").split("/")[0]


def _stem(doc: str) -> str:
    return doc.removesuffix(".md").split("/")[-1]


def _nav(
    names: Collection[str], pages: Mapping[str, Page], docs: Collection[str], directories: bool
) -> tuple[NavLink, ...]:
    links = []
    for name in names:
        target = find_target(name, docs)
        if target is not None and target.doc in pages:
            links.append(NavLink(pages[target.doc].meta.title, url_of(target.doc, directories), _section(target.doc)))
    return tuple(links)


def _breadcrumbs(pages: Mapping[str, Page], docs: Collection[str], doc: str, directories: bool) -> tuple[NavLink, ...]:
    if doc == "index.md":
        return ()
    crumbs = [NavLink("Home", url_of("index.md", directories), "")]
    parent = f"{_section(doc)}/index.md"
    if parent in docs and parent != doc:
        crumbs.append(NavLink(pages[parent].meta.title, url_of(parent, directories), _section(doc)))
    return tuple(crumbs)


def _strip(library: Library, docs: Collection[str], directories: bool) -> StripView | None:
    target = find_target("get-help", docs)
    if target is None:
        return None
    strip = library.site.strip
    return StripView(strip.text, strip.link, f"{url_of(target.doc, directories)}#care-emergency")


def _danger(library: Library) -> tuple[CardView, ...]:
    """The cards of the two most urgent levels in plain text, since the theme's templates know no markup."""
    cards = build_short_cards(library, library.records["red-flags"])
    urgent = [card for card in cards if card.tag.level in URGENCIES[:2]]
    return tuple(
        replace(card, heading=plain(card.heading), lines=tuple(map(plain, card.lines)), act=plain(card.act))
        for card in urgent
    )
