"""Verification: storage, files, line, colours, sizes and other scripts fail or change, and the advice stays.

On every kind of page danger signs and what to do can be read, on the screen and on paper, and each of the sample's ways
through the check, one to each level, ends with the same outcome and the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from playwright.sync_api import Route as Request

from symptomguide.tree import LEVELS, Graph, Route

from .conditions import ASSETS, HELD_BACK, LINES, READ, SEEN, WALK, WAYS, Condition, arrive, lost, meet, spoil, wear
from .drawn import measure_contrasts
from .faults import Faults, expect_empty
from .reader import route_to
from .site import PHONE, Site, Watched

Open = Callable[..., Watched]
PAPER = ViewportSize(width=703, height=1032)  # A4 without its margins
FEW = ("one of causes, emergency", "get-help")
OFTEN = {"letters twice as large, on a desktop"}
CONDITIONS = [name if name in OFTEN else pytest.param(name, marks=pytest.mark.full) for name in {**SEEN, **HELD_BACK}]
SPOILT = [
    pytest.param(asset, way, marks=() if (asset, way) == (ASSETS[0], WAYS[-1]) else pytest.mark.full)
    for asset in ASSETS
    for way in WAYS
]


@pytest.fixture
def ways(request: pytest.FixtureRequest, routes: list[Route], graph: Graph) -> list[Route]:
    """The shortest sure way to each level; in a test that is run often, to the first and the last."""
    levels = LEVELS if is_full(request) else LEVELS[::3]
    return [route_to(routes, graph, level) for level in levels]


class Calm:
    """The undisturbed site: what can be read on a page, on the screen and on paper, and where a way ends."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.site = page, site
        self.read = cache(self._read)
        self.walk = cache(self._walk)

    def _read(self, kind: str) -> tuple[dict[str, str], dict[str, str]]:
        return read_both(self.page, self.site.url(kind), Condition())

    def _walk(self, route: Route) -> Any:
        return walk(self.page, self.site, route, Condition())


@pytest.fixture(scope="module")
def calm(chromium: Browser, served: Site) -> Iterator[Calm]:
    """The undisturbed site."""
    with chromium.new_context(viewport=PHONE, color_scheme="light") as context:
        yield Calm(context.new_page(), served)


def read_both(page: Page, address: str, condition: Condition) -> tuple[dict[str, str], dict[str, str]]:
    """What can be read on the screen, and on paper."""
    page.emulate_media(media="screen")
    arrive(page, address, condition)
    screen = page.evaluate(READ, LINES)
    size = page.viewport_size
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    paper = page.evaluate(READ, LINES)
    page.set_viewport_size(size or PHONE)
    page.emulate_media(media="screen")
    return screen, paper


def walk(page: Page, site: Site, route: Route, condition: Condition) -> Any:
    """What went wrong on a way through the check, and the words of the result."""
    page.goto("about:blank")  # or an address with another place in it would be the same page
    arrive(page, site.url("check"), condition)
    return page.evaluate(WALK, [[list(step) for step in route.steps], route.outcome])


def find_faults(
    page: Page, calm: Calm, condition: Condition, kinds: list[str], ways: list[Route]
) -> dict[str, list[str]]:
    """What cannot be read under a condition, by page, and which ways end otherwise."""
    found = {}
    for kind in kinds:
        for medium, before, now in zip(
            ("", " on paper"), calm.read(kind), read_both(page, calm.site.url(kind), condition), strict=True
        ):
            found[kind + medium] = list(lost(before, now))
    for route in ways:
        before, now = calm.walk(route), walk(page, calm.site, route, condition)
        same = now[0] == "" and now[1] == before[1] and now[2] in ("", before[2])
        found[f"the way to {route.outcome}"] = [] if same else [now[0] or "other words"]
    return found


def is_full(request: pytest.FixtureRequest) -> bool:
    """Whether a test is one of those that take longer."""
    return request.node.get_closest_marker("full") is not None


@pytest.fixture
def looked_at(request: pytest.FixtureRequest, served: Site) -> list[str]:
    """Every kind of page in a test that takes longer, a few in one that is run often."""
    return [kind for kind in served.kinds if is_full(request) or kind in FEW]


@pytest.mark.parametrize("name", CONDITIONS)
def test_the_advice_stays_under(
    name: str, calm: Calm, looked_at: list[str], ways: list[Route], open_page: Open
) -> None:
    condition = {**SEEN, **HELD_BACK}[name]
    expect_empty(find_faults(meet(open_page, condition), calm, condition, looked_at, ways))


@pytest.mark.parametrize(("asset", "way"), SPOILT)
def test_the_advice_stays_where_a_file_comes(
    asset: str, way: str, calm: Calm, ways: list[Route], open_page: Open
) -> None:
    held: list[Request] = []
    condition = spoil(asset, way, held)
    expect_empty(find_faults(meet(open_page, condition), calm, condition, [*FEW], ways))


