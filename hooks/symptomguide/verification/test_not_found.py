"""The page for unknown addresses is whole at any depth below the sub-path that the site is served in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from symptomguide.guide import Guide

from .site import Site, Watched, word_of

Open = Callable[..., Watched]
DEPTHS = ("typo", "typo/", "typo/typo", "typo/typo/typo/typo/")
READY = "() => !document.querySelector('[data-cf-lost]')"
STYLED = "() => getComputedStyle(document.documentElement).getPropertyValue('--cf-whole') !== ''"
PAPER = "() => getComputedStyle(document.body).backgroundColor"
LINKS = "(all) => all.filter((one) => one.origin === location.origin).map((one) => one.href.split('#')[0])"


def go(page: Page, address: str) -> Page:
    """Opens the page for unknown addresses at an address."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 404
    return page


@pytest.mark.parametrize("depth", DEPTHS)
def test_it_is_styled_and_its_links_lead_to_pages(depth: str, served: Site, open_page: Open) -> None:
    page = go(open_page().page, served.base + depth)
    page.wait_for_function(READY)
    assert page.evaluate(STYLED)
    links = set(page.eval_on_selector_all("a[href]", LINKS)) - {page.url}
    assert served.base in links
    assert [link for link in sorted(links) if not served.file(link.removeprefix(served.base)).is_file()] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_has_the_colours_of_the_other_pages(theme: str, served: Site, open_page: Open) -> None:
    page = open_page(color_scheme=theme).page
    page.goto(served.base)
    paper = page.evaluate(PAPER)
    assert go(page, f"{served.base}typo/typo/").evaluate(PAPER) == paper


def test_search_works_on_it(served: Site, guide: Guide, open_page: Open) -> None:
    page = go(open_page().page, f"{served.base}typo/typo/")
    page.wait_for_function(READY)
    page.click("[data-cf-search-open]")
    page.keyboard.type(word_of(guide))
    page.locator(".cf-search__list a").first.click()
    page.wait_for_url(lambda url: url.startswith(served.base) and "typo" not in url)
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("depth", DEPTHS)
def test_without_script_it_is_styled_and_its_emergency_line_leads_to_the_signs(
    depth: str, served: Site, open_page: Open
) -> None:
    page = go(open_page(java_script_enabled=False).page, served.base + depth)
    assert page.evaluate(STYLED)
    page.click(".cf-strip a")
    assert page.locator(".cf-care__act").first.is_visible()
