"""The places on pages: those that links of hand-written pages name are there, and no two on a page have one id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..addresses import ANCHOR_PAGES, PAGE_KINDS, PLANS
from ..guide import Guide
from ..pages.content import Page
from ..pages.headings import Heading
from ..pages.links import explain_anchor, explain_missing
from ..pages.sections import LISTS
from ..problem import Problem, ProblemsFound
from ..records.library import Library
from ..text import find_ids
from .document import Document

HEADING_ID = re.compile(r"^#{1,6} .*\{#([a-z0-9-]+)\}\s*$", re.MULTILINE)
FRAME_IDS = frozenset(("cf-query", "cf-rail-title", "main"))
"""The ids of what stands around the text of a page."""
NAMED_BY = {"charts": "title", "claims": "text", "exercises": "title", "red-flags": "title", "risks": "title"}
"""Kinds whose records have a part with an id of its own, and what that ends in, behind the record's."""
WORD_ID = "word-"
"""What the id of an explained word begins with, before that of its record."""
FIGURES = "figures"
"""The kind whose records have places, each with an id that begins with that of the figure."""
MADE_BY = {
    "check-error": "checker",
    "figures-heading": "figure_aside",
    "most": "sign_group",
    "one-by-one": "sign_group",
    "parts-list": "figure_row",
}
"""The ids that a macro makes whatever the records say, and which macro."""
MADE_OF = {
    **{name: (kind,) for name, (kind, _) in LISTS.items()},
    "begin_list": ("site:onsets",),
    "change_list": ("changes",),
    "claim": ("claims",),
    "claim_index": ("claims",),
    "exercise": ("exercises",),
    "exercise_list": ("exercises", "site:exercise_kinds"),
    "glossary_list": ("glossary",),
    "sign_index": ("red-flags",),
    "source_list": ("sources",),
}
"""Macros that make the id of a record, or without an argument of an entry of a list of site.yaml: the kinds."""
ONCE = frozenset(
    (*MADE_OF, *MADE_BY.values(), "care_card", "care_choice", "place_list", "plan_exceptions", "plan_stages")
)
"""Macros whose result has ids, so that one and the same call stands on a page once."""
MADE_IDS = re.compile(r".+-(?:figure|heading|name|text|title)|(?:care|exception|figure|hint|o|q|sheet|stage|which)-.+")
"""The ids that macros make of something else's; a test compares these and those above with what they make."""


def check_places(guide: Guide, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Yields a problem for each link that leads to no page or place, and for each id that would stand twice on a page.

    A page is rendered only where that may be so.
    """
    for document in documents.values():
        if document.page:
            yield from _check_links(document, documents)
            yield from _check_headings(document, guide.library)
            yield from _check_calls(document.page)
    yield from _check_records(guide)


def _check_links(document: Document, documents: Mapping[str, Document]) -> Iterator[Problem]:
    assert document.page
    for link in document.page.links:
        target = documents.get(link.doc)
        if target is None:
            yield explain_missing(document.path, link)
            continue
        headings = frozenset(heading.id for heading in target.page.headings) if target.page else frozenset()
        if link.anchor and link.anchor not in headings and link.anchor not in (ids := _find_ids(target)):
            yield explain_anchor(document.path, link, headings | ids)


def _find_ids(document: Document) -> frozenset[str]:
    """The ids in what the templates make of a page."""
    return find_ids(_render(document))


def _render(document: Document) -> str:
    try:
        return document.rendered.text
    except ProblemsFound:
        return ""  # the build tells what failed


def _check_headings(document: Document, library: Library) -> Iterator[Problem]:
    assert document.page
    words = {f"{WORD_ID}{name}" for name in library.ids["glossary"]}
    for heading in document.page.headings:
        where = "what stands around every page" if heading.id in FRAME_IDS | words else ""
        if may_be_made(heading.id, document.page, library) and _is_made(heading, document):
            where = "a macro on this page"
        if where:
            yield Problem(document.path, heading.line, heading.column, _explain(heading, where), "duplicate-id")


def _check_calls(page: Page) -> Iterator[Problem]:
    """Yields a problem for each macro call that stands on the page already."""
    first: dict[str, int] = {}
    for call in page.calls:
        line = first.setdefault(repr(call[1:]), call.line)
        if line != call.line and call.name in ONCE:
            message = f"the same call of '{call.name}' stands on line {line}, and what it shows may be there once"
            yield Problem(page.path, call.line, 1, f"{message}; take one of the two out", "duplicate-id")


def _is_made(heading: Heading, document: Document) -> bool:
    """Whether a macro gives the id of a heading to something else, too; Markdown changes one that is made of words."""
    named = HEADING_ID.findall(_render(document)).count(heading.id)
    return heading.id in _find_ids(document) or (heading.own and named > 1)


def _explain(heading: Heading, where: str) -> str:
    made = "" if heading.own else ", which is made of its words,"
    return (
        f"the id '{heading.id}' of this heading{made} belongs to {where}; write one of its own behind it: {{#another}}"
    )


def may_be_made(id: str, page: Page, library: Library) -> bool:
    """Whether a macro of this page may make this id: of a record, of a part of one, or of a place of a figure."""
    called = {call.name for call in page.calls}
    if id in MADE_BY:
        return MADE_BY[id] in called
    kinds = {kind for call in page.calls for kind in MADE_OF.get(call.name, ()) if not (call.arguments and ":" in kind)}
    if any(id in library.ids[kind] for kind in kinds):
        return True
    places = any(id.startswith(f"{figure}-") for figure in library.ids[FIGURES])
    return bool(called) and (places or bool(MADE_IDS.fullmatch(id)))


def _check_records(guide: Guide) -> Iterator[Problem]:
    """Yields a problem for each record whose id another one on its page has, or a part of it, or the page itself."""
    for doc, names in _group_records(guide).items():
        firsts = {name: owner for owner, name in reversed(names.items())}
        parts = {f"{name}-{NAMED_BY.get(owner.split('/')[0])}": owner for owner, name in names.items()}
        for owner, name in names.items():
            if other := parts.get(name, firsts[name] if firsts[name] != owner else ""):
                message = f"'{name}' is on the page {doc} already, for {guide.library.files[other].path}"
            elif name in FRAME_IDS or name in MADE_BY:
                message = f"'{name}' is the id of a part of the page {doc}"
            else:
                continue
            path = guide.library.files[owner].path
            yield Problem(path, 1, 1, f"{message}; choose another file name", "file-name")


def _group_records(guide: Guide) -> dict[str, dict[str, str]]:
    """Page -> (kind/id -> id) of each record that stands on it with others."""
    found: dict[str, dict[str, str]] = {}
    for kind in guide.library.ids:
        if kind in PAGE_KINDS or kind not in (*ANCHOR_PAGES, PLANS):
            continue
        for name in sorted(guide.library.records[kind]):
            if doc := guide.docs.homes.get(f"{kind}/{name}", ANCHOR_PAGES.get(kind)):
                found.setdefault(doc, {})[f"{kind}/{name}"] = name
    return found
