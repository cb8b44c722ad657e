"""The whole site in memory: every document as finished Markdown, and what stands around each.

This is all that an adapter needs. It knows neither MkDocs nor the file it will be written to.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .addresses import MACRO_PAGE, PAGE_KINDS
from .library import Library, load_library
from .macros import MACROS
from .pages import Page, load_pages
from .problem import Problem, ProblemsFound
from .render import front_matter, render_page, render_record, resolve_links
from .rules import check_rules
from .text import plain
from .views.macro_help import build_macro_help
from .views.records import build_page_view

URGENT_BOOST = {"emergency": 4, "same-day": 2}  # danger pages come first in the site's own search


@dataclass(frozen=True)
class Guide:
    """Records and pages that passed every check. `docs` maps each document to the file it comes from."""

    library: Library
    pages: Mapping[str, Page]
    docs: Mapping[str, str]

    def generated(self) -> tuple[str, ...]:
        """The documents that no hand-written page stands for, section by section."""
        return tuple(doc for doc in self.docs if doc not in self.pages)


def check_guide(root: Path, as_of: datetime.date) -> tuple[Guide | None, list[Problem]]:
    """Reads and checks all records and pages below `root`; None where a problem was found."""
    library, problems = load_library(root)
    if library is None:
        return None, sorted(set(problems))
    problems += check_rules(library, as_of)
    pages, found = load_pages(root, MACROS, library.ids)
    problems += found
    if problems:
        return None, sorted(set(problems))
    return Guide(library, pages, _docs(library, pages)), []


def load_guide(root: Path, as_of: datetime.date) -> Guide:
    """The guide below `root`; raises ProblemsFound."""
    guide, problems = check_guide(root, as_of)
    if guide is None:
        raise ProblemsFound(problems)
    return guide


def _docs(library: Library, pages: Mapping[str, Page]) -> dict[str, str]:
    docs = {name: page.path for name, page in pages.items()}
    for kind in PAGE_KINDS:
        for record in sorted(library.records[kind].values(), key=lambda record: getattr(record, "order", 0)):
            docs[f"{kind}/{record.id}.md"] = library.files[f"{kind}/{record.id}"].path
    docs[MACRO_PAGE] = ""
    return docs


def render_doc(guide: Guide, doc: str, *, directories: bool) -> str:
    """Finished Markdown of a document, with front matter; raises ProblemsFound where a macro or a link fails."""
    if doc in guide.pages:
        markdown, meta = render_page(guide.pages[doc], guide.library), _page_meta(guide.pages[doc])
    elif doc == MACRO_PAGE:
        markdown, meta = render_record("macros", build_macro_help(guide.library)), _macro_meta()
    else:
        kind, _, name = doc.removesuffix(".md").partition("/")
        view = build_page_view(guide.library, kind, name)
        markdown, meta = render_record(kind, view), _record_meta(guide.library, kind, name, view.title, view.lead)
    return front_matter(meta) + resolve_links(markdown, doc, guide.docs, directories)


def _page_meta(page: Page) -> dict[str, object]:
    boost = {"boost": page.meta.boost} if page.meta.boost != 1 else None
    return {"title": page.meta.title, "description": plain(page.meta.description), "search": boost}


def _record_meta(library: Library, kind: str, name: str, title: str, lead: str) -> dict[str, object]:
    boost = URGENT_BOOST.get(getattr(library.records[kind][name], "urgency", ""), 1)
    return {"title": title, "description": plain(lead), "search": {"boost": boost} if boost != 1 else None}


def _macro_meta() -> dict[str, object]:
    return {
        "title": "Macros for editors",
        "description": "Every macro that a page in content/ may call, with an example of each.",
        "search": {"exclude": True},
    }
