"""Engine: input meant for the screen before never chooses an answer or presses a button of the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from symptomguide.tree import LEVELS, Graph, Route
from symptomguide.verification.reader import Reader, first_step, route_to, second

Visit = Callable[..., Reader]
SIZES = ((320, 568), (390, 844), (768, 1024), (1280, 720), (1920, 1080))
PAUSE = 400  # milliseconds
CHOSEN = "[data-now] input:checked"
AT = "() => { const { question, outcome } = document.querySelector('[data-now]').dataset; return question || outcome; }"


def at(reader: Reader) -> Any:
    return reader.page.evaluate(AT)


def expect_untouched(reader: Reader, steps: list[tuple[str, str]], screen: str) -> None:
    """The reader stands on that screen with these answers and nothing chosen, and the page is still there."""
    assert at(reader) == screen
    assert (reader.state() or {"answers": []})["answers"] == [list(step) for step in steps]
    assert reader.page.locator(CHOSEN).count() == 0
    assert reader.page.locator("main details[open]").count() == 0


def walk_with_double_clicks(reader: Reader, graph: Graph, route: Route) -> None:
    """Answers each question by double clicks, on the answer and on Continue, and looks at where that leads."""
    for before, (question, answer) in enumerate(route.steps, 1):
        reader.page.locator(f'[data-question="{question}"].cf-screen .cf-choice:has([value="{answer}"])').dblclick()
        reader.page.locator(".cf-go button").dblclick()
        expect_untouched(reader, list(route.steps[:before]), graph.nodes[question].edge(answer).to)


def sample(routes: list[Route], graph: Graph) -> list[Route]:
    """The shortest and the longest way to each level."""
    return [route_to(routes, graph, level, shortest=short) for level in LEVELS for short in (True, False)]


@pytest.mark.parametrize("size", SIZES[1:4:2], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_double_click_answers_one_question_only(
    size: tuple[int, int], visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    reader = visit(viewport={"width": size[0], "height": size[1]})
    walk_with_double_clicks(reader, graph, route_to(routes, graph, "self-care", shortest=False))


@pytest.mark.full
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_double_clicks_on_many_walks_answer_one_question_at_a_time(
    size: tuple[int, int], visit: Visit, graph: Graph, routes: list[Route]
) -> None:
    for route in [*sample(routes, graph), *routes[:: len(routes) // 12]]:
        reader = visit(viewport={"width": size[0], "height": size[1]})
        walk_with_double_clicks(reader, graph, route)


@pytest.mark.parametrize("size", SIZES[1:4:2], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_second_tap_does_nothing_on_the_next_screen(size: tuple[int, int], visit: Visit, graph: Graph) -> None:
    reader = visit(viewport={"width": size[0], "height": size[1]}, has_touch=True)
    reader.choose(*first_step(graph))
    x, y = middle(reader, ".cf-go button")
    for _ in range(2):
        reader.page.touchscreen.tap(x, y)
    expect_untouched(reader, [first_step(graph)], second(graph))


def middle(reader: Reader, selector: str) -> tuple[float, float]:
    """The middle of a control, on the screen."""
    control = reader.page.locator(selector)
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def press_at(reader: Reader, x: float, y: float, after: int) -> None:
    """A press of a pointer that stands still, so many milliseconds from now by the clock that events tell."""
    session = reader.page.context.new_cdp_session(reader.page)
    now = reader.page.evaluate("performance.timeOrigin + performance.now()")
    for kind in ("mousePressed", "mouseReleased"):
        event = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1, "timestamp": (now + after) / 1000}
        session.send("Input.dispatchMouseEvent", event)
    session.detach()


def test_a_pointer_that_stays_presses_nothing_until_the_pause_is_over(visit: Visit, graph: Graph) -> None:
    """The reader answers, and the pointer then stands on a choice of the next question."""
    reader = visit()
    reader.choose(*first_step(graph))
    x, y = middle(reader, ".cf-go button")
    choice = """([x, y]) => {
      const [label] = document.querySelectorAll(".cf-screen[data-now] .cf-choice__label");
      label.style.cssText = `position: fixed; left: ${x - 20}px; top: ${y - 20}px; z-index: 9`;
    }"""
    reader.page.mouse.click(x, y)
    reader.page.evaluate(choice, [x, y])
    press_at(reader, x, y, after=0)
    assert reader.page.locator(CHOSEN).count() == 0
    press_at(reader, x, y, after=PAUSE + 100)
    assert reader.page.locator(CHOSEN).count() == 1


@pytest.mark.parametrize("act", ["back", "restart"])
def test_a_double_click_goes_back_once(act: str, visit: Visit, graph: Graph, routes: list[Route], root: str) -> None:
    reader = visit(after=root)
    steps = route_to(routes, graph, "self-care").steps[:3]
    reader.answer(steps)
    reader.page.locator(f"[data-act={act}]:visible").dblclick()
    screen = steps[2][0] if act == "back" else graph.start
    reader.wait_for(screen)
    left = list(steps[:2]) if act == "back" else []
    assert (at(reader), (reader.state() or {"answers": []})["answers"]) == (screen, [list(step) for step in left])


def test_a_double_click_on_leave_goes_to_the_home_page_once(visit: Visit, graph: Graph, root: str) -> None:
    reader = visit()
    reader.answer([first_step(graph)])
    reader.page.locator("[data-act=leave]:visible").dblclick()
    reader.page.wait_for_url(root)


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("way", ["twice", "held"])
@pytest.mark.parametrize("control", ["choice", "continue"])
def test_a_key_answers_one_question_only(key: str, way: str, control: str, visit: Visit, graph: Graph) -> None:
    reader = visit()
    keyboard = reader.page.keyboard
    reader.choose(*first_step(graph))
    reader.page.locator("[data-now] input:checked" if control == "choice" else ".cf-go button").focus()
    if way == "twice":
        keyboard.press(key)
        keyboard.press(key)
    else:
        for _ in range(5):
            keyboard.down(key)
        keyboard.up(key)
    if (key, control) == ("Space", "choice"):  # it chooses, and goes nowhere
        assert (at(reader), reader.state()) == (graph.start, None)
    else:
        expect_untouched(reader, [first_step(graph)], second(graph))


def test_a_key_pressed_twice_on_back_goes_back_once(visit: Visit, graph: Graph, routes: list[Route]) -> None:
    reader, route = visit(), route_to(routes, graph, "self-care")
    reader.answer(route.steps[:3])
    reader.page.keyboard.press("Tab")
    reader.page.locator("[data-act=back]:visible").focus()
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Enter")
    reader.wait_for(route.steps[2][0])
    assert len(reader.state()["answers"]) == 2