def test_a_page_is_shown_though_its_first_script_never_answers(served: Site, open_page: Open) -> None:
    page, held = open_page().page, list[Request]()
    page.route("**/theme.*.js", lambda request: held.append(request))
    page.goto(served.url("home"), wait_until="commit")
    page.wait_for_function(
        "() => document.querySelector('h1')?.checkVisibility({ visibilityProperty: true })", polling=20
    )
    assert held
    assert not lit(page), "the page is shown before that script came, though not without it"


def lit(page: Page) -> bool:
    """Whether the first script of the page ran."""
    return bool(page.evaluate("document.documentElement.classList.contains('js')"))


# What the eye sees where colours are changed after the page has drawn them

LEAST_CONTRAST = 4.5
RESULT = ".cf-verdict__level, .cf-verdict__act, .cf-verdict__body :is(p, li)"


def turn_dark(page: Page) -> None:
    """What a browser does that makes every page dark."""
    page.context.new_cdp_session(page).send("Emulation.setAutoDarkModeOverride", {"enabled": True})


def take_style(page: Page) -> None:
    """No stylesheet comes."""
    page.route("**/*.css", lambda request: request.abort())


def all_of(*deeds: Callable[[Page], object]) -> Callable[[Page], object]:
    """Does one thing after the other."""
    return lambda page: [deed(page) for deed in deeds]


INVERTED = "() => { document.documentElement.style.filter = 'invert(1) hue-rotate(180deg)'; }"
DRAWN = {
    "made dark by the browser": Condition(before=turn_dark),
    "made dark by the browser, without style": Condition(before=all_of(turn_dark, take_style)),
    "inverted": Condition(after=INVERTED),
    "dark and inverted": Condition({"color_scheme": "dark"}, after=INVERTED),
    "in forced colours": SEEN["forced colours"],
    "in forced colours, dark": SEEN["forced colours, dark"],
}


@pytest.mark.full
@pytest.mark.parametrize("name", DRAWN)
def test_the_advice_stands_out_where_a_page_is(
    name: str, served: Site, looked_at: list[str], ways: list[Route], open_page: Open
) -> None:
    condition, found = DRAWN[name], {}
    page = meet(open_page, condition)
    for kind in looked_at:
        arrive(page, served.url(kind), condition)
        found[kind] = find_pale(page, LINES)
    for route in ways:
        walk(page, served, route, condition)
        found[f"the result {route.outcome}"] = find_pale(page, f"#o-{route.outcome} :is({RESULT})")
    expect_empty(found)


def find_pale(page: Page, lines: str) -> list[str]:
    """The lines that hardly stand out from what is behind them."""
    contrasts = measure_contrasts(page, lines)
    return [f"{contrast:.1f}: {words}" for words, contrast in contrasts.items() if contrast < LEAST_CONTRAST]


# Planted faults: the tests above can fail

PLANTS = {
    "a sign is hidden": ".cf-care li:first-child { display: none; }",
    "a sign is pale": ".cf-care li { color: #999; }",
    "a sign is beside the screen": ".cf-care ul { transform: translateX(60vw); }",
    "a card is cut off": ".cf-care { height: 3rem; overflow: hidden; }",
    "what to do is hidden on paper": "@media print { .cf-first__list { visibility: hidden; } }",
}


@pytest.mark.parametrize(
    "plant", [next(iter(PLANTS)), *(pytest.param(one, marks=pytest.mark.full) for one in [*PLANTS][1:])]
)
def test_it_is_told_when(plant: str, calm: Calm, open_page: Open) -> None:
    condition = Condition(before=wear(PLANTS[plant]))
    found = find_faults(meet(open_page, condition), calm, condition, [*FEW], [])
    assert sum(map(len, found.values())), plant


ASTRAY = {
    "other words": "() => document.querySelector('#o-OUTCOME .cf-verdict__act').append('!')",
    "hidden words": "() => { document.querySelector('#o-OUTCOME .cf-verdict__body li').hidden = true; }",
    "a dead button": "() => { document.querySelector('.cf-go button').type = 'button'; }",
    "no links": """() => {
      document.documentElement.classList.remove("cf-asks");
      for (const link of document.querySelectorAll(".cf-choice__text")) link.removeAttribute("href");
    }""",
}


@pytest.mark.full
@pytest.mark.parametrize("plant", ASTRAY)
def test_a_way_that_ends_otherwise_is_told(plant: str, calm: Calm, ways: list[Route], open_page: Open) -> None:
    outcome = ways[0].outcome
    condition = Condition(after=ASTRAY[plant].replace("OUTCOME", outcome))
    with pytest.raises(Faults):
        expect_empty(find_faults(meet(open_page, condition), calm, condition, [], ways[:1]))


@pytest.mark.full
def test_a_line_that_is_drawn_pale_is_told(served: Site, open_page: Open) -> None:
    page = open_page().page
    page.goto(served.url("get-help"))
    assert find_pale(page, LINES) == []
    page.evaluate("() => { document.querySelector('.cf-care li').style.opacity = 0.3; }")
    assert find_pale(page, LINES)
