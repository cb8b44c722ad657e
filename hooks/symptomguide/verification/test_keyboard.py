"""Everything works from the keyboard, focus is always seen, and what needs no script works without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from symptomguide.guide import Guide

from .site import DESKTOP, PHONE, Site, Watched, word_of
from .survey import THIN

FOCUSED = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const parts = [one, one.labels && one.labels[0], ...one.querySelectorAll("svg *, rect, path, text")].filter(Boolean);
  const looks = () => parts.map((part) => {
    const style = getComputedStyle(part);
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return [ring, style.boxShadow, style.fill, style.stroke].join();
  }).join();
  const focused = looks();
  one.blur();
  const ring = looks() !== focused;
  one.focus({ focusVisible: true, preventScroll: true });
  const box = (one.querySelector("rect") || (one.labels && one.labels[0]) || one).getClientRects()[0];
  const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const itself = hit && parts.some((part) => part.contains(hit) || hit.contains(part));
  return {
    name: `${one.tagName}.${one.getAttribute("class")} “${(one.textContent.trim() || one.id).slice(0, 40)}”`,
    place: [...document.querySelectorAll("*")].indexOf(one),
    faults: [
      !ring && "looks the same with and without focus",
      (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) && "is off the screen",
      hit && !itself && "lies below something else",
    ].filter(Boolean),
  };
}
"""
RING_BOX = """
() => {
  const box = document.activeElement.getBoundingClientRect();
  return { x: Math.max(0, box.x - 8), y: Math.max(0, box.y - 8), width: box.width + 16, height: box.height + 16 };
}
"""
LIGHTNESS = """
() => getComputedStyle(document.documentElement).backgroundColor.match(/[0-9]+/g).reduce((sum, one) => sum + +one, 0)
"""
HIDE_RINGS = "* { outline: none !important; box-shadow: none !important; }"
STOPS = 16  # more of the same kind of stop shows nothing new, and each takes time

Open = Callable[..., Watched]


def walk(watched: Watched, most: int = STOPS) -> Iterator[str]:
    """What is wrong with the first stops of the Tab key."""
    last, first = -1, None
    for _ in range(most):
        watched.page.keyboard.press("Tab")
        stop = watched.page.evaluate(FOCUSED)
        if stop is None or stop["place"] == first:
            return
        first = stop["place"] if first is None else first
        yield from (f"{stop['name']} {fault}" for fault in stop["faults"])
        if stop["place"] < last:
            yield f"{stop['name']} comes after something that stands below it"
        last = stop["place"]


@pytest.mark.parametrize(
    ("viewport", "theme"),
    [(PHONE, "light"), pytest.param(DESKTOP, "dark", marks=pytest.mark.full)],
    ids=["phone", "desktop"],
)
def test_tab_shows_where_it_is_and_follows_the_page(
    viewport: dict[str, int], theme: str, served: Site, open_page: Open
) -> None:
    watched, faults = open_page(viewport=viewport, color_scheme=theme), []
    for kind in served.kinds:
        watched.page.goto(served.url(kind))
        watched.page.evaluate(THIN)
        faults += [f"{kind}: {fault}" for fault in walk(watched)]
    assert faults == []


def test_a_focus_ring_that_is_taken_away_is_seen(served: Site, open_page: Open) -> None:
    watched = open_page(bypass_csp=True)
    watched.page.goto(served.url("home"))
    watched.page.add_style_tag(content=HIDE_RINGS)
    assert any(fault.endswith("with and without focus") for fault in walk(watched, most=3))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_focus_changes_the_picture_of_every_control_of_the_first_screen(
    theme: str, served: Site, open_page: Open
) -> None:
    page, same = open_page(color_scheme=theme).page, []
    page.goto(served.url("home"))
    page.keyboard.press("Tab")  # the skip link is not there at all before
    for _ in range(6):
        page.keyboard.press("Tab")
        box, one = page.evaluate(RING_BOX), page.evaluate_handle("document.activeElement")
        focused = page.screenshot(clip=box)
        one.evaluate("(one) => one.blur()")
        if page.screenshot(clip=box) == focused:
            same.append(one.evaluate("(one) => one.className"))
        one.evaluate("(one) => one.focus()")
    assert same == []


def test_the_skip_link_leads_past_header_and_strip(served: Site, open_page: Open) -> None:
    page = open_page().page
    page.goto(served.url("causes"))
    for key in ("Tab", "Enter", "Tab"):
        page.keyboard.press(key)
    assert page.evaluate("Boolean(document.activeElement.closest('main'))")


def test_the_menu_opens_and_closes_from_the_keyboard(served: Site, open_page: Open) -> None:
    page = open_page().page
    page.goto(served.url("home"))
    page.focus(".cf-menu__toggle")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('.cf-menu__panel'))")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.cf-menu:not([open]) > .cf-menu__toggle')")


def test_search_opens_leads_to_results_and_closes_from_the_keyboard(
    served: Site, guide: Guide, open_page: Open
) -> None:
    page = open_page().page
    page.goto(served.url("home"))
    page.focus("[data-cf-search-open]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.type(word_of(guide))
    page.locator(".cf-hit").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.cf-search__results a')")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('[data-cf-search-open]')")


def test_without_script_the_menu_opens_and_dark_follows_the_system(served: Site, open_page: Open) -> None:
    light = {}
    for theme in ("light", "dark"):
        page = open_page(java_script_enabled=False, color_scheme=theme).page
        page.goto(served.url("home"))
        page.click(".cf-menu__toggle")
        assert page.locator(".cf-menu__panel a").first.is_visible()
        light[theme] = page.evaluate(LIGHTNESS)
    assert light["dark"] < 150 < 600 < light["light"]


def test_without_script_no_control_is_shown_that_needs_it(served: Site, open_page: Open) -> None:
    page = open_page(java_script_enabled=False).page
    page.goto(served.url("home"))
    for control in page.locator("[data-cf-search-open], [data-cf-theme], [data-cf-print]").all():
        assert not control.is_visible()


def test_a_chosen_theme_stays_on_the_next_page_and_is_all_that_is_stored(served: Site, open_page: Open) -> None:
    page = open_page(color_scheme="light").page
    page.goto(served.url("home"))
    before = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.focus("[data-cf-theme]")
    page.keyboard.press("Enter")
    page.goto(served.url("get-help"))
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != before
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 1
    assert page.context.cookies() == []
