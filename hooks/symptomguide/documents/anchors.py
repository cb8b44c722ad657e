"""The places on pages that links of hand-written pages name: a place is looked for where the link leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..pages.links import explain_anchor, explain_missing, find_heading_ids
from ..problem import Problem, ProblemsFound
from ..text import find_ids
from .document import Document


def check_anchors(documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Yields a problem for each link to a page that is not among `documents`, or to a place that is not on its page.

    A page is rendered only where none of its headings has the id.
    """
    pages = [document.page for document in documents.values() if document.page]
    for path, link in ((page.path, link) for page in pages for link in page.links):
        target = documents.get(link.doc)
        if target is None:
            yield explain_missing(path, link)
            continue
        headings = find_heading_ids(target.page.lines) if target.page else frozenset()
        if link.anchor and link.anchor not in headings and link.anchor not in (ids := _find_ids(target)):
            yield explain_anchor(path, link, headings | ids)


def _find_ids(document: Document) -> frozenset[str]:
    """The ids in what the templates make of a page."""
    try:
        return find_ids(document.rendered.text)
    except ProblemsFound:
        return frozenset()  # the build tells what failed
