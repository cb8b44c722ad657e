"""Verification: every sheet prints on exactly one page; the handout with every sign and nothing of the screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from symptomguide.guide import Guide
from symptomguide.models import RedFlag

from .browser import serve

PAGES = re.compile(rb"/Type\s*/Page\b")


FONTS = ("DejaVu Sans", "Liberation Sans", "Noto Sans")
"""The fonts that machines without others print with; DejaVu runs the widest. What is not installed is not looked at."""
HEIGHTS = {"A4": 297, "Letter": 279}  # millimetres
FREE = 0.08
"""The share of a page that stays free, for fonts that run wider and for words to come."""
HAS_FONT = """
(name) => {
  const brush = document.createElement("canvas").getContext("2d");
  const width = (fonts) => { brush.font = `40px ${fonts}`; return brush.measureText("mmmiiiWWW").width; };
  return ["serif", "monospace"].every((other) => width(`"${name}", ${other}`) !== width(other));
}
"""
SET_FONT = "(name) => document.documentElement.style.setProperty('--sans', `\"${name}\"`)"
ADD_SPACE = "(mm) => { document.querySelector('.md-typeset').style.paddingBottom = `${mm}mm`; }"


@pytest.fixture(scope="module")
def sheets(built_site: Path) -> list[str]:
    """The addresses of all pages that are sheets to print."""
    found = [page for page in built_site.rglob("index.html") if 'cf-body--sheet"' in page.read_text(encoding="utf-8")]
    return sorted(page.parent.relative_to(built_site).as_posix() for page in found)


@pytest.fixture(scope="module")
def opened(built_site: Path, chromium: Browser) -> Iterator[Callable[[str], Page]]:
    """Opens a page as it prints."""
    with serve(built_site) as root, chromium.new_context(color_scheme="dark") as context:
        page = context.new_page()

        def open_one(address: str) -> Page:
            page.goto(f"{root}{address}/")
            page.emulate_media(media="print", color_scheme="dark")
            return page

        yield open_one


@pytest.fixture
def handout(opened: Callable[[str], Page]) -> Page:
    return opened("handout")


def count_pages(page: Page, paper: str) -> int:
    return len(PAGES.findall(page.pdf(format=paper)))


@pytest.mark.parametrize("paper", HEIGHTS)
def test_every_sheet_prints_on_one_page_in_every_common_font_with_room_to_spare(
    sheets: list[str], opened: Callable[[str], Page], paper: str
) -> None:
    found = {}
    for address in sheets:
        page = opened(address)
        for font in FONTS:
            if page.evaluate(HAS_FONT, font):
                page.evaluate(SET_FONT, font)
                page.evaluate(ADD_SPACE, HEIGHTS[paper] * FREE)
                found[f"{address} in {font}"] = count_pages(page, paper)
    assert found, "none of the common fonts is installed"
    assert {name: pages for name, pages in found.items() if pages != 1} == {}, (
        f"these do not leave {FREE:.0%} of {paper} free; the handout's lines are the card_line of the records of signs"
    )


def test_half_a_page_more_would_not_fit(handout: Page) -> None:
    """Otherwise the test above could not fail."""
    handout.evaluate(ADD_SPACE, HEIGHTS["A4"] / 2)
    assert count_pages(handout, "A4") > 1


def test_every_line_of_every_sign_is_on_it(handout: Page, guide: Guide) -> None:
    text = " ".join(handout.locator(".cf-sheet").inner_text().split())
    assert [flag.card_line for flag in guide.library.all(RedFlag) if flag.card_line not in text] == []


def test_the_rest_of_the_page_stays_on_the_screen(handout: Page) -> None:
    for selector in (".cf-header", ".cf-footer", ".cf-stamp", ".cf-strip", "[data-cf-print]"):
        assert all(not found.is_visible() for found in handout.locator(selector).all()), selector


def test_it_is_black_on_white(handout: Page) -> None:
    colours = handout.evaluate(
        """() => [...document.querySelectorAll("main, main *")].filter((one) => one.checkVisibility())
        .flatMap((one) => { const style = getComputedStyle(one); return [style.color, style.borderLeftColor]; })"""
    )
    levels = {tuple(re.findall(r"[\d.]+", colour)[:3]) for colour in colours}
    assert all(len(set(level)) == 1 for level in levels)


def test_it_says_when_it_was_checked_and_that_nobody_reviewed_it(handout: Page) -> None:
    foot = handout.locator(".cf-sheet__foot").inner_text()
    assert "Checked against its sources on" in foot
    assert "No clinician has reviewed this page yet" in foot
