"""The advice in older browsers: in one from which newer features are taken, and, with `full`, in an old Chromium.

Danger words are readable, controls can be seen, figures are drawn, and the check gets to a result of each level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import Route as Request

from symptomguide.tree import LEVELS, Graph, Route

from .browser import FLAGS
from .conditions import COLOURS
from .older import fetch_old_chromium
from .reader import route_to
from .site import PHONE, Site

TAKEN = {"light-dark(": "x(", "color-mix(": "x(", ":has(": ":x(", "inset:": "x:", ":popover-open": ":x", "dvh": "x"}
"""What is taken out of the sheet; a property or a colour with an unknown name is dropped by the browser."""

FADED = (
    f"() => {{{COLOURS}"
    + """
  const words = (part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const all = "main *, .cf-strip *, .cf-header a, .cf-header summary";
  const seen = (part) => part.getClientRects().length && getComputedStyle(part).visibility === "visible";
  const told = (part) => words(part) && seen(part) && !part.closest("svg, .cf-hidden");
  return [...document.querySelectorAll(all)].filter(told).flatMap((part) => {
    const [one, other] = [light(parse(getComputedStyle(part).color)), light(behind(part))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    const name = `${part.className || part.tagName} ${ratio.toFixed(1)}: ${part.textContent.slice(0, 40)}`;
    return ratio >= 4.5 ? [] : [name];
  });
}"""
)
UNDRAWN = """() => {
  const parts = [...document.querySelectorAll(".cf-fig__region, .cf-fig__skin, .cf-pose__drawing")];
  return parts.filter((part) => {
  const { width, height } = part.getBoundingClientRect();
  return !width || !height || (part.matches("path") && getComputedStyle(part).fill === "rgb(0, 0, 0)");
}).map((part) => part.outerHTML.slice(0, 80));
}"""
ANSWER = """(answer) => {
  document.querySelector(`[data-now] [value="${answer}"]`).click();
  document.querySelector(".cf-go button").click();
}"""
THERE = """(selector) => new Promise((found, lost) => {  // Playwright's own waiting needs a newer browser
  const look = (frames) => {
    if (document.querySelector(selector)) return found();
    return frames ? requestAnimationFrame(() => look(frames - 1)) : lost(new Error(`there is no ${selector}`));
  };
  look(600);
})"""
SEEN = """(names) => names.filter((name) => {
  const part = document.querySelector(name);
  return !part || !part.getClientRects().length || getComputedStyle(part).visibility !== "visible";
})"""


def take_away(request: Request) -> None:
    """Answers with the sheet without newer features."""
    text = request.fetch().text()
    for newer, gone in TAKEN.items():
        text = text.replace(newer, gone)
    request.fulfill(body=text, content_type="text/css")


@pytest.fixture(scope="session")
def old_chromium(chromium: Browser, guide_root: Path) -> Iterator[Browser]:
    """The old Chromium; skips where it cannot be had."""
    program = fetch_old_chromium(guide_root / ".cache/old-chromium")
    if program is None:
        pytest.skip("the old Chromium cannot be had: npm or its package is missing")
    browser = chromium.browser_type.launch(executable_path=program, args=[*FLAGS, "--no-zygote"])
    yield browser
    browser.close()


@pytest.fixture(params=["features taken away", pytest.param("old Chromium", marks=pytest.mark.full)])
def open_older(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Callable[[str, str], Page]]:
    """Opens an address, in light or dark colours, in an older browser."""
    old = request.param == "old Chromium"
    browser: Browser = request.getfixturevalue("old_chromium") if old else chromium
    with ExitStack() as contexts:

        def open_one(address: str, colours: str) -> Page:
            context = browser.new_context(viewport=PHONE, color_scheme="dark" if colours == "dark" else "light")
            contexts.callback(context.close)
            page = context.new_page()
            if not old:
                page.route("**/*.css", take_away)
            page.goto(address)
            return page

        yield open_one


def looked_at(site: Site) -> list[str]:
    """The home page, where to get help, a cause of each level, and a page with a figure."""
    kinds = [kind for kind in site.kinds if kind.startswith("one of causes") or kind in ("get-help", "one of muscles")]
    return ["home", *kinds]


@pytest.mark.parametrize("colours", ["light", pytest.param("dark", marks=pytest.mark.full)])
@pytest.mark.full
def test_pages_are_readable_and_drawn(colours: str, served: Site, open_older: Callable[[str, str], Page]) -> None:
    found = {}
    for kind in looked_at(served):
        page = open_older(served.url(kind), colours)
        found[kind] = [*page.evaluate(FADED), *page.evaluate(UNDRAWN), *page.evaluate(SEEN, [".cf-menu summary"])]
    assert {kind: faults for kind, faults in found.items() if faults} == {}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("colours", ["light", pytest.param("dark", marks=pytest.mark.full)])
def test_the_check_gets_to_a_readable_result(
    colours: str, level: str, root: str, graph: Graph, routes: list[Route], open_older: Callable[[str, str], Page]
) -> None:
    route = route_to(routes, graph, level)
    page = open_older(f"{root}check/", colours)
    page.evaluate(THERE, "cf-checker[data-on]")
    first = [*page.evaluate(FADED), *page.evaluate(SEEN, [".cf-go button", "[data-now] .cf-choice"])]
    for question, answer in route.steps:
        page.evaluate(THERE, f'[data-question="{question}"][data-now]')
        page.evaluate(ANSWER, answer)
    page.evaluate(THERE, f'[data-outcome="{route.outcome}"][data-now][data-whole]')
    assert first == []
    assert [*page.evaluate(FADED), *page.evaluate(SEEN, ["[data-now] .cf-verdict__title"])] == []
