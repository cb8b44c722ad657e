"""One visit to a page of each kind, on which many tests look: visiting is what takes the time."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, TimeoutError

from .browser import LAY_OUT_ALL
from .site import DESKTOP, NARROW, PHONE, Site, Watched

# Rows, cards and entries of one look: what three show, three hundred show too, and looking takes time for each.
THIN = """
() => {
  for (const parent of document.querySelectorAll("main *")) {
    const seen = {};
    for (const child of [...parent.children]) {
      const look = [child, child.firstElementChild].map((one) => one && `${one.tagName}.${one.getAttribute("class")}`);
      seen[look] = (seen[look] || 0) + 1;
      if (seen[look] > 3 && !/^H[1-6]/.test(child.tagName)) child.remove();
    }
  }
}
"""
OUTLINE = """
() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((one) => one.checkVisibility()).map((one) => [Number(one.tagName[1]), one.textContent.trim()])
"""
LANDMARKS = """
() => {
  const tags = "header, nav, main, aside, footer, search, section[aria-label], section[aria-labelledby]";
  return [...document.querySelectorAll(tags)].filter((one) => one.checkVisibility()).map((one) => {
    const label = one.getAttribute("aria-labelledby");
    const name = one.getAttribute("aria-label") || (label && document.getElementById(label)?.textContent.trim()) || "";
    return [one.tagName.toLowerCase(), name];
  });
}
"""
# In a sentence: other words stand in the same paragraph, heading or cell, or items of plain text in the same list.
# The label is part of its control.
SMALL_TARGETS = """
() => {
  const blocks = "p, li, dd, dt, td, th, figcaption, blockquote, h1, h2, h3, h4, h5, h6";
  const text = (one) => one.textContent.trim();
  const inSentence = (one) => {
    const block = one.matches("a, .cf-word") && one.closest(blocks);
    if (!block || text(block) !== text(one)) return Boolean(block);
    return block.matches("li") && [...block.parentElement.children].some((item) => !item.querySelector("a"));
  };
  const small = [];
  for (const one of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.closest("[hidden]")) continue;
    const boxes = [one, ...(one.labels || [])].map((each) => each.getBoundingClientRect());
    const [width, height] = ["width", "height"].map((side) => Math.max(...boxes.map((box) => box[side])));
    if (inSentence(one) || (width >= 43.5 && height >= 43.5)) continue;
    const words = text(one).slice(0, 40) || one.getAttribute("aria-label");
    small.push(`${one.tagName}.${one.getAttribute("class")} “${words}” ${Math.round(width)} x ${Math.round(height)}`);
  }
  return small;
}
"""
WIDER_THAN_SCREEN = """
() => {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  const wide = (one) => one.getBoundingClientRect().right > innerWidth + 1;
  const name = (one) => `${one.tagName}.${one.getAttribute("class")} ${one.textContent.trim().slice(0, 30)}`;
  return [...document.body.querySelectorAll("*")].filter(wide).slice(-3).map(name);
}
"""
WORDS = "() => document.querySelector('main').textContent.split(/\\s+/).length"
FEWEST_WORDS = 1000
"""Fewest words of a page that is measured: laying out takes time, and fewer never make it long."""
HEIGHT = "() => document.documentElement.scrollHeight"
LETTERS = """
() => {
  const brush = document.createElement("canvas").getContext("2d");
  const inLine = (one) => {
    const words = one.textContent.trim();
    if (words.length < 150) return 0;
    const { fontSize, fontFamily, fontWeight } = getComputedStyle(one);
    brush.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    return one.clientWidth / (brush.measureText(words).width / words.length);
  };
  const found = [...document.querySelectorAll("main :is(p, li, dd)")];
  return Math.max(0, ...found.filter((one) => !one.querySelector("p, ul, ol, dl, table, details")).map(inLine));
}
"""
"""The most letters that a line of running text holds, where it is long enough to fill one."""
MOVING = """
() => [...document.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one);
  const lasting = (value) => value.split(",").some((part) => parseFloat(part) > 0.01);
  return lasting(style.transitionDuration) || lasting(style.animationDuration) || style.scrollBehavior === "smooth";
}).map((one) => `${one.tagName}.${one.getAttribute("class")}`)
"""
WITHOUT_EDGE = """
() => [...document.querySelectorAll(".cf-care, .cf-verdict, .cf-button, .cf-choice__label, .cf-jump, .cf-call")]
  .filter((one) => one.checkVisibility() && !parseFloat(getComputedStyle(one).borderTopWidth))
  .map((one) => one.className)
