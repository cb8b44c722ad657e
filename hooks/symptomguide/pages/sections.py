"""Which pages exist: a page that is there for records of some kinds does not exist while there are none of them."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping

from ..addresses import ANCHOR_PAGES, HOME_PAGE, PAGE_KINDS, PLACE_PAGE, PLANS, find_target, list_record_docs
from ..models import KINDS
from ..problem import Problem, did_you_mean, shown
from ..records.library import Library
from .content import CONTENT_FOLDER, Page

MENUS = ("header", "footer", "start")
BEGINS_A_PLAN = "plan_start"
"""The macro that begins a plan, and so says where it stands."""
LISTS = {
    BEGINS_A_PLAN: (PLANS, "id"),
    "chart": ("charts", "id"),
    "claim_list": ("claims", "section"),
    "exercise_list": ("exercises", "kind"),
    "risk_list": ("risks", "weight"),
    "risk_table": ("risks", "weight"),
    "sign_group": ("red-flags", "group"),
    "sign_list": ("red-flags", "level"),
}
"""Macros that tell records in full: of which kind, and the field of the records that must be as the call says."""
WHOLE = {
    "change_list": "changes",
    "claim_index": "claims",
    "glossary_list": "glossary",
    "sign_index": "red-flags",
    "source_list": "sources",
}
"""Macros that give every record of a kind a place on the page of the kind."""
SINGLE = {"claim": "claims", "exercise": "exercises"}
"""Macros that give one record a place."""
PLACES = "place_list"
"""The macro that gives every place of a figure its own."""
LEADS_TO = "to"
"""The argument of a macro that names a page."""
ALWAYS = frozenset(("about.md",))
"""Pages that say more than the records they hold."""


@functools.cache
def kinds_on(doc: str) -> tuple[str, ...]:
    """The kinds of record that the page `doc` is there for; empty for a page that is there for itself."""
    if doc in ALWAYS:
        return ()
    return tuple(kind for kind in KINDS if doc in (f"{kind}/index.md" if kind in PAGE_KINDS else "", _page_of(kind)))


def drop_empty(pages: Mapping[str, Page], ids: Mapping[str, Collection[str]]) -> dict[str, Page]:
    """The pages without those that are there for records that the site does not have."""
    return {name: page for name, page in pages.items() if _is_filled(name, ids)}


def _is_filled(doc: str, ids: Mapping[str, Collection[str]]) -> bool:
    """Whether a page is there for no kind of record, or for one that the site has."""
    kinds = kinds_on(doc)
    return not kinds or any(map(ids.get, kinds))


def check_sections(library: Library, docs: Collection[str]) -> Iterator[Problem]:
    """Yields a problem for a section without words or without page, and for a menu entry that names no page.

    `docs` are all pages below content/, those of empty sections and those with problems too.
    """
    if HOME_PAGE not in docs:
        yield Problem(f"{CONTENT_FOLDER}/{HOME_PAGE}", 1, 1, "a site begins with this page; write it", "unknown-page")
    yield from _check_sheets(library, docs)
    source = library.files["site"]
    named = {section.id for section in library.site.sections}
    for kind in PAGE_KINDS:
        if library.ids[kind] and kind not in named:
            message = f"there are records in {kind}, so 'sections' needs an entry '- id: {kind}'"
            yield source.problem(source.key_place(("sections",)), message, "unknown-section")
        if library.ids[kind] and f"{kind}/index.md" not in docs:
            path = f"{CONTENT_FOLDER}/{kind}/index.md"
            message = f"there are records in {kind}, but no page lists them; write this page"
            yield Problem(path, 1, 1, message, "unknown-section")
        for name in library.ids[kind]:
            if f"{kind}/{name}.md" in docs and f"{kind}/{name}" in library.files:
                message = f"this address belongs to {CONTENT_FOLDER}/{kind}/{name}.md; choose another file name"
                yield Problem(library.files[f"{kind}/{name}"].path, 1, 1, message, "file-name")
    for menu in MENUS:
        for index, entry in enumerate(getattr(library.site, menu)):
            name = entry.page if menu == "start" else entry
            if find_target(name, docs) is None:
                known = (page.removesuffix(".md") for page in docs)
                hint = did_you_mean(name, known, f"write content/{shown(name)}.md, or take it out")
                place = source.place((menu, index, "page") if menu == "start" else (menu, index))
                yield source.problem(place, f"there is no page '{shown(name)}'{hint}", "unknown-page")


def _check_sheets(library: Library, docs: Collection[str]) -> Iterator[Problem]:
    """Yields a problem for each sheet of a result that is no page of the site."""
    for stem, file in library.tree.records.items() if library.tree else ():
        for index, outcome in enumerate(file.outcomes):
            if outcome.sheet and (message := _miss(outcome.sheet.page, library, docs)):
                source = library.files[f"tree/{stem}"]
                yield source.problem(source.place(("outcomes", index, "sheet", "page")), message, "unknown-page")


def check_targets(library: Library, pages: Mapping[str, Page], docs: Collection[str]) -> Iterator[Problem]:
    """Yields a problem for each macro call that is told to lead to a page that is not there; `docs` as above."""
    for page in pages.values():
        for call in page.calls:
            name = dict(call.arguments).get(LEADS_TO)
            if name and (message := _miss(name, library, docs)):
                yield Problem(page.path, call.line, 1, message, "unknown-page")


def _miss(name: str, library: Library, docs: Collection[str]) -> str:
    """What is wrong with the address of a page as records write it; "" for nothing."""
    known = {*list_record_docs(library.ids), *(doc for doc in docs if _is_filled(doc, library.ids))}
    if "#" not in name and find_target(name, known):
        return ""
    hint = did_you_mean(
        name, (doc.removesuffix(".md") for doc in known), "write its address, such as recovery/some-page"
    )
    return f"there is no page '{shown(name)}'{hint}"


def find_homes(library: Library, pages: Mapping[str, Page]) -> dict[str, str]:
    """The page that tells each record in full which shares a page with others, by kind/id.

    Of several such pages it is the one that is there for all records of the kind, else the first.
    """
    homes: dict[str, str] = {}
    for doc in sorted(pages, key=lambda doc: (doc not in ANCHOR_PAGES.values(), doc)):
        for call in pages[doc].calls:
            kind, field = LISTS.get(call.name, ("", ""))
            wanted = dict(call.arguments).get(field)
            for record in library.records[kind].values() if kind else ():
                if getattr(record, field) == wanted or (call.name == "exercise_list" and wanted is None):
                    homes.setdefault(f"{kind}/{record.id}", doc)
    return homes


def check_homes(library: Library, pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Yields a problem for each plan that no page begins: links to it would lead nowhere."""
    homes = find_homes(library, pages)
    for name in sorted(library.ids[PLANS]):
        if f"{PLANS}/{name}" not in homes:
            call = f'{{{{ {BEGINS_A_PLAN}("{name}") }}}}'
            message = f"no page shows this plan; write {call} on a line of a page in {CONTENT_FOLDER}/"
            yield Problem(library.files[f"{PLANS}/{name}"].path, 1, 1, message, "no-place")


