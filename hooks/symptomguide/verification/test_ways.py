"""Verification: no page of advice is an end: the check, exercises in pictures, the plan, what is mistaken for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath
from xml.etree.ElementTree import Element

import pytest

from symptomguide.addresses import file_of, find_target, url_of
from symptomguide.guide import Guide
from symptomguide.models import DANGER_LEVELS, URGENCIES, Cause, Plan, Recovery

from .dom import find_main
from .faults import expect_empty

NEAREST = 2
PICTURE = "svg[@class='cf-pose__drawing']"


def find_article(folder: Path, doc: str) -> Element:
    """The body of a page: what its own advice says, without what stands around every page."""
    found = find_main(folder / file_of(doc, directories=True)).find(".//article")
    assert found is not None
    return found


def read_links(part: Element, doc: str) -> Iterator[str]:
    """The pages of the site that links in a part of a page lead to, as records and menus name them, with the place."""
    here = url_of(doc, directories=True)
    for link in part.iter("a"):
        address = link.get("href", "")
        path, _, anchor = address.partition("#")
        page = normpath(join(here, path)) if path else here.rstrip("/")
        yield f"{page}#{anchor}" if anchor else page


def place_of(guide: Guide, record: str) -> str:
    """Where a record stands, as `read_links` names it."""
    target = find_target(record, guide.docs)
    assert target is not None
    page = url_of(target.doc, directories=True).rstrip("/")
    return f"{page}#{target.anchor}" if target.anchor else page


@pytest.fixture(scope="module")
def check(guide: Guide) -> str:
    """The document of the check."""
    return next(doc for doc, page in guide.pages.items() if page.meta.layout == "checker")


def test_every_cause_leads_to_the_check_to_its_plan_and_to_what_is_easily_taken_for_it(
    built_site: Path, guide: Guide, check: str
) -> None:
    causes, plans, lacking = guide.library.all(Cause), guide.library.all(Plan), {}
    for cause in causes:
        doc = f"causes/{cause.id}.md"
        links = set(read_links(find_article(built_site, doc), doc))
        alike = {f"causes/{item.cause}" for item in cause.look_alikes}
        alike |= {f"causes/{one.id}" for one in causes if cause.id in {item.cause for item in one.look_alikes}}
        known = [
            plan for plan in plans if cause.id in {*plan.causes, *(id for one in plan.exceptions for id in one.causes)}
        ]
        wanted = {url_of(check, directories=True).rstrip("/"), *(place_of(guide, f"plans/{plan.id}") for plan in known)}
        lacking[cause.id] = sorted(wanted - links)
        if len(links & alike) < min(NEAREST, len(causes) - 1):
            lacking[cause.id].append(f"{NEAREST} look-alikes; name them under 'look_alikes'")
    expect_empty(lacking)


def test_a_cause_that_can_wait_shows_the_exercises_that_the_check_and_its_plan_begin_with(
    built_site: Path, guide: Guide
) -> None:
    tree, plans, lacking = guide.library.tree, guide.library.all(Plan), {}
    mild = [one for one in tree.outcomes.values() if one.urgency == URGENCIES[-1]] if tree else []
    for cause in guide.library.all(Cause):
        begin = [name for plan in plans if cause.id in plan.causes for name in plan.stages[0].exercises]
        begin += [name for one in mild if cause.id == one.fits[0] for name in one.exercises]
        article = find_article(built_site, f"causes/{cause.id}.md")
        pictures, urgent = len(article.findall(f".//{PICTURE}")), cause.urgency in DANGER_LEVELS
        if urgent and pictures:
            lacking[cause.id] = "an exercise stands on the page of what cannot wait"
        elif begin and not urgent and not pictures:
            lacking[cause.id] = "no picture of an exercise"
    expect_empty(lacking)


def test_every_way_to_recover_leads_to_the_check_and_to_the_choice_between_causes(
    built_site: Path, guide: Guide, check: str
) -> None:
    wanted, lacking = {url_of(check, directories=True).rstrip("/"), "recovery"}, {}
    for recovery in guide.library.all(Recovery):
        doc = f"recovery/{recovery.id}.md"
        article = find_article(built_site, doc)
        lacking[recovery.id] = sorted(wanted - set(read_links(article, doc)))
        if len(article.findall(f".//{PICTURE}")) < len(recovery.exercises):
            lacking[recovery.id].append("a picture of each exercise")
    expect_empty(lacking)


def test_every_mild_result_leads_to_its_patterns_exercises_and_plan_and_to_what_else_it_could_be(
    built_site: Path, guide: Guide, check: str
) -> None:
    library, lacking = guide.library, {}
    assert library.tree is not None
    screens = {one.get("data-outcome"): one for one in find_article(built_site, check).iter("section")}
    for outcome in library.tree.outcomes.values():
        if outcome.urgency != URGENCIES[-1]:
            continue
        links = set(read_links(screens[outcome.id], check))
        plans = [plan.id for plan in library.all(Plan) if set(plan.causes) & set(outcome.fits)]
        records = [*(f"exercises/{name}" for name in outcome.exercises), *(f"plans/{name}" for name in plans)]
        wanted = {place_of(guide, record) for record in (*records, *(f"causes/{name}" for name in outcome.fits))}
        lacking[outcome.id] = sorted(wanted - links)
        others = {f"causes/{one.id}" for one in library.all(Cause)} - {f"causes/{name}" for name in outcome.fits}
        if others and not links & others:
            lacking[outcome.id].append("what else it could be")
    expect_empty(lacking)
