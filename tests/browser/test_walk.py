"""Readers click through the check: forward, back, with a changed answer, from the start again, and away."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from symptomguide.guide import Guide
from symptomguide.tree import LEVELS, Graph, Route, tree_version
from symptomguide.verification.reader import CLICK_ALL, Reader, every_answer, route_to

Visit = Callable[..., Reader]
Step = tuple[str, str]
NOTICE = "[data-part=notice]"


def click_all(reader: Reader, graph: Graph) -> list[list[str]]:
    found: list[list[str]] = reader.page.evaluate(CLICK_ALL, every_answer(graph))
    return sorted(found)


def clicks_of(graph: Graph) -> list[list[str]]:
    return sorted([node.id, edge.id, edge.to] for node in graph.nodes.values() for edge in node.edges)


def test_every_answer_leads_where_the_tree_says_when_it_is_clicked(visit: Visit, graph: Graph) -> None:
    assert click_all(visit(), graph) == clicks_of(graph)


@pytest.mark.parametrize("level", LEVELS)
def test_the_check_works_from_a_folder(
    level: str, visit: Visit, graph: Graph, routes: list[Route], offline_site: Path
) -> None:
    reader, route = visit(address=(offline_site / "check.html").as_uri()), route_to(routes, graph, level)
    reader.answer(route.steps)
    assert reader.shown() == [route.outcome]
    reader.act("restart")
    reader.wait_for(graph.start)
    assert reader.shown() == [graph.start]
    reader.page.go_back()
    assert reader.state() is None


@pytest.mark.full
def test_every_answer_leads_where_the_tree_says_from_a_folder(visit: Visit, graph: Graph, offline_site: Path) -> None:
    assert click_all(visit(address=(offline_site / "check.html").as_uri()), graph) == clicks_of(graph)


def test_one_question_is_shown_at_a_time_and_none_is_answered_beforehand(visit: Visit, graph: Graph) -> None:
    reader = visit()
    assert reader.shown() == [graph.start]
    assert reader.page.locator("input:checked").count() == 0


def test_an_address_with_an_anchor_starts_at_the_first_question(
    visit: Visit, graph: Graph, root: str, routes: list[Route]
) -> None:
    reader = visit(address=f"{root}check/#o-{route_to(routes, graph, 'emergency').outcome}")
    assert reader.shown() == [graph.start]


def test_going_on_without_an_answer_says_so_above_the_choices(visit: Visit, graph: Graph) -> None:
    reader = visit()
    reader.go_on()
    expect(reader.page.locator("[data-now] .cf-choices > :first-child")).to_have_class("cf-error")
    assert reader.page.evaluate("document.activeElement.type") == "radio"
    described = reader.page.locator(f'[data-question="{graph.start}"] fieldset').get_attribute("aria-describedby")
    assert described is not None
    assert "check-error" in described.split()


def test_the_error_is_gone_once_an_answer_is_given(visit: Visit, graph: Graph) -> None:
    reader = visit()
    reader.go_on()
    reader.answer([(graph.start, "none")])
    expect(reader.page.locator(".cf-error")).to_be_hidden()


def test_focus_goes_to_the_new_question_and_to_the_result(visit: Visit, graph: Graph, routes: list[Route]) -> None:
    reader, route = visit(), route_to(routes, graph, "same-day")
    for step in route.steps:
        reader.answer([step])
        assert reader.page.evaluate("document.activeElement.matches('[data-now] h2')")


def test_a_result_is_announced_once(visit: Visit, graph: Graph, routes: list[Route]) -> None:
    reader = visit()
    reader.answer(route_to(routes, graph, "soon").steps)
    live = reader.page.locator("main :is([role=status], [role=alert], [aria-live])").all()
    assert [one.inner_text() for one in live if one.is_visible()] == []


def test_the_keyboard_alone_leads_to_a_result(visit: Visit, graph: Graph, routes: list[Route]) -> None:
    reader, route = visit(), route_to(routes, graph, "same-day")
    reader.page.focus("#main")
    for question, answer in route.steps:
        reader.page.keyboard.press("Tab")
        while reader.page.evaluate("document.activeElement.type") != "radio":
            reader.page.keyboard.press("Tab")
        index = [edge.id for edge in graph.nodes[question].edges].index(answer)
        reader.page.keyboard.press("Space")
        for _ in range(index):
            reader.page.keyboard.press("ArrowDown")
        reader.page.keyboard.press("Enter")
    assert reader.shown() == [route.outcome]


# Back, forward, reload


def test_back_and_forward_show_the_screens_before_and_after(visit: Visit, graph: Graph, routes: list[Route]) -> None:
    reader, route = visit(), route_to(routes, graph, "same-day")
    reader.answer(route.steps)
    for question, _ in reversed(route.steps):
        reader.page.go_back()
        assert reader.shown() == [question]
    for question, _ in route.steps[1:]:
        reader.page.go_forward()
        assert reader.shown() == [question]
    reader.page.go_forward()
    assert reader.shown() == [route.outcome]


def test_the_link_back_does_what_the_browser_does(visit: Visit, graph: Graph) -> None:
    reader = visit()
    expect(reader.page.locator("[data-act=back]")).to_be_hidden()
    reader.answer([(graph.start, "none")])
    reader.act("back")
    reader.wait_for(graph.start)
    assert reader.state() is None


def test_a_reload_keeps_question_and_result(visit: Visit, graph: Graph, routes: list[Route]) -> None:
    reader, route = visit(), route_to(routes, graph, "same-day")
    for question, answer in route.steps:
        reader.page.reload()
        assert reader.shown() == [question]
        reader.look_around()
        reader.answer([(question, answer)])
    reader.page.reload()
    assert reader.shown() == [route.outcome]


def test_the_skip_link_keeps_the_answers(visit: Visit, graph: Graph) -> None:
    reader = visit()
    reader.answer([(graph.start, "none")])
    before = reader.state()
    reader.page.evaluate("document.querySelector('.cf-skip').click()")
    assert reader.state() == before
    assert reader.page.evaluate("document.activeElement.id") == "main"


# Change


def test_a_changed_answer_keeps_the_others(visit: Visit, graph: Graph, routes: list[Route]) -> None:
    """From one self-care result to another: only the last question is asked again."""
    by_all_but_last = {}
    for route in routes:
        other = by_all_but_last.setdefault((route.steps[:-1], route.steps[-1][0]), route)
        if other.outcome != route.outcome and len(route.steps) > 5:
            break
    first, answer = route.steps[2]
    reader = visit()
    reader.answer(other.steps)
    reader.change(other.steps[-1][0])
    assert reader.page.locator("[data-now] input:checked").get_attribute("value") == other.steps[-1][1]
    reader.answer([route.steps[-1]])
    assert reader.shown() == [route.outcome]
    reader.page.click(".cf-explained summary:has-text('(') >> nth=-1")
    reader.change(first)
    reader.answer([(first, answer)])  # the same again: nothing else is asked
    assert reader.shown() == [route.outcome]
    assert reader.state()["answers"] == [list(step) for step in route.steps]


def test_a_change_stops_at_the_first_question_without_an_answer(
    visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    reader, route = visit(), route_to(routes, graph, "same-day")
    reader.answer(route.steps)
    first = graph.start
    reader.page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    reader.change(first)
    check = graph.nodes[first].edge("not-sure").to
    reader.answer([(first, "not-sure")])
    assert reader.shown() == [check]
    assert reader.state()["answers"] == [[first, "not-sure"]]


def test_an_emergency_shows_what_was_said_with_a_way_to_change_it(
    visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    reader, route = visit(), route_to(routes, graph, "emergency")
    reader.answer(route.steps)
    calls, said = reader.page.locator("[data-now] .cf-calls"), reader.page.locator("[data-now] .cf-said")
    assert (calls.bounding_box() or {})["y"] < (said.bounding_box() or {})["y"]
    assert (calls.bounding_box() or {})["y"] + (calls.bounding_box() or {})["height"] < 844  # the first screen
    said.get_by_role("button").click()
    assert reader.shown() == [route.steps[-1][0]]


# Start again, leave


@pytest.mark.parametrize("act", ["restart", "leave"])
def test_after_starting_again_or_leaving_no_answer_is_left_behind_or_ahead(
    act: str, visit: Visit, graph: Graph, routes: list[Route], root: str
) -> None:
    reader, route = visit(after=root), route_to(routes, graph, "same-day")
    reader.answer(route.steps)
    reader.change(route.steps[-1][0])
    reader.answer([route.steps[-1]])
    reader.act(act)
    if act == "leave":
        reader.page.wait_for_url(root)
        reader.page.go_back()
        reader.page.wait_for_url(f"{root}check/")
    reader.wait_for(graph.start)
    assert (reader.state(), reader.shown()) == (None, [graph.start])
    assert reader.page.locator("input:checked").count() == 0
    reader.page.go_back()
    if reader.page.url.endswith("check/"):
        assert (reader.state(), reader.shown()) == (None, [graph.start])
        reader.page.go_back()
    assert reader.page.url == root


# Saved states


def test_answers_stand_in_the_state_of_the_history_as_agreed(visit: Visit, graph: Graph) -> None:
    reader = visit()
    version = reader.page.evaluate("JSON.parse(document.querySelector('[data-part=graph]').textContent).version")
    reader.answer([(graph.start, "none")])
    state = reader.state()
    assert isinstance(state.pop("time"), int)
    assert state == {"tree": version, "answers": [[graph.start, "none"]]}


TRY_ALL = """
(states) => JSON.parse(states).filter((state) => {
  history.replaceState(state, "");
  dispatchEvent(new PopStateEvent("popstate", { state }));
  const shown = [...document.querySelectorAll(".cf-screen")].filter((one) => one.checkVisibility());
  const start = shown.length === 1 && shown[0].matches(":first-of-type");
  return !start || document.querySelector("[data-part=notice]").hidden;
})
"""


def damage(steps: list[Step], others: list[Step], dice: random.Random) -> list[Step]:
    """Answers with one of them dropped, doubled, swapped or renamed."""
    spot, other = dice.randrange(len(steps)), dice.choice(others)
    before, (question, _), after = steps[:spot], steps[spot], steps[spot + 1 :]
    return dice.choice(
        [
            before + after,
            steps + steps,
            [*steps, other],
            steps[::-1],
            [*before, (question, other[1]), *after],
            [*before, other, *after],
            [*before, (dice.choice(["__proto__", "constructor", "", "toString"]), "none"), *steps[spot:]],
            [*before, (question, dice.choice(["__proto__", "length", "", "0"]))],
        ]
    )


def odd_states(steps: list[Step], version: str) -> list[Any]:
    """States of another tree, or of no shape at all."""
    whole = [list(step) for step in steps]
    lists = ({}, [*whole, None], [[*whole[0], "x"], *whole[1:]], [[name, [answer]] for name, answer in whole])
    return [
        {"tree": "00000000", "answers": whole, "time": 0},
        {"tree": version, "answers": whole},
        {"answers": whole, "time": 0},
        {"tree": version, "time": 0},
        *({"tree": version, "answers": answers, "time": 0} for answers in lists),
        whole,
        "answers",
        7,
        True,
    ]


def make_tampered(routes: list[Route], version: str, count: int) -> list[Any]:
    """States that no reader can have."""
    dice, found = random.Random(4), list[Any]()
    sound = {route.steps[:length] for route in routes for length in range(len(route.steps) + 1)}
    while len(found) < count:
        steps, others = list(dice.choice(routes).steps), list(dice.choice(routes).steps)
        answers = damage(steps, others, dice)
        if tuple(answers) not in sound:
            found.append({"tree": version, "answers": [list(step) for step in answers], "time": 0})
        found.append(dice.choice(odd_states(steps, version)))
    return found[:count]


@pytest.mark.parametrize("count", [150, pytest.param(1000, marks=pytest.mark.full)])
def test_tampered_states_start_anew_with_a_notice_and_show_no_outcome(
    count: int, visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    page = visit().page
    version = page.evaluate("JSON.parse(document.querySelector('[data-part=graph]').textContent).version")
    assert page.evaluate(TRY_ALL, json.dumps(make_tampered(routes, version, count))) == []


def test_a_sound_state_is_told_from_a_tampered_one(visit: Visit, graph: Graph, routes: list[Route]) -> None:
    page = visit().page
    version = page.evaluate("JSON.parse(document.querySelector('[data-part=graph]').textContent).version")
    sound = {"tree": version, "answers": [list(step) for step in routes[0].steps], "time": 0}
    assert page.evaluate(TRY_ALL, json.dumps([sound])) == [sound]


def test_a_tampered_state_that_is_reloaded_starts_anew_with_a_notice(visit: Visit, graph: Graph) -> None:
    reader = visit()
    reader.page.evaluate("history.replaceState({ tree: 'old', answers: [['a', 'b']] }, '')")
    reader.page.reload()
    assert reader.shown() == [graph.start]
    expect(reader.page.locator(NOTICE)).to_be_visible()


# Nothing is sent, stored or needed


COUNT_STORED = """
async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length]
"""


def test_a_run_asks_for_nothing_stores_nothing_and_keeps_its_address(
    visit: Visit, graph: Graph, routes: list[Route], root: str
) -> None:
    reader, asked = visit(), list[str]()
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.answer(route_to(routes, graph, "self-care").steps)
    assert reader.page.evaluate(COUNT_STORED) == [0, 0, "", 0]
    assert [
        url for url in asked if not url.endswith("icon.svg")
    ] == []  # the icon of the tab, whenever the browser likes
    assert reader.page.url == f"{root}check/"


def test_the_network_may_drop_once_the_page_is_there(visit: Visit, graph: Graph, routes: list[Route]) -> None:
    reader, route = visit(), route_to(routes, graph, "self-care")
    reader.page.context.set_offline(True)
    reader.answer(route.steps)
    assert reader.shown() == [route.outcome]


BLOCK_STORAGE = """
for (const name of ["localStorage", "sessionStorage", "indexedDB"])
  Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
"""


def test_storage_may_be_blocked(visit: Visit, graph: Graph, routes: list[Route]) -> None:
    def block(page: Page) -> None:
        page.add_init_script(BLOCK_STORAGE)

    reader, route = visit(before=block), route_to(routes, graph, "soon")
    reader.answer(route.steps)
    assert reader.shown() == [route.outcome]


def test_the_version_in_the_page_is_that_of_the_tree(visit: Visit, guide: Guide) -> None:
    tree = guide.library.tree
    assert tree is not None
    found = visit().page.evaluate("JSON.parse(document.querySelector('[data-part=graph]').textContent).version")
    assert found == tree_version(tree)
