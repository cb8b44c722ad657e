"""Verification: the search dialog works by keyboard and for all readers, whatever the records of the project say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from playwright.sync_api import Route as Request

from symptomguide.documents.search import URGENT
from symptomguide.guide import Guide
from symptomguide.models import Cause

from .conditions import meet, spoil
from .searching import Engine, find_all_names, find_urgent_names, slip
from .site import PHONE, Site, Watched
from .survey import WIDER_THAN_SCREEN
from .test_accessibility import SMALL_PHONE, run_axe

NOTHING = "qzjvkx"
FOCUSED = "() => document.activeElement.className"
Open = Callable[..., Watched]


def search(watched: Watched, served: Site, query: str) -> Page:
    """The home page with its search open and answering `query`."""
    page = watched.page
    page.goto(served.url("home"))
    page.keyboard.press("/")
    page.fill("#cf-query", query)
    page.locator(".cf-search__list").wait_for()
    return page


@pytest.fixture(scope="module")
def slipped(guide: Guide) -> str:
    """A name with a slip that the search mends."""
    slips = [slip(name, number) for number, name in enumerate(find_all_names(guide)) if len(name) > 7]
    engine = Engine(guide)
    mended = [query for query, answer in zip(slips, engine.ask(slips), strict=True) if answer.mended]
    engine.close()
    return mended[0]


@pytest.mark.parametrize("key", ["/", "s"])
def test_a_key_opens_search_and_escape_gives_the_focus_back(key: str, served: Site, open_page: Open) -> None:
    page = open_page().page
    page.goto(served.url("home"))
    page.focus(".cf-brand")
    page.evaluate("window.before = document.activeElement")
    page.keyboard.press(key)
    assert page.evaluate(FOCUSED) == "cf-search__query"
    assert page.input_value("#cf-query") == "", "the key is no part of the query"
    page.keyboard.press("Escape")
    assert page.locator(".cf-search").is_hidden()
    assert page.evaluate("document.activeElement === window.before")


def test_the_focus_stays_in_the_open_search(served: Site, guide: Guide, open_page: Open) -> None:
    page = search(open_page(), served, next(iter(find_all_names(guide))))
    stops = page.locator(".cf-search :is(a, button, input)").count()
    for key in ["Tab"] * (stops + 2) + ["Shift+Tab"] * 2:
        page.keyboard.press(key)
        assert page.evaluate("Boolean(document.activeElement.closest('.cf-search'))")


def test_arrows_stop_at_the_ends_and_a_letter_goes_on_with_the_query(
    served: Site, guide: Guide, open_page: Open
) -> None:
    page = search(open_page(), served, next(iter(find_all_names(guide))))
    links = page.locator(".cf-search__results a").count()
    for _ in range(links + 1):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement === [...document.querySelectorAll('.cf-search__results a')].pop()")
    before = page.input_value("#cf-query")
    page.keyboard.type("x")
    assert page.input_value("#cf-query") == f"{before}x"


def test_enter_goes_to_the_first_result(served: Site, guide: Guide, open_page: Open) -> None:
    page = search(open_page(), served, next(iter(find_all_names(guide))))
    first = page.locator(".cf-search__results a").first.evaluate("one => one.href")
    page.keyboard.press("Enter")
    page.wait_for_url(first)


def test_results_are_announced_and_each_has_its_title_level_section_and_one_line(
    served: Site, guide: Guide, open_page: Open
) -> None:
    urgent = [cause for cause in guide.library.all(Cause) if cause.urgency in URGENT]
    page = search(open_page(), served, urgent[0].title)
    status = page.locator(".cf-search__status")
    assert status.get_attribute("role") == "status"
    count = page.locator(".cf-hit").count()
    assert status.inner_text().startswith(f"{count} page")
    first = page.locator(".cf-hit").first
    texts = [first.locator(f".cf-{name}").inner_text() for name in ("hit__title", "tag", "hit__section", "hit__line")]
    assert all(texts)
    assert page.locator(".cf-hit mark").count(), "what was searched for is marked"
    assert page.locator(".cf-search__help").is_visible(), "a query about danger has help above"


def test_a_mended_slip_is_told(slipped: str, served: Site, open_page: Open) -> None:
    page = search(open_page(), served, slipped)
    told = page.locator(".cf-search__mended")
    assert "Did you mean" in told.inner_text()
    assert told.locator("strong").first.inner_text() not in slipped.split()


def test_an_empty_result_says_so_and_offers_pages(served: Site, guide: Guide, open_page: Open) -> None:
    page = search(open_page(), served, NOTHING)
    assert "Nothing found" in page.locator(".cf-search__status").inner_text()
    offered = page.locator(".cf-hit").evaluate_all("links => links.map((link) => link.href)")
    wanted = [kind for kind in ("check", "signs", "glossary", "all-pages") if kind in served.kinds]
    assert offered == [served.url(kind) for kind in wanted]


@pytest.mark.parametrize("found", [True, False], ids=["results", "nothing"])
def test_the_open_search_suits_a_small_phone_and_forced_colours(
    found: bool, served: Site, guide: Guide, open_page: Open
) -> None:
    query = find_urgent_names(guide)[0] if found else NOTHING
    watched = open_page(bypass_csp=True, viewport=SMALL_PHONE, forced_colors="active", reduced_motion="reduce")
    page = search(watched, served, query)
    assert run_axe(watched) == []
    assert page.evaluate(WIDER_THAN_SCREEN) == []
    edge = page.locator("#cf-query").evaluate("one => getComputedStyle(one).borderTopWidth")
    assert edge != "0px"
    page.emulate_media(forced_colors="none", color_scheme="dark")
    assert run_axe(watched) == []


def test_without_script_an_index_of_all_pages_stands_where_search_would(served: Site, open_page: Open) -> None:
    page = open_page(java_script_enabled=False, viewport=PHONE).page
    page.goto(served.url("home"))
    assert page.locator("[data-cf-search-open], .cf-search").filter(visible=True).count() == 0
    page.click(".cf-all")
    page.wait_for_url(served.url("all-pages"))
    assert page.locator("main .cf-names a").count()


def test_with_script_search_stands_where_the_index_would(served: Site, open_page: Open) -> None:
    page = open_page().page
    page.goto(served.url("home"))
    assert page.locator("[data-cf-search-open]").is_visible()
    assert not page.locator(".cf-all").is_visible()


PARTS = ("lunr", "search-documents", "search", "search-dialog")
WAYS = ("cut off", "aborted", "another page", "empty", "without an answer")


@pytest.mark.parametrize(
    ("part", "way"),
    [
        pytest.param(part, way, marks=() if (part, way) == (PARTS[1], WAYS[0]) else pytest.mark.full)
        for part in PARTS
        for way in WAYS
    ],
)
def test_a_search_that_does_not_come_whole_says_so_and_leads_to_all_pages(
    part: str, way: str, served: Site, open_page: Open
) -> None:
    held: list[Request] = []
    page = meet(open_page, spoil(f"{part}.*.js", way, held))
    page.goto(served.url("home"))
    page.click("[data-cf-search-open]")
    told = page.locator("[data-cf-failed]")
    told.wait_for()
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate("Boolean(document.activeElement.closest('.cf-search'))")
    told.locator("a").click()
    page.wait_for_url(served.url("all-pages"))


def test_a_search_that_comes_late_takes_back_what_was_told(served: Site, open_page: Open) -> None:
    held: list[Request] = []
    page = meet(open_page, spoil("search.*.js", "without an answer", held))
    page.goto(served.url("home"))
    page.click("[data-cf-search-open]")
    page.fill("#cf-query", served.word)
    page.locator("[data-cf-failed]").wait_for()
    for request in held:
        request.continue_()
    page.locator(".cf-hit").first.wait_for()
    assert not page.locator("[data-cf-failed]").count()
