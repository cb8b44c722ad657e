"""WCAG 2.2 AA on every kind of page, as far as a machine sees it: axe with best practices, structure, sizes, zoom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from operator import attrgetter
from typing import Any, Literal

import pytest
from playwright.sync_api import ViewportSize

from symptomguide.guide import Guide

from .browser import LAY_OUT_ALL
from .site import DESKTOP, PHONE, Site, Watched, word_of
from .survey import BACKGROUND, THIN, Facts

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
ALL_RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LOOKS = {  # what depends on colours and sizes; all else is the same in any theme and at any width
    "type": "rule",
    "values": ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"],
}
RUN_AXE = """
async (runOnly) => {
  const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
  return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}`));
}
"""
OPEN_DETAILS = "() => { for (const one of document.querySelectorAll('main details')) one.open = true; }"
SINGLE = ("header", "main", "footer")
SMALL_PHONE = ViewportSize(width=320, height=640)

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
Open = Callable[..., Watched]


def run_axe(watched: Watched, rules: dict[str, Any] = ALL_RULES) -> list[str]:
    """What axe finds on the page as it stands."""
    if not watched.page.evaluate("'axe' in window"):
        watched.page.evaluate(AXE)
    watched.page.evaluate(LAY_OUT_ALL)
    found: list[str] = watched.page.evaluate(RUN_AXE, rules)
    return found


def run_axe_everywhere(served: Site, watched: Watched, rules: dict[str, Any] = ALL_RULES) -> list[str]:
    """What axe finds on one page of each kind with its details open."""
    found = []
    for kind in served.kinds:
        watched.page.goto(served.url(kind))
        watched.page.evaluate(OPEN_DETAILS)
        found += [f"{kind}: {fault}" for fault in run_axe(watched, rules)]
    return found


def collect(facts: dict[str, Facts], name: str) -> list[str]:
    """One list of all kinds of page, each entry with its kind."""
    return [f"{kind}: {fault}" for kind, seen in facts.items() for fault in attrgetter(name)(seen)]


@pytest.mark.parametrize(("viewport", "theme"), [(DESKTOP, "light"), (SMALL_PHONE, "dark")], ids=["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page_light_and_wide_or_dark_and_narrow(
    viewport: ViewportSize, theme: Theme, served: Site, open_page: Open
) -> None:
    """A third of the kinds in the one look and a third in the other; each in every look with `make test-full`."""
    watched, found = open_page(bypass_csp=True, viewport=viewport, color_scheme=theme), []
    for kind in list(served.kinds)[theme == "dark" :: 3]:
        watched.page.goto(served.url(kind))
        watched.page.evaluate(OPEN_DETAILS)
        watched.page.evaluate(THIN)
        found += [f"{kind}: {fault}" for fault in run_axe(watched)]
    assert found == []


def show(watched: Watched, viewport: ViewportSize, theme: Theme) -> None:
    """Gives the screen a size and the system a theme, which the page follows."""
    watched.page.set_viewport_size(viewport)
    watched.page.emulate_media(color_scheme=theme)


def test_a_page_that_is_there_follows_the_theme_of_the_system(served: Site, open_page: Open) -> None:
    watched, backgrounds = open_page(), []
    watched.page.goto(served.url("home"))
    for theme in THEMES:
        show(watched, SMALL_PHONE, theme)
        backgrounds.append(watched.page.evaluate(BACKGROUND))
    assert backgrounds[0] != backgrounds[1]


@pytest.mark.full
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [SMALL_PHONE, PHONE, DESKTOP], ids=["320", "390", "1280"])
def test_axe_finds_nothing_in_any_theme_at_any_width(
    viewport: dict[str, int], theme: str, served: Site, open_page: Open
) -> None:
    watched = open_page(bypass_csp=True, viewport=viewport, color_scheme=theme)
    assert run_axe_everywhere(served, watched) == []


@pytest.mark.full
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_forced_colours(theme: str, served: Site, open_page: Open) -> None:
    watched = open_page(bypass_csp=True, forced_colors="active", color_scheme=theme)
    assert run_axe_everywhere(served, watched, LOOKS) == []


@pytest.mark.parametrize(
    ("viewport", "theme"),
    [pytest.param(DESKTOP, "light", marks=pytest.mark.full), (SMALL_PHONE, "dark")],
    ids=["wide", "narrow"],
)
def test_axe_finds_nothing_while_search_is_open(
    viewport: dict[str, int], theme: str, served: Site, guide: Guide, open_page: Open
) -> None:
    watched = open_page(bypass_csp=True, viewport=viewport, color_scheme=theme)
    watched.page.goto(served.url("home"))
    watched.page.click("[data-cf-search-open]")
    watched.page.keyboard.type(word_of(guide))
    watched.page.locator(".cf-search__list > li").first.wait_for()
    assert run_axe(watched) == []


@pytest.mark.parametrize("theme", [pytest.param("light", marks=pytest.mark.full), "dark"])
def test_axe_finds_nothing_while_the_menu_is_open(theme: str, served: Site, open_page: Open) -> None:
    watched = open_page(bypass_csp=True, viewport=SMALL_PHONE, color_scheme=theme)
    watched.page.goto(served.url("home"))
    watched.page.click(".cf-menu__toggle")
    assert run_axe(watched) == []


def test_axe_would_find_a_picture_without_words(served: Site, open_page: Open) -> None:
    watched = open_page(bypass_csp=True)
    watched.page.goto(served.url("not-found"))
    watched.page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\">')")
    assert any(fault.startswith("image-alt") for fault in run_axe(watched))


def test_every_page_has_one_title_and_headings_without_a_gap(facts: dict[str, Facts]) -> None:
    assert [f"{kind}: {fault}" for kind, seen in facts.items() for fault in outline_faults(seen.outline)] == []


def outline_faults(outline: list[tuple[int, str]]) -> Iterator[str]:
    """What is wrong with headings given as (level, words)."""
    if [level for level, _ in outline].count(1) != 1:
        yield "there is not exactly one h1"
    for (above, _), (level, words) in zip([(1, ""), *outline], outline, strict=False):
        if level > above + 1 or not words:
            yield f"h{level} “{words}” follows h{above}"


def test_a_gap_between_headings_is_seen() -> None:
    assert list(outline_faults([(1, "Title"), (3, "Deep")])) == ["h3 “Deep” follows h1"]


def test_every_landmark_has_a_name_of_its_own_or_is_alone(facts: dict[str, Facts]) -> None:
    assert [f"{kind}: {fault}" for kind, seen in facts.items() for fault in landmark_faults(seen.landmarks)] == []


def landmark_faults(landmarks: list[tuple[str, str]]) -> Iterator[str]:
    """What is wrong with landmarks given as (tag, name)."""
    tags = [tag for tag, _ in landmarks]
    named = [(tag, name) for tag, name in landmarks if tag not in SINGLE]
    yield from (f"there is not exactly one {tag}" for tag in SINGLE if tags.count(tag) != 1)
    yield from (f"a {tag} has no name" for tag, name in named if not name)
    twice = sorted({one for one in named if named.count(one) > 1})
    yield from (f"two {tag} are named “{name}”" for tag, name in twice)


def test_two_landmarks_of_one_name_are_seen() -> None:
    page = [("header", ""), ("main", ""), ("nav", "Main"), ("nav", "Main"), ("footer", "")]
    assert list(landmark_faults(page)) == ["two nav are named “Main”"]


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_every_target_outside_sentences_is_44_px_wide_and_high(width: str, facts: dict[str, Facts]) -> None:
    assert sorted(set(collect(facts, f"small_targets_{width}"))) == []


def test_nothing_scrolls_sideways_at_400_percent_zoom(facts: dict[str, Facts]) -> None:
    assert collect(facts, "wide_at_320") == []


def test_nothing_scrolls_sideways_with_text_at_200_percent(facts: dict[str, Facts]) -> None:
    assert collect(facts, "wide_with_large_text") == []


def test_nothing_moves_for_readers_who_asked_for_less_motion(facts: dict[str, Facts]) -> None:
    assert collect(facts, "moving") == []


def test_forced_colours_keep_the_edge_of_every_card_and_control(facts: dict[str, Facts]) -> None:
    assert collect(facts, "without_edge") == []
