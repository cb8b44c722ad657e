"""Engine: who opens the check begins at its first question; who comes back finds the place, and nothing that is old.

The clock is the test's own: nothing waits.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from symptomguide.tree import LEVELS, Graph, Route
from symptomguide.verification.reader import Reader, first_step, route_to, second

Visit = Callable[..., Reader]
NOON = "2026-11-28T12:05:00"
AN_HOUR, TWENTY_MINUTES = 3_600_000, 1_200_000  # milliseconds
HIDE = """
(hidden) => {
  Object.defineProperty(document, "visibilityState", { value: hidden ? "hidden" : "visible", configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}
"""


def set_clock(page: object) -> None:
    page.clock.install(time=NOON)  # type: ignore[attr-defined]


@pytest.fixture
def reader(visit: Visit, root: str) -> Reader:
    return visit(after=root, before=set_clock)


def earlier(reader: Reader) -> Locator:
    return reader.page.locator("[data-part=earlier]")


def expect_first(reader: Reader, graph: Graph) -> None:
    reader.wait_for(graph.start)
    assert (reader.state(), reader.shown()) == (None, [graph.start])
    expect(earlier(reader)).to_be_hidden()


# A visit begins at the first question


@pytest.mark.parametrize("menu", [True, False], ids=["menu", "link"])
def test_a_link_to_the_check_begins_anew_and_leaves_no_answer_behind(
    menu: bool, reader: Reader, graph: Graph, routes: list[Route], root: str
) -> None:
    reader.answer(route_to(routes, graph, "same-day").steps)
    if menu:
        reader.page.click(".cf-menu summary")
        reader.page.click(".cf-menu__panel a[aria-current]")
    else:
        reader.page.evaluate("""() => {
          const link = Object.assign(document.createElement("a"), { href: "./", textContent: "Anew" });
          document.querySelector("h1").append(link);
        }""")
        reader.page.click("h1 a")
    expect_first(reader, graph)
    assert not reader.page.locator(".cf-menu[open]").count()
    reader.page.go_back()
    if reader.page.url.endswith("check/"):
        assert reader.state() is None
        reader.page.go_back()
    assert reader.page.url == root


def test_the_address_opened_anew_begins_at_the_first_question(visit: Visit, graph: Graph, routes: list[Route]) -> None:
    reader = visit()  # with the browser's own clock: the test's would hide how the page was come to
    reader.answer(route_to(routes, graph, "same-day").steps)
    reader.page.goto(reader.page.url)
    expect_first(reader, graph)


def test_a_visit_that_a_browser_gives_old_answers_begins_at_the_first_question(
    reader: Reader, graph: Graph, routes: list[Route]
) -> None:
    reader.answer(route_to(routes, graph, "same-day").steps)
    reader.page.add_init_script("performance.getEntriesByType = () => [{ type: 'navigate' }];")
    reader.page.reload()
    expect_first(reader, graph)


# The way back


@pytest.mark.parametrize("level", LEVELS)
def test_who_comes_back_from_another_page_soon_finds_the_result(
    level: str, reader: Reader, graph: Graph, routes: list[Route], root: str
) -> None:
    route = route_to(routes, graph, level)
    reader.answer(route.steps)
    reader.page.clock.fast_forward(TWENTY_MINUTES)
    reader.page.goto(root)
    reader.page.go_back()
    reader.wait_for(route.outcome)
    assert reader.shown() == [route.outcome]
    reader.page.go_back()
    assert reader.shown() == [route.steps[-1][0]]
    reader.page.go_forward()
    assert reader.shown() == [route.outcome]


@pytest.fixture
def returned(reader: Reader, graph: Graph, routes: list[Route], root: str) -> Reader:
    """Somebody who comes back to a result an hour later."""
    reader.answer(route_to(routes, graph, "emergency").steps)
    reader.page.clock.fast_forward(AN_HOUR)
    reader.page.reload()
    earlier(reader).wait_for()
    reader.look_around()
    return reader


def test_an_old_result_is_not_shown_unasked(returned: Reader) -> None:
    assert returned.shown() == []
    expect(earlier(returned)).to_contain_text("Continue your answers from 12:05, Saturday 28 November 2026")
    expect(returned.page.locator(".cf-strip")).to_be_visible()
    assert not returned.page.locator(".cf-go, .cf-sofar, .cf-handover").locator("visible=true").count()
    assert returned.page.evaluate("document.activeElement.matches('[data-part=earlier] h2')")


def test_who_continues_gets_the_old_result_and_is_not_asked_again(
    returned: Reader, graph: Graph, routes: list[Route]
) -> None:
    outcome = route_to(routes, graph, "emergency").outcome
    returned.page.click("[data-act=resume]")
    assert returned.shown() == [outcome]
    returned.page.reload()
    assert returned.shown() == [outcome]


def test_who_starts_new_begins_at_the_first_question_and_leaves_no_answer_behind(
    returned: Reader, graph: Graph
) -> None:
    returned.act("restart")
    expect_first(returned, graph)
    assert not returned.page.locator("input:checked").count()


def test_a_page_that_was_out_of_sight_for_long_asks_first(reader: Reader, graph: Graph, routes: list[Route]) -> None:
    reader.answer(route_to(routes, graph, "self-care").steps)
    reader.page.evaluate(HIDE, True)
    reader.page.clock.fast_forward(AN_HOUR)
    reader.page.evaluate(HIDE, False)
    assert reader.shown() == []
    expect(earlier(reader)).to_be_visible()


def test_a_page_that_is_looked_at_for_long_keeps_its_result(reader: Reader, graph: Graph, routes: list[Route]) -> None:
    route = route_to(routes, graph, "self-care")
    reader.answer(route.steps)
    reader.page.clock.fast_forward(AN_HOUR)
    reader.page.evaluate(HIDE, True)
    reader.page.clock.fast_forward(TWENTY_MINUTES)
    reader.page.evaluate(HIDE, False)
    assert reader.shown() == [route.outcome]


def test_who_goes_back_after_answering_slowly_is_not_asked(reader: Reader, graph: Graph) -> None:
    reader.answer([first_step(graph)])
    reader.page.clock.fast_forward(TWENTY_MINUTES)
    question, after = second(graph), graph.nodes[second(graph)]
    edge = next(edge for edge in after.edges if edge.to in graph.nodes)
    reader.answer([(question, edge.id)])
    reader.page.clock.fast_forward(TWENTY_MINUTES)
    reader.page.go_back()
    assert reader.shown() == [question]
