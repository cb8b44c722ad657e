"""The whole site in memory: every document as finished Markdown, and what stands around each.

This is all that an adapter needs. It knows neither MkDocs nor the file it will be written to.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from .addresses import ANCHOR_PAGES, MACRO_PAGE, PAGE_KINDS
from .approvals import find_in_force
from .library import Library, load_library
from .macros import MACROS
from .models.tree import TreeFile
from .pages import CONTENT_FOLDER, Page, load_pages
from .problem import Problem, ProblemsFound
from .render import front_matter, render_page, render_record, resolve_links
from .rules import check_rules
from .text import plain
from .tree import check_tree, load_tree
from .views.macro_help import build_macro_help
from .views.records import build_page_view
from .words import build_words, mark_words

PICTURE = "assets/og.png"
"""The picture that social networks show beside a link, below content/."""
URGENT_BOOST = {"emergency": 4, "same-day": 2}  # danger pages come first in the site's own search


@dataclass(frozen=True)
class Guide:
    """Records and pages that passed every check.

    `docs` maps each document to the file it comes from; `tree` holds the files of the decision tree; `picture` says
    whether content/ has the picture for social networks.
    """

    library: Library
    pages: Mapping[str, Page]
    docs: Mapping[str, str]
    tree: tuple[TreeFile, ...] = ()
    picture: bool = False

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
    tree, found = load_tree(root)
    problems += found
    if tree is not None:
        problems += check_tree(tree, library)
    if problems:
        return None, sorted(set(problems))
    files = tuple(tree.records.values()) if tree else ()
    return Guide(
        replace(library, signed=find_in_force(library, files), tree=tree),
        pages,
        _docs(library, pages),
        tree=files,
        picture=(root / CONTENT_FOLDER / PICTURE).is_file(),
    ), []


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
        markdown = render_page(guide.pages[doc], guide.library)
    elif doc == MACRO_PAGE:
        markdown = render_record("macros", build_macro_help(guide.library))
    else:
        kind, _, name = doc.removesuffix(".md").partition("/")
        markdown = render_record(kind, build_page_view(guide.library, kind, name))
    return front_matter(_meta(guide, doc)) + resolve_links(markdown, doc, guide.docs, directories)


def explain_words(guide: Guide, doc: str, page: str, *, directories: bool) -> str:
    """The HTML of a document with the first use of each technical word explained, but for the checker and sheets."""
    layout = guide.pages[doc].meta.layout if doc in guide.pages else "page"
    if doc in (MACRO_PAGE, ANCHOR_PAGES["glossary"]) or layout in ("checker", "sheet"):
        return page
    words = build_words(guide.library, doc, guide.docs, directories)
    return mark_words(page, words, describe(guide, doc)[0])


def describe(guide: Guide, doc: str) -> tuple[str, str]:
    """Title and description of a document, without marks."""
    if doc in guide.pages:
        meta = guide.pages[doc].meta
        return meta.title, plain(meta.description)
    if doc == MACRO_PAGE:
        return "Macros for editors", "Every macro that a page in content/ may call, with an example of each."
    kind, _, name = doc.removesuffix(".md").partition("/")
    record = guide.library.records[kind][name]
    return plain(getattr(record, "title", name)), plain(getattr(record, "summary", ""))


def _meta(guide: Guide, doc: str) -> dict[str, object]:
    title, description = describe(guide, doc)
    return {"title": title, "description": description, "search": _search_weight(guide, doc)}


def _search_weight(guide: Guide, doc: str) -> dict[str, object] | None:
    if doc == MACRO_PAGE:
        return {"exclude": True}
    if doc in guide.pages:
        boost = guide.pages[doc].meta.boost
    else:
        kind, _, name = doc.removesuffix(".md").partition("/")
        boost = URGENT_BOOST.get(getattr(guide.library.records[kind][name], "urgency", ""), 1)
    return {"boost": boost} if boost != 1 else None
