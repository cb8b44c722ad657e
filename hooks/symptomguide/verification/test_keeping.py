"""Verification: a page can be passed on, kept, corrected, and read on where the signal is lost."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from pathlib import Path

import pytest

from symptomguide.addresses import KEEP_PAGES, file_of, url_of
from symptomguide.guide import Guide
from symptomguide.tree import LEVELS, Graph, Route

from .dom import find_main
from .faults import expect_empty
from .reader import Reader, route_to
from .site import Site, Watched, address_of

Open = Callable[..., Watched]

BUTTON, STATUS = "[data-cf-share]", ".cf-keep [role=status]"
SHARES = "navigator.share = async (data) => { window.given = data; };"
SHARES_NOT = """
  Object.defineProperty(Navigator.prototype, "share", { value: undefined, configurable: true });
  Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined, configurable: true });
  document.execCommand = (name) => { window.given = [name, document.activeElement.value]; return window.copies; };
"""


def test_every_page_leads_to_how_to_keep_it_and_how_to_report_an_error(built_site: Path, guide: Guide) -> None:
    wanted = {f"{name}/" for name in KEEP_PAGES if f"{name}.md" in guide.docs}
    lost = {}
    for doc in guide.docs:
        main = find_main(built_site / file_of(doc, directories=True))
        links = [link.get("href", "") for link in main.findall(".//p[@class='cf-keep']/a")]
        here = url_of(doc, directories=True)
        lost[doc] = sorted(wanted - {here} - {posixpath.normpath(posixpath.join(here, link)) + "/" for link in links})
    expect_empty(lost)


def test_the_device_is_given_the_address_of_the_page_and_its_title(served: Site, open_page: Open) -> None:
    page = open_page().page
    page.add_init_script(SHARES)
    page.goto(f"{served.base}get-help/#care-emergency")
    page.click(BUTTON)
    assert page.evaluate("given") == {"title": page.title(), "url": f"{served.base}get-help/"}


@pytest.mark.parametrize("copies", [True, False])
def test_where_nothing_can_be_shared_the_address_is_copied_or_told(
    served: Site, open_page: Open, *, copies: bool
) -> None:
    page = open_page().page
    page.add_init_script(f"window.copies = {str(copies).lower()}; {SHARES_NOT}")
    page.goto(f"{served.base}get-help/")
    page.click(BUTTON)
    said = page.locator(STATUS).inner_text()
    assert page.evaluate("given") == ["copy", f"{served.base}get-help/"]
    assert said
    assert (f"{served.base}get-help/" in said) is not copies
    assert page.evaluate("document.activeElement.matches('[data-cf-share]')")
    assert page.locator("textarea").count() == 0


def test_no_button_is_offered_that_could_share_nothing(
    served: Site, in_folder: Site, built_site: Path, open_page: Open
) -> None:
    bare = open_page(java_script_enabled=False).page
    bare.goto(f"{served.base}get-help/")
    assert bare.locator(BUTTON).is_hidden()
    page = open_page().page
    page.goto(f"{in_folder.base}get-help.html")
    assert page.locator(BUTTON).is_visible() is bool(address_of(built_site))


def test_a_page_that_is_open_goes_on_without_a_network(
    visit: Callable[..., Reader], graph: Graph, routes: list[Route]
) -> None:
    reader = visit()
    reader.page.context.set_offline(True)
    route = route_to(routes, graph, LEVELS[0], shortest=False)
    reader.answer(route.steps)
    assert reader.page.locator("[data-outcome][data-now]").get_attribute("data-outcome") == route.outcome
    reader.page.go_back()
    assert reader.shown() == [route.steps[-1][0]]
