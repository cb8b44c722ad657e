"""The places on pages that links of hand-written pages name: a place is looked for where the link leads."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from ..addresses import MACRO_PAGE
from ..pages.content import Page
from ..pages.links import explain_anchor, explain_missing, find_heading_ids
from ..problem import Problem, ProblemsFound
from ..records.library import Library

ID = re.compile(r'<[a-z][^>]*?\sid="([^"]+)"')


def check_anchors(pages: Mapping[str, Page], docs: Collection[str], library: Library) -> Iterator[Problem]:
    """Yields a problem for each link to a page that is not among `docs`, or to a place that its page does not have.

    A page is rendered only where none of its headings has the id.
    """
    rendered: dict[str, frozenset[str]] = {}
    for page in pages.values():
        for link in page.links:
            if link.doc not in docs:
                yield explain_missing(page.path, link)
                continue
            headings = find_heading_ids(pages[link.doc].lines) if link.doc in pages else frozenset()
            if not link.anchor or link.anchor in headings:
                continue
            if link.doc not in rendered:
                rendered[link.doc] = _find_ids(link.doc, pages, library)
            if link.anchor not in rendered[link.doc]:
                yield explain_anchor(page.path, link, headings | rendered[link.doc])


def _find_ids(doc: str, pages: Mapping[str, Page], library: Library) -> frozenset[str]:
    """The ids in what the templates make of a page."""
    from ..views.pages import build_page_view
    from .macro_help import build_macro_help
    from .render import render_page, render_record  # here, so that a check that needs no page loads no templates

    try:
        if doc in pages:
            return frozenset(ID.findall(render_page(pages[doc], library)))
        kind, _, name = doc.removesuffix(".md").partition("/")
        view = build_macro_help(library) if doc == MACRO_PAGE else build_page_view(library, kind, name)
        return frozenset(ID.findall(render_record(kind, view)))
    except ProblemsFound:
        return frozenset()  # the build tells what failed
