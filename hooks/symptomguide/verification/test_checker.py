"""The page of the check: readable without script, light, the same for every reader, one sheet on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from symptomguide.publish.assets import plain_name
from symptomguide.tree import LEVELS, Graph, Route

from .browser import packed_size
from .explain import would_have_changed
from .reader import SCRIPTS, Reader, first_step, lead_on, route_to, second
from .site import PHONE, Watched
from .test_accessibility import ALL_RULES, LOOKS, run_axe

Visit = Callable[..., Reader]
FEW = [level if level in (LEVELS[0], LEVELS[-1]) else pytest.param(level, marks=pytest.mark.full) for level in LEVELS]
"""The levels, of which a short run takes the first and the last."""

MOST_BYTES = 65_000
MOST_SHEETS = 3
DESK = ViewportSize(width=1280, height=800)
PAGES = re.compile(rb"/Type\s*/Page\b")
LOADED = (
    "check/index.html",
    "assets/stylesheets/guide.css",
    "assets/stylesheets/print.css",
    "assets/icon.svg",
    *(f"assets/javascripts/{name}.js" for name in ("theme", "guide", *SCRIPTS)),
)


# Without script


def test_without_script_every_question_and_outcome_can_be_read_and_leads_on(visit: Visit, graph: Graph) -> None:
    page = visit(java_script_enabled=False).page
    lead_on(page, graph)
    assert not page.locator(".cf-go, .cf-checkfoot, .cf-choice__input, .cf-handover").locator("visible=true").count()


def test_without_script_danger_signs_come_first(visit: Visit, graph: Graph) -> None:
    page = visit(java_script_enabled=False).page
    card, first = page.locator("#care-emergency").bounding_box(), page.locator(f"#q-{graph.start}").bounding_box()
    assert card is not None
    assert first is not None
    assert card["y"] < first["y"]


# The result


@pytest.mark.parametrize("level", FEW)
def test_a_result_says_what_decided_it_what_would_have_changed_it_and_that_it_is_no_diagnosis(
    level: str, visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    reader, route = visit(), route_to(routes, graph, level)
    reader.answer(route.steps)
    result = reader.page.locator("[data-now]")
    assert result.locator("[data-list=decided] [data-act=change]").count() >= 1
    rules = result.locator("[data-list=decided] .cf-answers__rule").all()
    assert all(rule.locator("a").count() for rule in rules)
    assert rules or level in ("soon", "self-care")  # no sign decided these
    assert result.locator("> .cf-rule a").count() >= 1
    assert result.locator("[data-list^=near] > div").count() >= (level != "emergency")
    assert result.locator("[data-list=all] > div").count() == len(route.steps)
    expect(result.get_by_text("This is advice, not a diagnosis.")).to_be_visible()


@pytest.mark.parametrize("level", FEW)
def test_every_level_that_a_result_names_is_the_right_one(
    level: str, visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    reader, route = visit(), route_to(routes, graph, level)
    reader.answer(route.steps)
    assert level_of(reader.page.locator(".cf-handover .cf-tag")) == level
    assert level_of(reader.page.locator("[data-now] .cf-verdict")) == level


NEAREST = 5
"""Answers that would have changed a result, shown before all others."""


@pytest.mark.parametrize("level", FEW[1:])
def test_what_would_have_changed_a_result_stands_by_level_the_five_nearest_first(
    level: str, visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    reader, route = visit(), max((one for one in routes if LEVELS[graph.leaves[one.outcome].level] == level), key=count)
    reader.answer(route.steps)
    asked = [question for question, _ in route.steps]
    last = sorted(would_have_changed(graph, route.steps), key=lambda turn: -asked.index(turn.question))
    for place, wanted in (("near", last[:NEAREST]), ("far", last[NEAREST:])):
        found = {one: reader.page.locator(f"[data-list={place}-{one}] > div").count() for one in LEVELS[:-1]}
        levels = [LEVELS[graph.leaves[turn.outcome].level] for turn in wanted]
        assert found == {one: levels.count(one) for one in LEVELS[:-1]}, place
        for one in LEVELS[:-1]:
            assert level_of(reader.page.locator(f"[data-group={place}-{one}] .cf-tag")) == one
            assert reader.page.locator(f"[data-group={place}-{one}]").get_attribute("hidden") == (
                None if found[one] else ""
            )


def count(route: Route) -> int:
    """How many answers a route has."""
    return len(route.steps)


@pytest.mark.full
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desktop"])
def test_a_result_of_today_shows_its_emergency_line_beside_the_act_and_the_page_is_at_its_top(
    size: ViewportSize, visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    reader, ways = visit(viewport=size), {}
    for route in sorted(routes, key=lambda route: -len(route.steps)):
        if LEVELS[graph.leaves[route.outcome].level] == "same-day":
            ways[route.outcome] = route  # the shortest to each
    faults = {}
    for outcome, route in ways.items():
        reader.answer(route.steps)
        faults[outcome] = reader.page.evaluate(FIND_OUT_OF_SIGHT, [".cf-strip", ".cf-verdict__title", ".cf-alarm"])
        reader.act("restart")
        reader.wait_for(graph.start)
        reader.look_around()
    assert faults
    assert {outcome: found for outcome, found in faults.items() if found} == {}


FIND_OUT_OF_SIGHT = """
(names) => {
  const shown = (name) => [...document.querySelectorAll(`[data-now] ${name}, header ~ ${name}`)]
    .some((one) => one.getClientRects().length && one.getBoundingClientRect().top >= 0
      && one.getBoundingClientRect().bottom <= innerHeight);
  return [...names.filter((name) => !shown(name)), ...(scrollY ? [`scrolled by ${scrollY}`] : [])];
}
"""
"""Names what cannot be seen whole without scrolling, and how far down the page is."""


def level_of(found: Locator) -> str:
    return (found.get_attribute("class") or "").partition("--")[2]


@pytest.mark.parametrize("level", FEW[2:])
def test_a_mild_result_says_when_to_check_again_and_makes_a_calendar_file(
    level: str, visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    reader, route = visit(accept_downloads=True), route_to(routes, graph, level)
    reader.answer(route.steps)
    check_calendar(reader)


def check_calendar(reader: Reader) -> None:
    assert re.search(r"\b20\d\d\b", reader.page.locator("[data-now] .cf-again").inner_text())
    with reader.page.expect_download() as download:
        reader.page.click("[data-now] .cf-calendar")
    text = Path(download.value.path()).read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert re.search(r"\r\nDTSTART;VALUE=DATE:\d{8}\r\n", text)
    assert download.value.suggested_filename.endswith(".ics")


def test_a_calendar_file_is_made_in_a_folder_too(
    visit: Visit, graph: Graph, routes: list[Route], offline_site: Path
) -> None:
    reader = visit(address=(offline_site / "check.html").as_uri(), accept_downloads=True)
    reader.answer(route_to(routes, graph, "self-care").steps)
    check_calendar(reader)


@pytest.mark.parametrize("level", FEW)
@pytest.mark.parametrize("shortest", [True, pytest.param(False, marks=pytest.mark.full)], ids=["short", "long"])
def test_a_result_prints_on_one_page(
    level: str, shortest: bool, visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    reader, route = visit(), route_to(routes, graph, level, shortest=shortest)
    reader.answer(route.steps)
    pdf = reader.page.pdf(format="A4", prefer_css_page_size=False)
    assert len(PAGES.findall(pdf)) == 1
    reader.page.emulate_media(media="print")
    sheet = reader.page.locator(".cf-handover")
    assert sheet.is_visible()
    assert sheet.locator("[data-list=sheet] > div").count() == len(route.steps)
    assert not reader.page.locator("[data-now]").is_visible()


def test_a_question_prints_with_the_danger_signs_and_the_answers_so_far(visit: Visit, graph: Graph) -> None:
    reader = visit()
    reader.answer([first_step(graph)])
    pages = len(PAGES.findall(reader.page.pdf(format="A4", prefer_css_page_size=False)))
    assert pages <= MOST_SHEETS, f"a question prints on {pages} sheets"
    reader.page.emulate_media(media="print")
    assert reader.shown() == [second(graph)]
    expect(reader.page.locator("#care-emergency")).to_be_visible()
    expect(reader.page.locator("[data-list=sofar] > div")).to_have_count(1)
    expect(reader.page.locator(".cf-sofar")).to_be_visible()


def test_without_script_the_whole_check_prints_and_says_how_to_look(visit: Visit, graph: Graph) -> None:
    page = visit(java_script_enabled=False).page
    page.emulate_media(media="print")
    lead_on(page, graph)
    assert [one.inner_text() for one in page.locator("main details[data-cf-close]:not([open])").all()] == []


# Weight, accessibility, honesty


def test_the_page_and_all_it_loads_are_light(built_site: Path, visit: Visit, root: str) -> None:
    asked: list[str] = []
    page = visit().page
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    names = {url.removeprefix(root) for url in asked if not url.endswith(".svg")} - {"check/"}
    assert {plain_name(name) for name in names} <= set(LOADED)
    assert len(names) == len(LOADED) - 2  # the page itself and its icon
    assert sum(packed_size(built_site / name) for name in (*names, *LOADED[:1])) <= MOST_BYTES


# Axe looks at hidden screens too, which takes it as long as those that can be seen, and has nothing to say about them.
LEAVE_WHAT_IS_SHOWN = """
() => {
  for (const one of document.querySelectorAll(".cf-screen:not([data-now])")) one.remove();
  for (const one of document.querySelectorAll("main details")) one.open = true;
}
"""


@pytest.mark.parametrize(
    ("theme", "width", "levels"),
    [
        ("light", 390, LEVELS[::3]),
        pytest.param("light", 390, LEVELS[1:3], marks=pytest.mark.full),
        pytest.param("dark", 320, LEVELS, marks=pytest.mark.full),
        pytest.param("light", 1280, LEVELS, marks=pytest.mark.full),
    ],
    ids=["light", "light-all", "dark", "wide"],
)
def test_axe_finds_nothing_on_a_question_an_error_and_each_result(
    theme: str, width: int, levels: tuple[str, ...], visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    size, rules = {"width": width, "height": 700}, LOOKS if theme == "dark" else ALL_RULES
    found: dict[str, Any] = {}
    for level in levels:
        reader = visit(bypass_csp=True, color_scheme=theme, viewport=size)
        watched = Watched(reader.page)
        if level == LEVELS[0]:
            found["question"] = run_axe(watched, rules)
            reader.go_on()
            found["error"] = run_axe(watched, rules)
        reader.answer(route_to(routes, graph, level).steps)
        reader.page.evaluate(LEAVE_WHAT_IS_SHOWN)
        found[level] = run_axe(watched, rules)
        found[f"{level} width"] = reader.page.evaluate(
            "document.documentElement.scrollWidth > innerWidth ? ['wider than the screen'] : []"
        )
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_page_says_that_nobody_signed_its_rules(visit: Visit) -> None:
    expect(visit().page.locator(".cf-unsigned")).to_be_visible()
