"""Verification: a list of causes holds each once, what cannot wait first, and no choice of the reader hides that."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from symptomguide.guide import Guide
from symptomguide.models import DANGER_LEVELS, Cause

from .faults import expect_empty
from .site import PHONE, Site, Watched

Open = Callable[..., Watched]

LONGEST = 20
"""Screens of a phone."""

URGENT, ROWS = ".cf-place__dangers--all li > a", "[data-fits] > a"
VALUES = "all => all.flatMap((one) => [...one.options].map((option) => option.value)).filter(Boolean)"
SHOWN = "all => all.filter((one) => one.checkVisibility()).map((one) => one.dataset.fits)"


def visit(served: Site, open_page: Open, **options: object) -> Page:
    """The page that lists the causes, on a phone."""
    page = open_page(viewport=PHONE, **options).page
    page.goto(f"{served.base}causes/")
    return page


def names(page: Page, selector: str) -> list[str]:
    """The ids of the causes that links lead to, in order."""
    links = page.locator(selector).evaluate_all("all => all.map((one) => one.href)")
    return [link.rstrip("/").rpartition("/")[2] for link in links]


def test_each_cause_is_listed_once_and_what_cannot_wait_stands_above_the_rest(
    served: Site, guide: Guide, open_page: Open
) -> None:
    page = visit(served, open_page, java_script_enabled=False)
    urgent, others = names(page, URGENT), names(page, ROWS)
    causes = guide.library.all(Cause)
    assert sorted(urgent) == sorted(one.id for one in causes if one.urgency in DANGER_LEVELS)
    assert sorted(others) == sorted(one.id for one in causes if one.urgency not in DANGER_LEVELS)
    assert names(page, f"{URGENT}, {ROWS}") == urgent + others


def test_the_list_of_causes_is_no_longer_than_a_reader_looks_through(served: Site, open_page: Open) -> None:
    height = visit(served, open_page).evaluate("document.documentElement.scrollHeight")
    assert height / PHONE["height"] <= LONGEST


def test_without_script_no_choice_is_offered_and_everything_is_there(served: Site, open_page: Open) -> None:
    page = visit(served, open_page, java_script_enabled=False)
    assert page.locator("[data-cf-filter]").is_hidden()
    assert page.locator("[data-fits]").filter(visible=True).count() == page.locator("[data-fits]").count()


def test_a_choice_keeps_what_fits_it_and_all_that_cannot_wait(served: Site, open_page: Open) -> None:
    page, wrong = visit(served, open_page), {}
    urgent, rows = len(names(page, URGENT)), page.locator("[data-fits]")
    everything = rows.evaluate_all(SHOWN)
    for select in page.locator("[data-cf-filter] select").all():
        for value in select.evaluate_all(VALUES):
            select.select_option(value)
            shown = rows.evaluate_all(SHOWN)
            said = page.locator("[data-cf-filter] [role=status]").inner_text()
            fits = sum(value in one.split() for one in everything)
            kept = page.locator(URGENT).filter(visible=True).count()
            if not (0 < len(shown) == fits and said.startswith(f"{fits} ") and kept == urgent):
                wrong[value] = f"{len(shown)} shown, {fits} fit, {kept} of {urgent} urgent, said '{said}'"
        select.select_option("")
    expect_empty(wrong)
    assert len(rows.evaluate_all(SHOWN)) == rows.count()


def test_a_title_goes_with_the_last_entry_below_it(served: Site, open_page: Open) -> None:
    page, bare = visit(served, open_page), []
    for select in page.locator("[data-cf-filter] select").all():
        for value in select.evaluate_all(VALUES):
            select.select_option(value)
            bare += page.locator("h3:visible + ul:not(:visible)").all_inner_texts()
        select.select_option("")
    assert bare == []
