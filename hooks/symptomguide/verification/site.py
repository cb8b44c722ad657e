"""The built site as readers reach it, and pages that remember what they complained about and asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, ViewportSize

from symptomguide.addresses import HOME_PAGE, UNKNOWN_FILE, url_of
from symptomguide.documents.document import Document, list_documents
from symptomguide.guide import Guide

from .browser import PREFIX

PHONE = ViewportSize(width=390, height=844)
NARROW = ViewportSize(width=320, height=256)  # 1280 x 1024 at 400 % zoom
DESKTOP = ViewportSize(width=1280, height=900)

CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')

# Chromium reports what the policy blocks as an event too, and that event names what it was.
WATCH_POLICY = """
addEventListener("securitypolicyviolation", (event) =>
  console.warn(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@dataclass(frozen=True)
class Site:
    """A built site: its folder, the address of its root, and one page of each kind, as an address from the root.

    `word` is one that search must find.
    """

    folder: Path
    base: str
    kinds: dict[str, str]
    word: str = ""

    def url(self, kind: str) -> str:
        """The full address of the page of a kind."""
        return self.base + self.kinds[kind]

    def file(self, path: str) -> Path:
        """The file behind an address from the root."""
        return self.folder / path / "index.html" if not path or path.endswith("/") else self.folder / path


@dataclass
class Watched:
    """A page with its complaints and requests so far."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begins to watch."""
        self.page.add_init_script(WATCH_POLICY)
        self.page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def forget(self) -> None:
        """Starts both lists anew."""
        self.complaints.clear()
        self.requests.clear()


def prefix_of(folder: Path) -> str:
    """The path from the root of a host to a site, with a slash at its end: that of its public address, else any."""
    return urlsplit(address).path.lstrip("/") if (address := address_of(folder)) else f"{PREFIX}/"


def address_of(folder: Path) -> str:
    """The public address that a site was built with, or ""."""
    found = CANONICAL.search((folder / "index.html").read_text(encoding="utf-8"))
    return found[1] if found else ""


def word_of(guide: Guide) -> str:
    """A word that search must find: the longest of the question that the site answers, or of its name."""
    words: list[str] = re.findall(r"\w+", guide.library.site.question or guide.library.site.name)
    return max(words, key=len)


CALLS = "pages with "
"""Begins the name of a kind of pages that call the same macros."""


def read_site(folder: Path, guide: Guide, base: str, *, directories: bool) -> Site:
    """The site in `folder`, which was built from `guide`.

    The pages of records are kinds by section, and by urgency where records have one; pages of a folder that call the
    same macros are one kind; any other page is a kind of its own, so that a new page is looked at without being listed.
    The fullest page stands for its kind.
    `directories` is MkDocs' use_directory_urls.
    """
    pages: dict[str, list[str]] = defaultdict(list)
    for document in list_documents(guide).values():
        pages[_kind(document)].append(url_of(document.doc, directories))
    if (folder / UNKNOWN_FILE).is_file():
        pages["not-found"].append(UNKNOWN_FILE)
    bare = Site(folder, base, {})
    fullest = {
        paths[0].strip("/") if kind.startswith(CALLS) and len(paths) == 1 else kind: max(
            sorted(paths), key=lambda path: bare.file(path).stat().st_size
        )
        for kind, paths in pages.items()
    }
    return Site(folder, base, dict(sorted(fullest.items())), word_of(guide))


def _kind(document: Document) -> str:
    if document.record:
        urgency = getattr(document.record, "urgency", "")
        return f"one of {document.section}, {urgency}" if urgency else f"one of {document.section}"
    address = "home" if document.doc == HOME_PAGE else url_of(document.doc, directories=True).strip("/")
    calls = sorted({call.name for call in document.page.calls}) if document.page and "/" in address else ()
    return f"{CALLS}{', '.join(calls)} in {address.rpartition('/')[0]}" if calls else address