"""
PALE_ON_PAPER = """() => {
  const light = (colour) => {
    if (!colour.startsWith("rgb")) return null;
    const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
    return alpha === 0 ? null : 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const found = new Set();
  for (const element of document.querySelectorAll("html, body, body *")) {
    if (!element.getClientRects().length || element.closest(".cf-bars")) continue;
    const style = getComputedStyle(element);
    const [ground, words] = [light(style.backgroundColor), light(element.matches("svg *") ? style.fill : style.color)];
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (ground !== null && ground < 250) found.add(`${element.tagName} on ${style.backgroundColor}`);
    if (own && words !== null && words > 60) found.add(`${element.tagName} in ${style.color}`);
  }
  return [...found];
}"""
CARD_AT_ONCE = """
() => {
  const cards = [...document.querySelectorAll(".cf-care--emergency .cf-care__title")];
  const first = cards.find((one) => one.checkVisibility());
  return Boolean(first) && first.getBoundingClientRect().bottom <= innerHeight;
}
"""
STRIP = "() => Boolean(document.querySelector('.cf-strip'))"
DRAWN_LETTERS = """
() => {
  const sizes = [...document.querySelectorAll("main svg text")]
    .map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a);
  return sizes.length ? Math.min(...sizes) : 0;
}
"""
BACKGROUND = "() => getComputedStyle(document.documentElement).backgroundColor"


@dataclass(frozen=True)
class Facts:
    """What was seen on one page. Requests are paths from the root of the site."""

    requests: list[str]  # before the reader touches anything
    requests_later: list[str]  # of the reader who reads, turns the phone, has no need of search
    requests_by_search: list[str]
    requests_abroad: list[str]
    complaints: list[str]  # of the console, of scripts, of the content policy
    results: int
    theme_switched: bool
    outline: list[tuple[int, str]] = field(default_factory=list)
    landmarks: list[tuple[str, str]] = field(default_factory=list)
    small_targets_phone: list[str] = field(default_factory=list)
    small_targets_desktop: list[str] = field(default_factory=list)
    wide_at_320: list[str] = field(default_factory=list)
    wide_with_large_text: list[str] = field(default_factory=list)
    moving: list[str] = field(default_factory=list)
    without_edge: list[str] = field(default_factory=list)
    letters: float = 0  # in the longest line of running text, on a desktop
    strip: bool = False  # with the call for help, at the top
    card_at_once: bool = False  # the title of an emergency card is on the first screen of a phone
    pale_on_paper: list[str] = field(default_factory=list)  # what is not black on white, printed from a dark screen
    drawn_letters: dict[str, float] = field(default_factory=dict)  # the smallest in pixels, by the width of a phone
    screens: float = 0  # of a phone, with all details as they are shipped to readers with script; 0 for few words


def survey(site: Site, browser: Browser, kinds: list[str], *, look: bool) -> dict[str, Facts]:
    """The facts of one page of each kind; without `look`, only those about requests, complaints and the header."""
    with browser.new_context(color_scheme="light", reduced_motion="reduce") as context:
        watched = Watched(context.new_page())
        return {kind: _visit(site, kind, watched, look) for kind in kinds}


def _visit(site: Site, kind: str, watched: Watched, look: bool) -> Facts:
    page = watched.page
    watched.forget()
    page.set_viewport_size(DESKTOP)
    page.goto(site.url(kind), wait_until="load")
    first = len(watched.requests)
    seen = _look(page) if look else {}
    page.set_viewport_size(PHONE)
    switched = _use_header(page)
    later = len(watched.requests)
    results = _search(page, site.word)
    page.evaluate("localStorage.clear()")  # the theme that was switched to
    paths = [url.removeprefix(site.base) for url in watched.requests]
    return Facts(
        requests=paths[:first],
        requests_later=paths[first:later],
        requests_by_search=paths[later:],
        requests_abroad=[url for url in watched.requests if not url.startswith((site.base, "data:"))],
        complaints=list(watched.complaints),
        results=results,
        theme_switched=switched,
        **seen,
    )


def _look(page: Page) -> dict[str, Any]:
    """What the page shows at each size, printed, in forced colours and with larger text; nothing is pressed."""
    seen: dict[str, Any] = {
        "outline": page.evaluate(OUTLINE),
        "landmarks": page.evaluate(LANDMARKS),
        "letters": page.evaluate(LETTERS),
    }
    page.set_viewport_size(PHONE)
    seen |= {"strip": page.evaluate(STRIP), "card_at_once": page.evaluate(CARD_AT_ONCE)}
    page.evaluate(LAY_OUT_ALL)
    seen["drawn_letters"] = {str(PHONE["width"]): page.evaluate(DRAWN_LETTERS)}
    if page.evaluate(WORDS) >= FEWEST_WORDS:
        seen["screens"] = page.evaluate(HEIGHT) / PHONE["height"]
    page.emulate_media(media="print", color_scheme="dark")
    seen["pale_on_paper"] = page.evaluate(PALE_ON_PAPER)
    page.emulate_media(media="screen", color_scheme="light")
    page.set_viewport_size(NARROW)
    seen["drawn_letters"][str(NARROW["width"])] = page.evaluate(DRAWN_LETTERS)
    page.set_viewport_size(DESKTOP)
    page.evaluate(THIN)
    seen["moving"] = page.evaluate(MOVING)
    seen["small_targets_desktop"] = page.evaluate(SMALL_TARGETS)
    page.set_viewport_size(PHONE)
    seen["small_targets_phone"] = page.evaluate(SMALL_TARGETS)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    seen["wide_with_large_text"] = page.evaluate(WIDER_THAN_SCREEN)
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(NARROW)
    seen["wide_at_320"] = page.evaluate(WIDER_THAN_SCREEN)
    page.emulate_media(forced_colors="active")
    seen["without_edge"] = page.evaluate(WITHOUT_EDGE)
    page.emulate_media(forced_colors="none")
    return seen


def _use_header(page: Page) -> bool:
    """Opens and closes the menu and switches the theme; whether the colours changed."""
    page.click(".cf-menu__toggle")
    page.keyboard.press("Escape")
    before = page.evaluate(BACKGROUND)
    page.click("[data-cf-theme]")
    return bool(page.evaluate(BACKGROUND) != before)


def _search(page: Page, word: str) -> int:
    """Searches for a word that must be found; the number of results."""
    page.click("[data-cf-search-open]")
    page.fill("#cf-query", word)
    with suppress(TimeoutError):
        page.locator(".cf-search__list > li").first.wait_for(timeout=10_000)
    return page.locator(".cf-search__list > li").count()
