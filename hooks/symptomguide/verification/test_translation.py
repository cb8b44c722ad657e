"""Verification: a page that the browser translates keeps advice, check, search, menu, explained words and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from symptomguide.tree import LEVELS, Graph, Route

from .conditions import LINES, READ, WALK, Condition, arrive, lost, meet
from .faults import expect_empty
from .reader import route_to
from .site import Site, Watched
from .translation import MARK, as_written, translate_to

Open = Callable[..., Watched]
DIRECTIONS = ["ltr", pytest.param("rtl", marks=pytest.mark.full)]
FEW = ("get-help", "one of causes, emergency")
CALLS = re.compile(r'<a [^>]*href="tel:.*?</a>', re.DOTALL)
KEPT = re.compile(r'<(\w+)[^>]* translate="no"[^>]*>.*?</\1>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def translated(open_page: Open, direction: str) -> tuple[Page, Condition]:
    """A page that is translated as soon as it is there."""
    condition = Condition(before=lambda page: page.add_init_script(translate_to(direction)))
    return meet(open_page, condition), condition


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_advice_can_be_read_in_another_language(
    direction: str, request: pytest.FixtureRequest, served: Site, open_page: Open
) -> None:
    plain, (page, condition), found = open_page().page, translated(open_page, direction), {}
    for kind in served.kinds if request.node.get_closest_marker("full") else FEW:
        arrive(plain, served.url(kind), Condition())
        arrive(page, served.url(kind), condition)
        now = page.evaluate(READ, LINES)
        assert all(MARK in line for line in now if any(letter.isalpha() for letter in line)), (
            f"{kind} is not translated"
        )
        found[kind] = list(lost(plain.evaluate(READ, LINES), {as_written(line): fault for line, fault in now.items()}))
    expect_empty(found)


@pytest.mark.parametrize("level", [LEVELS[1], *(pytest.param(one, marks=pytest.mark.full) for one in LEVELS[::2])])
def test_the_check_ends_with_the_same_words_in_another_language(
    level: str, served: Site, graph: Graph, routes: list[Route], open_page: Open
) -> None:
    route, ends = route_to(routes, graph, level), []
    page, condition = translated(open_page, "ltr")
    for one, how in ((open_page().page, Condition()), (page, condition)):
        arrive(one, served.url("check"), how)
        one.locator("cf-checker[data-on]").wait_for()
        ends.append(one.evaluate(WALK, [[list(step) for step in route.steps], route.outcome]))
    assert ends[0][0] == ""
    assert MARK in ends[1][2]
    assert [as_written(words) for words in ends[1]] == ends[0]


def test_menu_search_and_explained_words_work_in_another_language(served: Site, open_page: Open) -> None:
    page, condition = translated(open_page, "ltr")
    arrive(page, served.url("one of causes, emergency"), condition)
    page.click(".cf-menu__toggle font")
    expect(page.locator(".cf-menu__panel a").first).to_be_visible()
    page.keyboard.press("Escape")
    page.click("[data-cf-search-open]")
    page.fill("#cf-query", served.word)
    hits = page.locator(".cf-search__list .cf-hit__title")
    hits.first.wait_for()
    assert MARK in hits.first.inner_text()
    page.fill("#cf-query", "")
    assert as_written(page.locator(".cf-search__status").inner_text()).startswith("Type a word")
    page.keyboard.press("Escape")
    for word in page.locator(".cf-word font").all()[:1]:
        word.click()
        expect(page.locator(".cf-word__text:popover-open")).to_be_visible()


def test_a_number_to_call_is_left_as_it_is(built_site: Path) -> None:
    found = {}
    for file in built_site.rglob("*.html"):
        for link in CALLS.findall(file.read_text(encoding="utf-8")):
            if re.search(r"\d", TAG.sub("", KEPT.sub("", link))):
                found[file.relative_to(built_site).as_posix()] = link
    expect_empty(found)


def test_a_number_that_is_translated_is_told(served: Site, open_page: Open) -> None:
    page, condition = translated(open_page, "ltr")
    arrive(page, served.url("get-help"), condition)
    numbers = page.locator(".cf-call__n")
    assert numbers.count()
    assert MARK not in "".join(numbers.all_inner_texts())
    numbers.first.evaluate("one => { one.removeAttribute('translate'); one.textContent = one.textContent; }")
    assert MARK in numbers.first.inner_text()
