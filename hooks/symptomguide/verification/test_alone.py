"""Verification: the check in one file needs nothing beside it, and says what the site says."""

from __future__ import annotations

import datetime
import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from symptomguide.guide import Guide
from symptomguide.publish.produced import ProducedPage
from symptomguide.tree import LEVELS, Graph, Route

from .project import Bundle
from .reader import WALK_ALL, Reader, lead_on, route_to
from .site import Watched
from .test_accessibility import LOOKS, run_axe

Visit = Callable[..., Reader]
Open = Callable[..., Watched]
MOST_BYTES = 70_000
SAMPLE = 12
PAGES = re.compile(rb"/Type\s*/Page\b")
DUE = re.compile(r'data-cf-due="([^"]+)"')
PARTS = "[...document.querySelectorAll('[data-cf-part]')].filter((one) => one.checkVisibility()).map((one) => one.id)"


@pytest.fixture
def text(bundle: Bundle) -> str:
    return bundle.check.read_text(encoding="utf-8")


def go_to(watched: Watched, part: str) -> None:
    """Follows the link to a part that the header shows, at any width."""
    menu = watched.page.locator(".cf-menu summary")
    if menu.is_visible():
        menu.click()
    watched.page.locator(f"header a[href='#{part}']:visible").first.click()


def sample(routes: list[Route], graph: Graph) -> list[Route]:
    """The shortest way to each level, and others from all over the tree."""
    ways = [route_to(routes, graph, level) for level in LEVELS]
    step = len(routes) // (SAMPLE - len(ways)) or 1
    return list({way.steps: way for way in (*ways, *routes[::step])}.values())[:SAMPLE]


def test_it_is_light(bundle: Bundle) -> None:
    assert len(gzip.compress(bundle.check.read_bytes(), 9)) <= MOST_BYTES


def test_its_policy_names_every_style_and_script_in_it_and_allows_no_other(text: str) -> None:
    page = ProducedPage(text.encode())
    assert page.faults == []
    assert [one.value for one in page.addresses if one.loads and not one.value.startswith("data:")] == []
    assert len(re.findall("<script>|<style", text)) == len(re.findall("'sha256-", text)) > 0
    assert "'unsafe" not in text
    assert "'self'" not in text


@pytest.mark.parametrize("tag", ["<script>", "<style>"])
def test_a_style_or_script_that_was_changed_does_not_run(tag: str, text: str, tmp_path: Path, open_page: Open) -> None:
    file = tmp_path / "changed.html"
    file.write_text(text.replace(tag, f"{tag} ", 1), encoding="utf-8")
    assert ProducedPage(file.read_bytes()).faults != []
    watched = open_page()
    watched.page.goto(file.as_uri())
    assert any(complaint.startswith("warning: policy: ") for complaint in watched.complaints)


def test_it_asks_for_nothing_whatever_is_done_with_it(
    bundle: Bundle, open_page: Open, graph: Graph, routes: list[Route]
) -> None:
    watched = open_page(offline=True)
    watched.page.goto(bundle.check.as_uri())
    Reader(watched.page).look_around()
    Reader(watched.page).answer(route_to(routes, graph, "self-care").steps)
    go_to(watched, "part-get-help")
    assert watched.page.evaluate(PARTS) == ["part-get-help"]
    assert watched.requests == [bundle.check.as_uri()]
    assert watched.complaints == []


def test_a_sample_of_ways_ends_with_the_words_of_the_site(
    bundle: Bundle, visit: Visit, offline_site: Path, graph: Graph, routes: list[Route]
) -> None:
    ways, said = sample(routes, graph), []
    for file in (bundle.check, offline_site / "check.html"):
        page = visit(address=file.as_uri()).page
        said.append(page.evaluate(WALK_ALL, [way.steps for way in ways]))
    assert len(ways) == min(SAMPLE, len(routes))
    assert [outcome for outcome, _ in said[0]] == [way.outcome for way in ways]
    assert said[0] == said[1]


def test_going_to_another_part_and_back_keeps_the_place_in_the_check(
    bundle: Bundle, open_page: Open, graph: Graph, routes: list[Route]
) -> None:
    watched, way = open_page(), route_to(routes, graph, "self-care")
    reader = Reader(watched.page)
    watched.page.goto(bundle.check.as_uri())
    reader.look_around()
    reader.answer(way.steps[:1])
    asked = way.steps[1][0]
    for part in ("part-get-help", "part-handout"):
        go_to(watched, part)
        expect(watched.page.locator(f"#{part}")).to_be_visible()
    watched.page.go_back()
    watched.page.go_back()
    reader.wait_for(asked)
    assert watched.page.evaluate(PARTS) == ["part-check"]


def test_without_script_all_of_it_can_be_read(bundle: Bundle, visit: Visit, graph: Graph) -> None:
    page = visit(address=bundle.check.as_uri(), java_script_enabled=False).page
    lead_on(page, graph)
    assert page.evaluate(PARTS) == ["part-check", "part-get-help", "part-handout"]


def test_every_part_prints_as_its_page_does(bundle: Bundle, open_page: Open, graph: Graph, routes: list[Route]) -> None:
    watched = open_page()
    watched.page.goto(bundle.check.as_uri())
    Reader(watched.page).look_around()
    Reader(watched.page).answer(route_to(routes, graph, "same-day").steps)
    assert len(PAGES.findall(watched.page.pdf(format="A4"))) == 1
    go_to(watched, "part-handout")
    assert len(PAGES.findall(watched.page.pdf(format="A4"))) == 1


@pytest.mark.parametrize(("days", "old"), [(-1, False), (1, True)])
def test_it_says_that_it_is_old_once_its_facts_are_due(
    days: int, old: bool, bundle: Bundle, text: str, open_page: Open
) -> None:
    due = DUE.search(text)
    assert due
    noon = datetime.datetime.fromisoformat(f"{due[1]}T12:00:00+00:00")
    watched = open_page()
    watched.page.clock.set_fixed_time(noon + datetime.timedelta(days=days))
    watched.page.goto(bundle.check.as_uri())
    expect(watched.page.locator("[data-cf-due]")).to_be_visible(visible=old)


def test_it_says_of_which_day_it_is_and_when_to_look_for_a_newer_one(
    bundle: Bundle, open_page: Open, guide: Guide
) -> None:
    watched = open_page()
    watched.page.goto(bundle.check.as_uri())
    words = watched.page.locator(".cf-stamp").first.inner_text()
    assert re.search(r"as it was on \d+ \w+ 20\d\d \(version 20\d\d-\d\d-\d\d\)", words)
    assert re.search(r"After \d+ \w+ 20\d\d look for a newer one", words)
    assert watched.page.title().endswith(guide.library.site.name)


@pytest.mark.full
def test_axe_finds_nothing_on_any_part(bundle: Bundle, open_page: Open) -> None:
    watched: Any = open_page(bypass_csp=True, reduced_motion="reduce")
    watched.page.goto(bundle.check.as_uri())
    found = {}
    for part in ("part-check", "part-get-help", "part-handout"):
        go_to(watched, part)
        found[part] = run_axe(watched, LOOKS)
    assert {part: faults for part, faults in found.items() if faults} == {}