def check_shown(library: Library, pages: Mapping[str, Page], homes: Mapping[str, str]) -> Iterator[Problem]:
    """Yields a problem for each record that the page of its kind does not show, and for a page of places without any.

    What links to such a record would lead nowhere. `homes` is what `find_homes` says.
    """
    for kind, doc in ANCHOR_PAGES.items():
        if page := pages.get(doc):
            unseen = sorted(library.ids[kind] - _find_shown(library, kind, page))
            for name in [name for name in unseen if f"{kind}/{name}" not in homes]:
                message = f"no macro on this page shows '{name}' of {kind}, which stands here; add one that does"
                yield Problem(page.path, 1, 1, message, "no-place")
    places = pages.get(f"{PLACE_PAGE}.md")
    if places and library.ids["figures"] and PLACES not in {call.name for call in places.calls}:
        message = f"the places of figures stand on this page; write {{{{ {PLACES}() }}}} on a line of it"
        yield Problem(places.path, 1, 1, message, "no-place")


def _page_of(kind: str) -> str:
    return ANCHOR_PAGES.get(kind, "")


def _find_shown(library: Library, kind: str, page: Page) -> frozenset[str]:
    """The records that the macros of a page give a place, but for those of `LISTS`."""
    if any(WHOLE.get(call.name) == kind for call in page.calls):
        return library.ids[kind]
    single = (dict(call.arguments).get("id", "") for call in page.calls if SINGLE.get(call.name) == kind)
    return frozenset(single)
