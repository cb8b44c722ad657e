"""What the first screen of a phone shows: danger first, and never twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from symptomguide.guide import Guide
from symptomguide.models import Cause, Recovery

from .faults import expect_empty
from .site import NARROW, PHONE, Site, Watched
from .survey import Facts

Open = Callable[..., Watched]

LEAST_CHOICE, LEAST_LABEL = 60, 11  # pixels
MOST_SCREENS = 1.3  # of a phone, to the first things to do and the way to the check
MOST_SHIFT = 0.02  # the layout shift of a page


def test_every_page_of_advice_begins_with_its_danger_what_to_do_and_the_way_to_the_check(
    served: Site, guide: Guide, open_page: Open
) -> None:
    page = open_page(viewport=PHONE).page
    library = guide.library
    grave = {f"causes/{one.id}" for one in library.all(Cause) if one.urgency in ("emergency", "same-day")}
    remedies = {f"recovery/{one.id}" for one in library.all(Recovery)}
    faults: dict[str, list[str]] = {}
    for address in [*(f"causes/{one.id}" for one in library.all(Cause)), *remedies]:
        page.goto(f"{served.base}{address}/")
        faults[address] = [*lacking(page), *(without_card(page) if address in grave | remedies else [])]
    expect_empty(faults)


def lacking(page: Page) -> Iterator[str]:
    """What of the first things to do is not on the first screens."""
    screens = bottom(page.locator(".cf-first__check a")) / PHONE["height"]
    if screens > MOST_SCREENS:
        yield f"the way to the check ends after {screens:.2f} screens"
    if not page.locator(".cf-first__list li").count():
        yield "there is nothing to do first"


def without_card(page: Page) -> Iterator[str]:
    """What is wrong with the danger card of the first screen."""
    end = bottom(page.locator(".cf-care__title").first)
    if end > PHONE["height"]:
        yield f"the title of the danger card ends at {end:.0f} pixels"
    if page.locator(".cf-strip").count():
        yield "the strip stands beside the danger card"


def test_the_strip_stands_where_no_emergency_card_is_on_the_first_screen(facts: dict[str, Facts]) -> None:
    sheet = "handout"  # to be printed
    assert [kind for kind, seen in facts.items() if seen.strip == seen.card_at_once and kind != sheet] == []


def test_paper_is_black_on_white_whatever_the_screen(facts: dict[str, Facts]) -> None:
    expect_empty({kind: seen.pale_on_paper for kind, seen in facts.items()})


def test_the_choices_of_the_check_are_tall_enough_for_a_thumb(served: Site, open_page: Open) -> None:
    page = open_page(viewport=PHONE).page
    page.goto(f"{served.base}check/")
    page.locator("cf-checker[data-on]").wait_for()
    heights = tall(page, ".cf-choice__label")
    assert heights
    assert min(heights) >= LEAST_CHOICE


@pytest.mark.parametrize("width", [NARROW["width"], PHONE["width"]])
def test_words_in_drawings_are_large_enough_to_read(facts: dict[str, Facts], width: int) -> None:
    smallest = {kind: seen.drawn_letters[str(width)] for kind, seen in facts.items()}
    expect_empty({kind: [f"{size:.1f} pixels"] for kind, size in smallest.items() if 0 < size < LEAST_LABEL})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_four_cards_rank_without_colour(served: Site, open_page: Open, theme: Literal["light", "dark"]) -> None:
    page = open_page(color_scheme=theme).page
    page.goto(f"{served.base}get-help/")
    borders, heads = zip(*page.locator(".cf-care").evaluate_all(GREY), strict=True)
    assert borders == (4, 3, 2, 2)
    assert heads[0] > heads[1] > max(heads[2:])


GREY = """cards => {
  const light = (element) => {
    const parts = getComputedStyle(element).backgroundColor.match(/[\\d.]+/g).slice(0, 3).map((one) => one / 255);
    const [red, green, blue] = parts.map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  return cards.map((card) => {
    const pair = [light(card.querySelector(".cf-care__head")), light(document.documentElement)];
    const contrast = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    return [parseFloat(getComputedStyle(card).borderTopWidth), contrast];
  });
}"""
"""The border of each card in pixels, and the contrast of its head against the page, as grey print would show it."""

LAST = ".md-typeset > details > summary >> nth=-1"
"""The last words of a cause page."""
IS_LAID_OUT = "one => one.checkVisibility({ contentVisibilityAuto: true })"
NO_LATER = "setTimeout = () => 0"
"""A page on which nothing happens later: what is laid out, a deed of the reader laid out."""


@pytest.fixture
def far_words(served: Site, open_page: Open) -> Callable[..., Page]:
    """A page whose last words are far below the first screen."""

    def visit(fragment: str = "", *, later: bool = False) -> Page:
        page = open_page(viewport=PHONE).page
        if not later:
            page.add_init_script(NO_LATER)
        page.goto(served.url("one of causes, self-care") + fragment)
        return page

    return visit


def test_what_is_far_below_is_laid_out_a_moment_later(far_words: Callable[..., Page]) -> None:
    page = far_words(later=True)
    page.add_init_script("""
      window.shift = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { shift += entry.value; }))
        .observe({ type: "layout-shift", buffered: true });
    """)
    page.goto(page.url)
    page.wait_for_function(IS_LAID_OUT, arg=page.locator(LAST).element_handle())
    assert page.evaluate("shift") <= MOST_SHIFT


@pytest.mark.parametrize("deed", ["Tab", "press", "print"])
def test_what_is_far_below_is_laid_out_before_the_reader_does_anything(
    far_words: Callable[..., Page], deed: str
) -> None:
    page = far_words()
    assert not page.locator(LAST).evaluate(IS_LAID_OUT)
    if deed == "Tab":
        page.keyboard.press("Tab")
    elif deed == "press":
        page.mouse.click(2, 2)
    else:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(LAST).evaluate(IS_LAID_OUT)


def test_a_page_entered_at_a_place_or_anew_is_laid_out_at_once(far_words: Callable[..., Page]) -> None:
    page = far_words()
    last = page.locator(".md-typeset > h2").last.get_attribute("id")
    page.reload()
    assert page.locator(LAST).evaluate(IS_LAID_OUT)
    page = far_words(f"#{last}")
    assert page.locator(LAST).evaluate(IS_LAID_OUT)
    expect(page.locator(f"#{last}")).to_be_in_viewport()


def test_a_word_far_below_is_found_by_the_search_of_the_browser(far_words: Callable[..., Page]) -> None:
    page = far_words()
    word = page.locator(LAST).text_content()
    assert not page.locator(LAST).evaluate(IS_LAID_OUT)
    assert page.evaluate("word => find(word, false, true)", word)
    assert not page.evaluate("find('these words stand nowhere', false, true)")


def bottom(element: Locator) -> float:
    """Where an element ends, in pixels from the top of the page."""
    box = element.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def tall(page: Page, selector: str) -> list[float]:
    """The heights of the elements that are shown."""
    shown = page.locator(selector).filter(visible=True).all()
    return [box["height"] for element in shown if (box := element.bounding_box())]
