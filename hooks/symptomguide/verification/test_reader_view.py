"""Verification: the reader view of browsers keeps every danger line, as told by the library that Firefox uses."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from .faults import expect_empty
from .site import Site, Watched

Open = Callable[..., Watched]
MISSING = "install the library of reader views: python -m pip install --no-deps fast-readability"
# How many danger lines the page has, and those the reader view of it leaves out.
FIND_LOST = """
() => {
  const words = (element) => element.textContent.replace(/\\s+/g, " ").trim();
  const view = document.createElement("div");
  view.innerHTML = new Readability(document.cloneNode(true)).parse()?.content || "";
  const kept = words(view);
  const lines = ".cf-care li, .cf-care__title, .cf-care__act, .cf-sheet__box li, .cf-sheet__act, .cf-verdict__act";
  const found = [...document.querySelectorAll("main :is(" + lines + ")")].map(words);
  return [found.length, [...new Set(found.filter((line) => !kept.includes(line)))]];
}
"""


@pytest.fixture(scope="module")
def readability() -> str:
    """The library: a test of its own asks for it, since pages never load it."""
    spec = importlib.util.find_spec("fast_readability")
    if spec is None or spec.origin is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return (Path(spec.origin).parent / "js" / "Readability.js").read_text(encoding="utf-8")


def find_lost(open_page: Open, library: str, addresses: dict[str, str]) -> tuple[int, dict[str, list[str]]]:
    """How many danger lines the pages have, and by name those that their reader views leave out."""
    page = open_page(bypass_csp=True).page
    total, lost = 0, {}
    for name, address in addresses.items():
        page.goto(address, wait_until="domcontentloaded")
        page.evaluate(f"() => {{ {library}\nglobalThis.Readability = Readability; }}")
        lines, lost[name] = page.evaluate(FIND_LOST)
        total += lines
    return total, lost


def test_every_kind_of_page_keeps_its_danger_lines(served: Site, open_page: Open, readability: str) -> None:
    kinds = {kind: served.url(kind) for kind in served.kinds if kind not in ("macros", "not-found")}
    total, lost = find_lost(open_page, readability, kinds)
    assert total, "no page has a danger line"
    expect_empty(lost)


@pytest.mark.full
def test_every_page_keeps_its_danger_lines(served: Site, built_site: Path, open_page: Open, readability: str) -> None:
    names = {file.parent.relative_to(built_site).as_posix() for file in built_site.rglob("index.html")} - {"macros"}
    _, lost = find_lost(open_page, readability, {name: f"{served.base}{name}/" for name in sorted(names)})
    expect_empty(lost)


def test_a_part_that_outweighs_the_advice_is_told(served: Site, open_page: Open, readability: str) -> None:
    """Otherwise the tests above could not fail: words that stand apart from the rest take its place."""
    page = open_page(bypass_csp=True).page
    page.goto(served.url("get-help"), wait_until="domcontentloaded")
    page.evaluate(f"() => {{ {readability}\nglobalThis.Readability = Readability; }}")
    page.evaluate(
        """() => {
          const paragraph = `<p>${"Words, and more words, that say nothing, at length. ".repeat(40)}</p>`;
          document.querySelector("article").insertAdjacentHTML("afterend", `<div>${paragraph.repeat(40)}</div>`);
        }"""
    )
    assert page.evaluate(FIND_LOST)[1]
