"""Verification: a stylesheet is blocked, cut off or never answers; the advice can be read and nothing is in its way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page
from playwright.sync_api import Route as Request

from symptomguide.tree import LEVELS, Graph

from .faults import expect_empty
from .reader import lead_on
from .site import Site, Watched

Open = Callable[..., Watched]

SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
HIGHEST = 0.6
"""The part of the screen that one drawing may take."""

HURRIED = """
const later = setTimeout;
setTimeout = (deed, time, ...rest) => later(deed, Math.min(time, 20), ...rest);
new PerformanceObserver(() => { window.isPainted = true; }).observe({ type: "paint", buffered: true });
"""
"""What takes seconds takes none, and the page remembers that something of it was painted."""

WHOLE = "() => getComputedStyle(document.documentElement).getPropertyValue('--cf-whole')"
"""What the last line of the sheet says."""

FAULTS = """(highest) => {
  const seen = (one) => one.checkVisibility({ visibilityProperty: true });
  const name = (one) => `${one.tagName}.${one.getAttribute("class")} ${one.textContent.trim().slice(0, 40)}`;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const signs = all(".cf-strip a, .cf-care--emergency .cf-care__title")
    .filter((one) => seen(one) && one.getBoundingClientRect().bottom + scrollY <= innerHeight);
  const found = signs.length ? [] : ["no danger sign on the first screen"];
  for (const one of all("svg, img")) {
    const { width, height } = one.getBoundingClientRect();
    if (height > innerHeight * highest || width > innerWidth) found.push(`${width} x ${height}: ${name(one)}`);
  }
  const idle = "[data-cf-theme], .cf-go *, .cf-choice__input, [data-act], .cf-search__close";
  const styled = getComputedStyle(document.documentElement).getPropertyValue("--cf-whole");
  if (!styled) found.push(...all(idle).filter(seen).map((one) => `cannot work: ${name(one)}`));
  const closed = (one) => one.closest("[hidden], details:not([open]), [data-on]");
  const hidden = all("article :is(h1, h2, h3)").filter((one) => !seen(one) && !closed(one));
  found.push(...hidden.map((one) => `hidden: ${name(one)}`));
  return found.slice(0, 3);
}"""
SHOWN_AT_ONCE = """(id) => {
  const parts = [...document.querySelectorAll(`#${id} :is(.cf-verdict__title, .cf-verdict__act)`)];
  return parts.length && parts.every((part) => {
    const { top, bottom, height } = part.getBoundingClientRect();
    return height && top >= 0 && bottom <= innerHeight;
  });
}"""


def cut_off(part: float) -> Callable[[Request], None]:
    """Answers with the beginning of a sheet."""

    def answer(request: Request) -> None:
        text = request.fetch().text()
        request.fulfill(body=text[: int(len(text) * part)], content_type="text/css")

    return answer


ARRIVES = {
    "not at all": lambda request: request.abort(),
    "a quarter": cut_off(1 / 4),
    "half": cut_off(1 / 2),
    "three quarters": cut_off(3 / 4),
    "all but the end": cut_off(0.98),
}

OFTEN = ("not at all",)
PARTS = [part if part in OFTEN else pytest.param(part, marks=pytest.mark.full) for part in ARRIVES]


def sheets(site: Site) -> list[str]:
    """The addresses of the stylesheets that a page names."""
    home = Path(site.file(site.kinds["home"])).read_text(encoding="utf-8")
    return [urljoin(site.base, address) for address in SHEET.findall(home)]


def looked_at(site: Site) -> Iterable[str]:
    """The home page, the check, where to get help, causes and remedies."""
    advice = ("one of causes", "one of recovery")
    return [kind for kind in site.kinds if kind.startswith(advice) or kind in ("home", "get-help", "check")]


@pytest.mark.parametrize("part", PARTS)
def test_where_a_stylesheet_does_not_arrive_whole_the_danger_signs_come_first(
    part: str, served: Site, open_page: Open
) -> None:
    found = {}
    for sheet in sheets(served):
        page = open_page().page
        page.route(sheet, ARRIVES[part])
        for kind in looked_at(served):
            page.goto(served.url(kind))
            found[f"{kind} without {sheet.rsplit('/')[-1]}"] = page.evaluate(FAULTS, HIGHEST)
    expect_empty(found)


@pytest.mark.parametrize("part", PARTS)
def test_where_the_stylesheet_does_not_arrive_whole_the_check_is_the_linked_form(
    part: str, served: Site, graph: Graph, open_page: Open
) -> None:
    page = open_page().page
    page.route(sheets(served)[0], ARRIVES[part])
    page.goto(served.url("check"))
    lead_on(page, graph)


@pytest.mark.parametrize("level", LEVELS)
def test_without_style_the_link_of_an_answer_leads_to_what_to_do(
    level: str, served: Site, graph: Graph, open_page: Open
) -> None:
    outcomes = [name for name, leaf in graph.leaves.items() if LEVELS[leaf.level] == level]
    page, low = open_page().page, []
    page.route(sheets(served)[0], lambda request: request.abort())
    page.goto(served.url("check"))
    for name in outcomes:
        page.evaluate("(place) => { location.hash = place; }", f"o-{name}")
        if not page.evaluate(SHOWN_AT_ONCE, f"o-{name}"):
            low.append(name)
    assert low == []


def open_without_answer(page: Page, address: str, sheet: str, held: list[Request]) -> None:
    """Opens a page whose sheet is asked for and never comes, and waits until something of it can be seen."""
    page.add_init_script(HURRIED)
    page.route(sheet, lambda request: held.append(request))
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.isPainted", polling=20)


@pytest.mark.parametrize("kind", ["home", "get-help", "check"])
def test_a_stylesheet_that_never_answers_does_not_keep_the_page_white(kind: str, served: Site, open_page: Open) -> None:
    found = {}
    for sheet in sheets(served):
        page = open_page().page
        open_without_answer(page, served.url(kind), sheet, [])
        found[sheet] = page.evaluate(FAULTS, HIGHEST)
    expect_empty(found)


def test_a_stylesheet_that_comes_late_is_used(served: Site, open_page: Open) -> None:
    page, held = open_page().page, list[Request]()
    open_without_answer(page, served.url("home"), sheets(served)[0], held)
    for request in held:
        request.continue_()
    page.wait_for_function(WHOLE, polling=20)
