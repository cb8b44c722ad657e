"""The site as one build makes it: each page, the frame around it, and the files beside the pages."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping

from ..addresses import ALONE_PAGE, DATA_FILE, MACRO_PAGE, START_PAGE, find_address_fault
from ..documents.alone import AloneView, build_alone, list_parts
from ..documents.copies import Offer, build_edition
from ..documents.discovery import build_discovery_files
from ..documents.document import Document, list_documents, make_macro_page, make_moved, make_unknown
from ..documents.finish import describe, explain_words
from ..documents.frame import build_frame, stand_anywhere
from ..documents.open_data import build_open_data
from ..documents.render import resolve_links
from ..documents.search import SCRIPT, build_search_documents, write_search_documents
from ..documents.shell import ShellView
from ..guide import Guide
from ..problem import Problem, ProblemsFound, shown
from ..records.folders import is_left_behind
from ..store import digest, recall
from ..views.look import build_icon, build_tokens
from .assets import publish
from .browsers import find_newer
from .theme import find_theme

LUNR_SCRIPT = "assets/javascripts/lunr.js"
SHEET = "assets/stylesheets/guide.css"
ICON = "assets/icon.svg"


class Site:
    """A build of a guide. `address` is the public one, with a slash at its end, or "".

    `assets` maps the plain path of each style and script to the published one.

    `directories` is MkDocs' use_directory_urls, false for a copy in a folder; `preview` is true while someone edits.
    """

    def __init__(self, guide: Guide, offer: Offer | None, directories: bool, *, preview: bool) -> None:
        self.guide, self.offer, self.directories, self.preview = guide, offer, directories, preview
        self.address = find_address(guide)
        for_editors = {MACRO_PAGE: make_macro_page(guide)} if preview else {}
        moved = make_moved(guide) if directories else {}  # nobody has a link to an old address in a folder
        self.documents: Mapping[str, Document] = {**moved, **list_documents(guide), **for_editors}
        self.assets: dict[str, str] = {}

    @property
    def templates(self) -> tuple[str, ...]:
        """Pages that are templates of the theme alone."""
        if self.directories:
            return ()
        return (START_PAGE, ALONE_PAGE) if list_parts(self.guide) else (START_PAGE,)

    def holds(self, path: str, *, page: bool) -> bool:
        """False for a page of an empty section, and for what systems and editors leave behind."""
        return (not page or path in self.documents) and not any(map(is_left_behind, path.split("/")))

    def asset(self, path: str) -> str:
        """The published path of a style or script, from its plain one."""
        if path not in self.assets:
            raise LookupError(f"the theme asks for '{path}', and there is no such style or script")
        return self.assets[path]

    @property
    def _shown_address(self) -> str:
        return self.address if self.directories and not self.preview else ""

    def make_files(self, found: Mapping[str, str]) -> dict[str, str]:
        """The text of each file that no one wrote, by its path: styles, scripts, icon, feed and the like.

        `found` holds the styles and scripts there are, by their paths; ours are published under the names in `assets`.
        Raises ProblemsFound.
        """
        made = {ICON: build_icon(self.guide.library.site)}
        made[DATA_FILE] = build_open_data(self.guide, self.address)
        if self.directories:  # a copy in a folder is not found by search engines
            made |= build_discovery_files(self.guide, self._shown_address)
        _check_theme()
        own = {path: text for path, text in found.items() if path == LUNR_SCRIPT or (find_theme() / path).is_file()}
        own[SHEET] = build_tokens(self.guide.library.site.colours) + own[SHEET]  # before the styles that use them
        own[SCRIPT] = write_search_documents(build_search_documents(self.guide, directories=self.directories))
        assets = {path: publish(path, text) for path, text in own.items()}
        self.assets = {path: asset.path for path, asset in assets.items()}
        return made | {asset.path: asset.text for asset in assets.values()}

    def render(self, doc: str) -> str:
        """The Markdown of a page with links still as `to:`; raises ProblemsFound."""
        return self.documents[doc].rendered.text

    def resolve(self, doc: str, text: str) -> str:
        """A text on a page with its links as addresses; raises ProblemsFound."""
        return resolve_links(self.documents[doc], text, self.directories)

    def describe(self, doc: str) -> dict[str, str]:
        """What a page says of itself in its head."""
        return describe(self.documents[doc])

    def explain(self, doc: str, html: str) -> str:
        """The HTML of a page with its technical words explained."""
        return explain_words(self.documents[doc], html, directories=self.directories)

    @functools.cached_property
    def common(self) -> str:
        """What `resolve` and `explain` depend on beside the page."""
        docs = self.guide.docs
        return digest(repr(self.guide.words), repr(dict(docs)), repr(dict(docs.homes)), repr(self.directories))

    def depend(self, doc: str) -> tuple[str, ...]:
        """What `resolve` and `explain` depend on of the page, beside its text."""
        document = self.documents[doc]
        return doc, document.kind, document.layout, document.title

    def frame(self, doc: str | None) -> ShellView:
        """What stands around a page; None is the page for unknown addresses."""
        frame = build_frame(
            self.documents[doc] if doc else make_unknown(self.guide),
            directories=self.directories,
            built=not self.preview,
            address=self._shown_address,
            edition=None if self.directories else build_edition(self.guide.day, self.address),
            offer=self.offer,
        )
        lost = doc is None and not self.address and not self.preview
        return stand_anywhere(frame, self.guide) if lost else frame

    def stand_alone(self, contents: Mapping[str, str]) -> AloneView | None:
        """The check in one file, from the HTML of each page; None where it is not among the templates."""
        if ALONE_PAGE not in self.templates:
            return None
        check = next(iter(list_parts(self.guide).values()))
        return build_alone(self.guide, self.frame(check.doc), contents, self.address)

    def edit_url(self, doc: str) -> str | None:
        """Where the file of a page is edited; None while nobody has named a repository, and for pages made of many."""
        site, path = self.guide.library.site, self.documents[doc].path
        return f"{site.repository}/edit/{site.branch}/{path}" if site.repository and path else None


def find_address(guide: Guide) -> str:
    """The public address of the site with a slash at its end, that of SITE_URL first; "" for none.

    Raises ProblemsFound where SITE_URL is no address of a site.
    """
    given = os.environ.get("SITE_URL", "").strip()
    if given and (fault := find_address_fault(given)):
        raise ProblemsFound([Problem("SITE_URL", 1, 1, f"'{shown(given)}': {fault}", "environment")])
    address = given or guide.library.site.public_address or ""
    return f"{address.rstrip('/')}/" if address else ""


def _check_theme() -> None:
    """Refuses styles and scripts of ours that older browsers cannot read."""
    folder = find_theme()
    found = [path for path in sorted(folder.rglob("*")) if path.suffix in (".css", ".js")]
    texts = {f"{folder.name}/{path.relative_to(folder).as_posix()}": path.read_text(encoding="utf-8") for path in found}
    recall(("theme", repr(texts)), lambda: _refuse_newer(texts))


def _refuse_newer(texts: Mapping[str, str]) -> bool:
    if problems := find_newer(texts):
        raise ProblemsFound(problems)
    return True
