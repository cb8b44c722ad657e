"""The handout prints on exactly one page, with every sign that needs help and nothing that stands only on screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from symptomguide.guide import Guide
from symptomguide.models import RedFlag

from .browser import serve

PAGES = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture(scope="module")
def handout(built_site: Path, chromium: Browser) -> Iterator[Page]:
    with serve(built_site) as root:
        page = chromium.new_page(color_scheme="dark")
        page.goto(f"{root}handout/")
        page.emulate_media(media="print", color_scheme="dark")
        yield page
        page.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_on_one_page(handout: Page, paper: str) -> None:
    pages = len(PAGES.findall(handout.pdf(format=paper)))
    assert pages == 1, (
        f"the handout takes {pages} pages of {paper}; its lines are the card_line of the records of signs"
    )


def test_one_more_box_would_not_fit(handout: Page) -> None:
    """Otherwise the test above could not fail."""
    handout.evaluate("document.querySelector('.cf-sheet').append(document.querySelector('.cf-sheet').cloneNode(true))")
    try:
        assert len(PAGES.findall(handout.pdf(format="A4"))) > 1
    finally:
        handout.evaluate("document.querySelector('.cf-sheet .cf-sheet').remove()")


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
