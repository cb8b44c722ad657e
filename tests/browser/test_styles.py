"""Engine test: each rule of the theme's stylesheets is for something that the example shows, on a page, in some state.

A rule that meets nothing misleads whoever changes the look. What the example lacks is in ELSEWHERE, with what shows it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

import pytest
import tinycss2
from playwright.sync_api import Page
from playwright.sync_api import Route as Request
from tinycss2.ast import AtRule, Node, QualifiedRule

from symptomguide.guide import Guide
from symptomguide.models import Cause
from symptomguide.publish.theme import find_theme
from symptomguide.tree import LEVELS, Graph, Route
from symptomguide.verification.reader import Reader, route_to
from symptomguide.verification.site import Site, Watched

SHEETS = [find_theme() / f"assets/stylesheets/{name}.css" for name in ("guide", "print")]
CHANGING = re.compile(r"::[\w-]+|:(?:hover|focus-visible|focus|checked|target|popover-open|empty)\b")
"""What a selector says of a moment, or of a part that no script can ask for."""

CHOICE = re.compile(r"(?<!:not\():(?:is|where)\(((?:[^()]|\([^()]*\))*)\)")
COMMA = re.compile(r",(?!(?:[^()]|\([^()]*\))*\))")
"""A comma outside brackets."""

FIND = """(selectors) => selectors.filter((selector) => {
  try { return document.querySelector(selector); } catch { return true; } // not known to this browser
})"""
OPEN = "() => { for (const one of document.querySelectorAll('details')) one.open = true; }"
ELSEWHERE = {
    "Markdown that an editor may write": (
        ".md-typeset :is(h6)",
        ".md-typeset :is(hr)",
        ".md-typeset > :is(h4) + *",
        ".md-typeset :is(li > ol)",
        ".md-typeset :is(blockquote > * + *)",
        ".md-typeset :is(img)",
        '.md-typeset :is(td[align="right"])',
        '.md-typeset :is(th[align="right"])',
        '.md-typeset :is(td[align="center"])',
        '.md-typeset :is(th[align="center"])',
    ),
    "a record with more than the example's: two phases, a muscle that stands out, a hint in a list, three pictures": (
        ".cf-phase + .cf-phase",
        ".cf-question__hint > * + *",
        ".cf-question__hint > ul",
        ".cf-pose--3",
        ".cf-pose__line",
        ".cf-pose__muscle",
    ),
    "a drawing with bones, muscles and tendons, and four of them beside each other": (
        ".cf-fig__bone",
        ".cf-fig__muscle",
        ".cf-fig__tendon",
        ".cf-fig__line",
        ".cf-fig__region--c",
        ".cf-figs--4 > .cf-figs__list",
        ".cf-figs--4 > .cf-figs__list .cf-links",
        ".cf-figs--4 > .cf-figs__list li",
    ),
    "a chart with a range, with values below zero or on a sheet": (
        ".cf-chart__fill--below",
        ".cf-chart__range",
        ".cf-chart__zero",
        ".cf-chart__word--end",
        ".cf-body--sheet .cf-chart",
        ".cf-body--sheet .cf-chart__table :is(th)",
        ".cf-body--sheet .cf-chart__table :is(td)",
        ".cf-body--sheet .cf-chart__table td",
        ".cf-body--sheet .cf-chart__bar",
    ),
    "the first page of the offline copy": (".cf-alone",),
    "the copies that a release offers at the foot of its pages": (".cf-offer",),
}

Open = Callable[..., Watched]
Visit = Callable[..., Reader]


def read_selectors(nodes: list[Node]) -> Iterator[str]:
    """The selectors of all rules one by one, without what they say of a moment."""
    for node in nodes:
        if isinstance(node, QualifiedRule):
            for selector in COMMA.split(tinycss2.serialize(node.prelude)):
                yield from (settle(way) for way in spread(selector.strip()))
        elif isinstance(node, AtRule) and node.content is not None and node.lower_at_keyword in ("media", "supports"):
            yield from read_selectors(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))


def spread(selector: str) -> Iterator[str]:
    """A selector for each way through its `:is()` and `:where()`."""
    pieces = [part if place % 2 else [part] for place, part in enumerate(CHOICE.split(selector))]
    ways = [[f":is({way.strip()})" for way in COMMA.split(part)] if isinstance(part, str) else part for part in pieces]
    yield from ("".join(way) for way in itertools.product(*ways))


def settle(selector: str) -> str:
    """A selector without what it says of a moment."""
    return CHANGING.sub("", selector).replace(":has(> )", ":has(> *)").strip() or "*"


@pytest.fixture(scope="module")
def selectors() -> list[str]:
    """All that the sheets ask for, each once."""
    found: list[str] = []
    for sheet in SHEETS:
        text = sheet.read_text(encoding="utf-8")
        found += read_selectors(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))
    return list(dict.fromkeys(found))


def pages(served: Site, open_page: Open) -> Iterator[Page]:
    """Every page, with its details closed and open; then the check without script and with a script that hangs."""
    page = open_page().page
    for file in sorted(served.folder.rglob("*.html")):
        page.goto(served.base + file.relative_to(served.folder).as_posix())
        yield page
        page.evaluate(OPEN)
        yield page
    bare = open_page(java_script_enabled=False).page
    bare.goto(served.url("check"))
    yield bare
    held: list[Request] = []
    waiting = open_page().page
    waiting.route("**/guide.*.js", lambda request: held.append(request))
    waiting.goto(served.url("check"), wait_until="commit")
    waiting.locator(".cf-footer").wait_for()
    yield waiting


def dialogs(served: Site, guide: Guide, open_page: Open) -> Iterator[Page]:
    """Both colours as the reader chooses them, and search with hits, for a slip of the hand and without a hit."""
    page = open_page().page
    page.goto(served.url("home"))
    for _ in LEVELS[:2]:
        page.click("[data-cf-theme]")
        yield page
    page.click("[data-cf-search-open]")
    title = guide.library.all(Cause)[0].title
    longest = max(title.split(), key=len)
    for query, mark in ((title, "mark"), (longest[:-2] + longest[-1], ".cf-search__mended"), ("qqqq", ".cf-hit")):
        page.fill("#cf-query", query)
        page.locator(f".cf-search {mark}").first.wait_for()
        yield page


def checks(graph: Graph, routes: list[Route], visit: Visit) -> Iterator[Page]:
    """The check where no answer is marked, on its way, and at a result of each level."""
    for level in LEVELS:
        reader, steps = visit(), route_to(routes, graph, level, shortest=False).steps
        reader.go_on()
        yield reader.page
        reader.answer(steps[:1])
        yield reader.page
        reader.answer(steps[1:])
        yield reader.page


@pytest.mark.full
def test_every_rule_is_for_something_that_is_shown(
    selectors: list[str], served: Site, guide: Guide, graph: Graph, routes: list[Route], open_page: Open, visit: Visit
) -> None:
    unmet, expected = selectors, sorted(itertools.chain(*ELSEWHERE.values()))
    states = (dialogs(served, guide, open_page), checks(graph, routes, visit), pages(served, open_page))
    for page in itertools.chain(*states):
        unmet = still_unmet(page, unmet)
        if sorted(unmet) == expected:  # the pages after this show nothing new
            return
    wrong = [f"met by nothing: {one}" for one in unmet if one not in expected]
    wrong += [f"met after all: {one}" for one in expected if one not in unmet]
    assert not wrong, "\n".join(wrong)


def still_unmet(page: Page, selectors: list[str]) -> list[str]:
    """Those that nothing on the page meets."""
    met = set(page.evaluate(FIND, selectors))
    return [selector for selector in selectors if selector not in met]


def test_a_rule_for_nothing_is_told(served: Site, open_page: Open) -> None:
    page = open_page().page
    page.goto(served.url("home"))
    text = "@media print { .cf-gone:hover, .cf-header :is(.cf-gone, .cf-brand)::before { color: red; } } :focus { }"
    found = list(read_selectors(tinycss2.parse_stylesheet(text)))
    assert still_unmet(page, found) == [".cf-gone", ".cf-header :is(.cf-gone)"]


def test_the_dark_colours_of_the_system_and_of_the_reader_are_the_same() -> None:
    sheet = SHEETS[0].read_text(encoding="utf-8")
    system, reader = (
        dict(re.findall(r"(--[\w-]+): ([^;]+);", block))
        for block in re.findall(
            r":root(?::not\(\[data-theme\]\)|\[data-theme=\"dark\"\]) \{([^}]*--ring[^}]*)\}", sheet
        )
    )
    assert system == reader
