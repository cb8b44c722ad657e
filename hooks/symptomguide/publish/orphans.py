"""Finds what no reader would find in the produced site: pages no link leads to, records that no page holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from ..addresses import INDEX_PAGE, MACRO_PAGE, UNKNOWN_FILE, file_of
from ..problem import Problem, shown
from .produced import ProducedPage, ProducedSite
from .readback import find_leads

CLICKS = 2
"""How far from the home page the pages may lie that must be close to it."""

UNLISTED = frozenset((UNKNOWN_FILE, file_of(MACRO_PAGE, True), file_of(MACRO_PAGE, False)))
INDEXES = frozenset((file_of(INDEX_PAGE, True), file_of(INDEX_PAGE, False)))
"""Links to every page by itself: what only this leads to is still lost."""
HOME = "index.html"


def find_orphans(
    site: ProducedSite,
    label: str,
    held: Mapping[str, Collection[str]],
    near: Collection[str],
    made_from: Mapping[str, str] | None = None,
    moved: Collection[str] = (),
) -> list[Problem]:
    """The problems of a site, whose paths start with `label`.

    Every page is linked from somewhere, `near` within two clicks from home; each file of `held` holds its ids.
    `made_from` maps a produced file to the one it was made from, which a problem then names; `moved` are the pages at
    old addresses, to which no link leads.
    """
    pages = site.pages
    clicks = _count_clicks(pages)
    places = {name: f"{label}/{name}" for name in pages} | dict(made_from or {})
    found = list(
        _find_far({name: places[name] for name in places if name not in UNLISTED and name not in moved}, clicks, near)
    )
    for name, ids in held.items():
        missing = sorted(set(ids) - (pages[name].ids.keys() if name in pages else set()))
        place, rest = places.get(name, f"{label}/{name}"), "stands on no page; list it here"
        found += [Problem(place, 1, 1, f"the record '{shown(one)}' {rest}", "orphan") for one in missing]
    return found


def _count_clicks(pages: Mapping[str, ProducedPage]) -> dict[str, int]:
    """How many links lead from the home page to each page, at least."""
    clicks, edge = {HOME: 0}, [HOME]
    while edge:
        name = edge.pop(0)
        for target in () if name in INDEXES else _find_links(pages[name], name):
            if target in pages and target not in clicks:
                clicks[target] = clicks[name] + 1
                edge.append(target)
    return clicks


def _find_links(page: ProducedPage, name: str) -> Iterator[str]:
    """The files that the links of a page may mean; each is one of two."""
    for target in {lead.target or "" for lead in find_leads(page, name) if lead.link}:
        yield from (target, f"{target}/{HOME}".lstrip("/"))


def _find_far(places: Mapping[str, str], clicks: Mapping[str, int], near: Collection[str]) -> Iterator[Problem]:
    for name, place in places.items():
        if name not in clicks:
            message = "no link leads from the home page to this page; link it from a page of its section"
            yield Problem(place, 1, 1, message, "orphan")
        elif name in near and clicks[name] > CLICKS:
            message = f"this page is {clicks[name]} clicks from the home page; it must be at most {CLICKS}"
            yield Problem(place, 1, 1, message, "orphan")
