"""Engine: only scripts that can run change the page of the check; where one fails, the whole linked form stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import Route as Request

from symptomguide.tree import Graph, Route
from symptomguide.verification.reader import SCRIPTS, Reader, first_step, lead_on, route_to, second

Visit = Callable[..., Reader]

# What a browser, its settings or its embedding can lack or refuse from the start.
LACKS = {
    "writing the history throws": "history.replaceState = () => { throw new DOMException('', 'SecurityError'); };",
    "no replaceChildren": "delete Element.prototype.replaceChildren;",
    "no toggleAttribute": "delete Element.prototype.toggleAttribute;",
    "no closest": "delete Element.prototype.closest;",
    "no Blob": "delete window.Blob;",
}
# What fails later: the reader has chosen one answer by then.
BREAKS = {
    "pushState throws": "history.pushState = () => { throw new DOMException('', 'SecurityError'); };",
    "history.state reads null": "Object.defineProperty(history, 'state', { get: () => null });",
    "history.state reads garbage": "Object.defineProperty(history, 'state', { get: () => ({ tree: 7 }) });",
    "history.state throws": "Object.defineProperty(history, 'state', { get() { throw new Error('no'); } });",
    "a part is gone": "document.querySelector('[data-part=sofar]').remove(); guideTree.replay = null;"
    "Element.prototype.scrollIntoView = HTMLElement.prototype.focus = () => { throw new Error('no'); };",
}
# Newer methods that the check does without.
SPARES = (
    "delete Object.hasOwn; delete window.customElements; delete window.navigation; delete Array.prototype.at;"
    "delete window.structuredClone; performance.getEntriesByType = () => [];"
)
NEVER_A_FRAME = "window.requestAnimationFrame = () => 0;"


def run_first(script: str) -> Callable[[Page], None]:
    """Runs a script before any of the page's own."""
    return lambda page: page.add_init_script(script)


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("fault", ["missing", "throwing", pytest.param("cut off", marks=pytest.mark.full)])
def test_where_a_script_does_not_arrive_whole_the_linked_form_stands(
    script: str, fault: str, visit: Visit, graph: Graph
) -> None:
    def spoil(request: Request) -> None:
        if fault == "missing":
            request.abort()
        elif fault == "throwing":
            request.fulfill(body="throw new Error('spoiled');", content_type="text/javascript")
        else:
            text = request.fetch().text()
            request.fulfill(body=text[: len(text) // 2], content_type="text/javascript")

    lead_on(visit(before=lambda page: page.route(f"**/{script}.*.js", spoil)).page, graph)


@pytest.mark.parametrize("script", ["theme", "guide"])
def test_without_another_script_the_check_leads_to_a_result(
    script: str, visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    reader = visit(before=lambda page: page.route(f"**/{script}.*.js", lambda request: request.abort()))
    if script == "theme":
        lead_on(reader.page, graph)
    else:
        route = route_to(routes, graph, "same-day")
        reader.answer(route.steps)
        assert reader.shown() == [route.outcome]


@pytest.mark.parametrize("lack", LACKS)
def test_where_the_browser_lacks_something_the_linked_form_stands(lack: str, visit: Visit, graph: Graph) -> None:
    lead_on(visit(before=run_first(LACKS[lack])).page, graph)


@pytest.mark.parametrize("name", ["home", "notice", "sofar", "row", "handover", "graph"])
def test_where_the_page_lacks_a_part_the_linked_form_stands(name: str, visit: Visit, graph: Graph) -> None:
    remove = f"""
    new MutationObserver(() => document.querySelector('[data-part={name}]')?.remove())
      .observe(document, {{ childList: true, subtree: true }});
    """
    lead_on(visit(before=run_first(remove)).page, graph)


@pytest.mark.parametrize("fault", BREAKS)
def test_where_something_fails_later_the_linked_form_stands_at_what_was_reached(
    fault: str, visit: Visit, graph: Graph
) -> None:
    reader = visit()
    reader.page.evaluate(f"() => {{ {BREAKS[fault]} }}")
    reader.choose(*first_step(graph))
    reader.go_on()
    lead_on(reader.page, graph)
    reached = reader.page.locator(f"#q-{second(graph)}")
    if "gone" not in fault:
        expect(reached).to_be_in_viewport()
    assert not reader.page.locator(".cf-go, .cf-checkfoot, .cf-choice__input, .cf-back").locator("visible=true").count()


def test_the_check_does_without_newer_methods(visit: Visit, graph: Graph, routes: list[Route]) -> None:
    reader, route = visit(before=run_first(SPARES)), route_to(routes, graph, "same-day")
    reader.answer(route.steps)
    assert reader.shown() == [route.outcome]
    reader.act("restart")
    reader.wait_for(graph.start)
    assert reader.state() is None


def test_no_part_of_a_result_waits_for_a_frame(visit: Visit, graph: Graph, routes: list[Route]) -> None:
    reader, route = visit(before=run_first(NEVER_A_FRAME)), route_to(routes, graph, "self-care")
    reader.answer(route.steps)
    expect(reader.page.locator("[data-now] .cf-explained")).to_be_visible()


def test_a_result_that_cannot_be_explained_stands_in_the_linked_form(
    visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    reader, route = visit(), route_to(routes, graph, "emergency")
    reader.page.evaluate("() => { URL.createObjectURL = null; document.querySelector('[data-list=sheet]').remove(); }")
    reader.page.evaluate("() => { HTMLElement.prototype.replaceChildren = () => { throw new Error('no'); }; }")
    reader.choose(*route.steps[0])
    reader.go_on()
    lead_on(reader.page, graph)
    expect(reader.page.locator(f"#o-{route.outcome}")).to_be_in_viewport()


# What others do to the page

TRANSLATE = """
() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts.filter((one) => !one.parentElement.closest("script"))) {
    const [outer, inner] = [document.createElement("font"), document.createElement("font")];
    inner.textContent = text.data;
    outer.append(inner);
    text.replaceWith(outer);
  }
}
"""


def test_a_page_that_a_browser_translates_leads_to_a_whole_result(
    visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    """Translation puts each text into elements of its own, on every screen anew."""
    reader, route = visit(), route_to(routes, graph, "same-day")
    for step in route.steps:
        reader.page.evaluate(TRANSLATE)
        reader.answer([step])
    assert reader.shown() == [route.outcome]
    assert reader.page.locator("[data-list=all] > div").count() == len(route.steps)
    expect(reader.page.locator("[data-now] [data-text=answer]").first).not_to_be_empty()


def test_from_right_to_left_the_check_leads_to_a_result_without_a_sideways_scroll(
    visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    reader, route = visit(viewport={"width": 320, "height": 568}), route_to(routes, graph, "same-day")
    reader.page.evaluate("document.documentElement.dir = 'rtl'")
    reader.answer(route.steps)
    assert reader.shown() == [route.outcome]
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# While the scripts are on their way


@pytest.fixture
def waiting(visit: Visit) -> tuple[Reader, list[Request]]:
    """A reader whose scripts of the check are still on their way, and these."""
    held: list[Request] = []
    reader = visit(
        before=lambda page: page.route("**/checker*.js", lambda request: held.append(request)), wait_until="commit"
    )
    reader.page.locator("#main .cf-unsigned").wait_for(state="attached")
    return reader, held


def test_the_first_question_is_painted_before_any_script_of_the_check(
    waiting: tuple[Reader, list[Request]], graph: Graph
) -> None:
    reader, held = waiting
    assert reader.shown() == [graph.start]
    assert not reader.page.locator(".cf-go, .cf-checkfoot, .cf-choice__input").locator("visible=true").count()
    for request in held:
        request.continue_()
    reader.page.locator("cf-checker[data-on]").wait_for()
    reader.look_around()
    reader.answer([first_step(graph)])
    assert reader.shown() == [second(graph)]


def test_an_answer_that_is_pressed_before_the_scripts_are_there_leads_on_in_the_linked_form(
    waiting: tuple[Reader, list[Request]], graph: Graph
) -> None:
    reader, held = waiting
    reader.choose(*first_step(graph))
    lead_on(reader.page, graph)
    expect(reader.page.locator(f"#q-{second(graph)}")).to_be_in_viewport()
    for request in held:
        request.continue_()
    reader.page.wait_for_load_state()
    lead_on(reader.page, graph)


def test_nothing_moves_when_the_scripts_arrive(waiting: tuple[Reader, list[Request]]) -> None:
    reader, held = waiting
    place = "() => [...document.querySelectorAll('#main h1, #main h2, .cf-choice')].slice(0, 8)" + (
        ".map((one) => JSON.stringify(one.getBoundingClientRect()))"
    )
    before = reader.page.evaluate(place)
    for request in held:
        request.continue_()
    reader.page.locator("cf-checker[data-on]").wait_for()
    assert reader.page.evaluate(place) == before


def test_after_eight_seconds_without_the_scripts_the_linked_form_stands_for_good(visit: Visit, graph: Graph) -> None:
    held: list[Request] = []

    def before(page: Page) -> None:
        page.clock.install()
        page.route("**/checker*.js", lambda request: held.append(request))

    reader = visit(before=before, wait_until="commit")
    reader.page.locator("#main .cf-unsigned").wait_for(state="attached")
    reader.page.clock.run_for(8100)
    lead_on(reader.page, graph)
    for request in held:
        request.continue_()
    reader.page.wait_for_load_state()
    lead_on(reader.page, graph)
