"""Where each record and page stands in the site. The addresses are kept stable: people link to them."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit

HOME_PAGE = "index.md"

PAGE_KINDS = ("causes", "muscles", "mechanics", "recovery")
"""Kinds of record with a page for each: `causes/some-id` stands at /causes/some-id/."""

ANCHOR_PAGES = {
    "claims": "evidence/index.md",
    "sources": "evidence/sources.md",
    "glossary": "glossary.md",
    "red-flags": "signs.md",
    "changes": "about.md",
    "exercises": "recovery/exercises.md",
    "risks": "risks.md",
    "charts": "evidence/index.md",
}
"""Kinds of record that share a page, each at an anchor with its id."""

PLANS = "plans"
"""The kind whose records stand where a page begins them, each at an anchor with its id."""

PLACE_PAGE = "where"
"""Where the places of figures are listed, each at an anchor: a page of that name holds `place_list`."""

KEEP_PAGES = ("save", "report")
"""How to keep a copy, and how to report an error: the foot of each page leads to those of these that there are."""

MACRO_PAGE = "macros.md"
START_PAGE = "START-HERE.html"
"""The first page of an offline copy, a template of the theme."""

DATA_FILE = "data/guide.json"
"""All records as open data; a page links to it as to a page."""

ALONE_PAGE = "check-alone.html"
"""The check in one file, a template of the theme: it is taken out of the offline copy that it is made with."""

UNKNOWN_FILE = "404.html"
"""What hosts answer with where there is no page: it is served at addresses of any depth."""

INDEX_PAGE = "all-pages.md"
"""Every page and every name, A to Z: what search finds, for readers without script."""


class Target(NamedTuple):
    """A document of the site (path of its Markdown file) and an anchor in it, or ""."""

    doc: str
    anchor: str


class Docs(dict[str, str]):
    """The documents of a site: the path of each Markdown file, and of the file that it is made from.

    `homes` says which document begins a record that stands where a page puts it, by kind/id.
    """

    homes: Mapping[str, str] = MappingProxyType({})


def has_place(kind: str) -> bool:
    """True for kinds whose records stand on a page, of their own or a common one."""
    return kind in PAGE_KINDS or kind in ANCHOR_PAGES or kind == PLANS


def find_target(path: str, docs: Collection[str]) -> Target | None:
    """The target of `causes/some-id`, `get-help` or `evidence/sources`, maybe with `#anchor`; None if there is none."""
    path, _, anchor = path.partition("#")
    kind, _, name = path.partition("/")
    if isinstance(docs, Docs) and path in docs.homes:
        return Target(docs.homes[path], name)
    if kind in ANCHOR_PAGES and name and f"{path}.md" not in docs:
        return Target(ANCHOR_PAGES[kind], name) if ANCHOR_PAGES[kind] in docs else None
    for doc in (f"{path}.md", f"{path}/index.md" if path else "index.md"):
        if doc in docs:
            return Target(doc, anchor)
    return None


def list_record_docs(ids: Mapping[str, Collection[str]]) -> Iterator[str]:
    """The document of each record that has a page of its own; `ids` holds the ids of the records of each kind."""
    return (f"{kind}/{name}.md" for kind in PAGE_KINDS for name in ids[kind])


def find_section(doc: str) -> str:
    """The first folder of a document's address, or the whole of it: `causes`, `get-help`; "" for the home page."""
    return doc.removesuffix(".md").removesuffix("index").split("/")[0]


def url_of(doc: str, directories: bool) -> str:
    """The address of a document from the root of the site, "" for the home page.

    `directories` is MkDocs' use_directory_urls: `causes/some-id/` if true, `causes/some-id.html` if not.
    """
    stem = doc.removesuffix(".md")
    if not directories:
        return f"{stem}.html"
    return stem.removesuffix("index") if posixpath.basename(stem) == "index" else f"{stem}/"


def file_of(doc: str, directories: bool) -> str:
    """The produced file of a document, from the root of the site: `causes/some-id/index.html`."""
    url = url_of(doc, directories)
    return f"{url}index.html" if not url or url.endswith("/") else url


def find_address_fault(address: str) -> str:
    """What keeps `address` from being that of a site, in words with the remedy; "" for nothing."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = None, None
    if parts is None or parts.scheme != "https" or not host or any(c.isspace() or c in "<>\"'`{}\\" for c in address):
        return "the address of a site is written in full, such as https://example.org/guide/"
    if "@" in parts.netloc:
        return "the address of a site holds no user name; take out what stands before the @"
    if "?" in address or "#" in address:
        return "the address of a site ends before any ? or #; take that out, and what follows"
    return ""


def relative_url(target: Target, page: str, directories: bool) -> str:
    """The address of `target` as written on the page whose document is `page`."""
    anchor = f"#{target.anchor}" if target.anchor else ""
    if target.doc == page and anchor:
        return anchor
    relative = _lead(posixpath.dirname(url_of(page, directories)), url_of(target.doc, directories))
    return (f"{relative}/" if directories and not relative.endswith("/") else relative) + anchor


def _lead(folder: str, url: str) -> str:
    """The way from a folder of the site to an address in it, both written from the root."""
    start, end = [part for part in folder.split("/") if part], [part for part in url.split("/") if part]
    same = 0
    while same < min(len(start), len(end)) and start[same] == end[same]:
        same += 1
    return "/".join([".."] * (len(start) - same) + end[same:]) or "."
