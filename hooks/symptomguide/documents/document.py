"""Every page of the site as a document: what it is, its Markdown, and what it rests on. All else reads it here."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..addresses import INDEX_PAGE, MACRO_PAGE, PAGE_KINDS, find_section
from ..guide import Guide
from ..models import Advice, Record
from ..pages.content import Page
from ..patterns import compile_later
from ..text import plain

UNKNOWN_PAGE = "404.md"
EMERGENCY_CARD = '<section class="cf-care cf-care--emergency"'
PARAGRAPH = compile_later(r"</p>|^(?=[^\W_])", re.MULTILINE)
MOST_ABOVE = 3
"""Paragraphs that may stand above an emergency card on the first screen."""


@dataclass(frozen=True)
class Rendered:
    """What the templates made of a page: its Markdown with links still as `to:`, and what it rests on.

    `reads` names all that was read for it, as `records.watched` notes it, and `*` where that is every page and record:
    with the page's own file, site.yaml and the templates, nothing else can change the text. `shown` holds the
    records with advice that stand on it, by kind/id; files of the decision tree go by `tree/…`.
    """

    text: str
    reads: frozenset[str]
    shown: Mapping[str, Advice]


@dataclass(frozen=True, eq=False)
class Document:
    """One page of the site. `doc` is the path of its Markdown file, which is its address.

    It is written by hand (`page`), about one record (`record`), the index of all pages, the help on macros, the page
    for unknown addresses, or stands at an old address and `leads_to` the document that took its place. Nothing is
    rendered before it is asked for, and then once.
    """

    guide: Guide = field(repr=False)
    doc: str
    kind: Literal["written", "record", "index", "macros", "unknown", "moved"]
    title: str
    description: str
    page: Page | None = None
    record: Record | None = None
    leads_to: str = ""

    @property
    def path(self) -> str:
        """The file that it is made from, from the root of the project; "" for none."""
        return self.guide.docs.get(self.doc, "")

    @property
    def name(self) -> str:
        """Its address as records and menus write it: `causes/some-id`, `get-help`, `causes`."""
        return self.doc.removesuffix(".md").removesuffix("/index")

    @property
    def section(self) -> str:
        """The first folder of its address, or the whole of it: `causes`, `get-help`; "" for the home page."""
        return find_section(self.doc)

    @property
    def parent(self) -> str:
        """The document of the written page that leads its section, which is another; "" for none."""
        leads = (f"{self.section}/index.md", f"{self.section}.md")
        return next((doc for doc in leads if doc in self.guide.pages and doc != self.doc), "")

    @property
    def for_readers(self) -> bool:
        """False for the help on macros, the page for unknown addresses, and old addresses."""
        return self.kind not in ("macros", "unknown", "moved")

    @property
    def names(self) -> tuple[str, ...]:
        """The other names of the page: those of its record, or those in its front matter."""
        return tuple(self.page.meta.also_called if self.page else getattr(self.record, "also_called", ()))

    @property
    def layout(self) -> str:
        """The layout of the page."""
        return self.page.meta.layout if self.page else "page"

    @property
    def contents(self) -> bool:
        """Whether it shows the list of what is on it."""
        return self.page.meta.contents if self.page else True

    @property
    def kicker(self) -> str:
        """The short word above the title, or ""."""
        if self.page:
            return self.page.meta.kicker or ""
        return next((one.one for one in self.guide.library.site.sections if self.record and one.id == self.section), "")

    @property
    def strip(self) -> bool:
        """Whether the emergency line stands above it: not where an emergency card is on the first screen.

        The check puts such a card away while its script runs, so it keeps the line.
        """
        if self.page and not self.page.meta.strip:
            return False
        if self.layout == "checker" or self.kind in ("unknown", "moved"):
            return True
        above, card, _ = self.rendered.text.partition(EMERGENCY_CARD)
        below = any(mark in above for mark in ("\n## ", "</h2>", "cf-glance"))
        return not card or below or len(PARAGRAPH.findall(above)) > MOST_ABOVE

    @functools.cached_property
    def rendered(self) -> Rendered:
        """Its Markdown, and what it rests on; raises ProblemsFound where a macro or a template fails."""
        from .finish import render_document  # here, so that a check that needs no page loads no templates

        return render_document(self)


@functools.lru_cache(maxsize=1)
def list_documents(guide: Guide) -> Mapping[str, Document]:
    """Every page of the site by its `doc`, in the order of the guide; made once, and nothing is rendered yet."""
    kinds = ((kind, guide.library.records[kind]) for kind in PAGE_KINDS)
    records = {f"{kind}/{name}.md": record for kind, held in kinds for name, record in held.items()}
    documents = {}
    for doc in guide.docs:
        if doc in guide.pages:
            page = guide.pages[doc]
            documents[doc] = Document(guide, doc, "written", page.meta.title, plain(page.meta.description), page)
        elif doc == MACRO_PAGE:
            documents[doc] = make_macro_page(guide)
        elif doc == INDEX_PAGE:
            text = "Every page of this site, and every name that leads to one."
            documents[doc] = Document(guide, doc, "index", "All pages, A to Z", text)
        else:
            record = records[doc]
            title, text = plain(getattr(record, "title", record.id)), plain(getattr(record, "summary", ""))
            documents[doc] = Document(guide, doc, "record", title, text, record=record)
    return documents


def make_macro_page(guide: Guide) -> Document:
    """The help on macros, which is a page of the site only where site.yaml says so."""
    text = "Every macro that a page in content/ may call, with an example of each."
    return Document(guide, MACRO_PAGE, "macros", "Macros for editors", text)


def make_unknown(guide: Guide) -> Document:
    """The page for unknown addresses, which is no page of the site."""
    return Document(guide, UNKNOWN_PAGE, "unknown", "Page not found", "")


def make_moved(guide: Guide) -> Mapping[str, Document]:
    """A page for each old address, by its `doc`; none of them is a page of the site."""
    documents = list_documents(guide)
    made = {}
    for address, doc in guide.moved.items():
        title = documents[doc].title
        text = f"This page has moved. Its place is now: {title}."
        made[f"{address}.md"] = Document(guide, f"{address}.md", "moved", f"Moved: {title}", text, leads_to=doc)
    return made
