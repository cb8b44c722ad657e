"""Verification: the offline copy unpacks on any machine, and works from a folder of any name without a network."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from symptomguide.guide import Guide
from symptomguide.tree import LEVELS, Graph, Route

from .firefox import find_firefox, open_firefox
from .project import Bundle
from .reader import WALK_ALL, route_to
from .site import word_of
from .tabs import Tab, count_pages, open_chromium
from .test_alone import sample

LONGEST_PATH = 200
"""Windows stops at 260 letters, and the folder that a copy is unpacked to takes some of them."""

RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
MISSING = "install Firefox, on Debian: apt-get install firefox-esr; or name it in $FIREFOX"

# What is wrong with a page: drawings and pictures that cannot be seen, words without style, scripts that did not run.
LOOK = """
() => {
  const area = (one) => one.getBoundingClientRect().width * one.getBoundingClientRect().height;
  const empty = (one) => one.checkVisibility() && !area(one);
  const undrawn = [...document.querySelectorAll("main svg")].filter(empty).length;
  const broken = [...document.images].filter((one) => one.complete && !one.naturalWidth).length;
  const abroad = performance.getEntriesByType("resource").filter((one) => !one.name.startsWith("file:"));
  return [
    undrawn && `${undrawn} drawings have no size`,
    broken && `${broken} pictures are broken`,
    abroad.length && `it asked for ${abroad[0].name}`,
    getComputedStyle(document.documentElement).getPropertyValue("--cf-whole") === "" && "it has no style",
    document.querySelector("[data-cf-theme]").hidden && "its scripts did not run",
    !document.querySelector("h1") && "it has no title",
  ].filter(Boolean);
}
"""
SEARCH = """
async (word) => {
  document.querySelector("[data-cf-search-open]").click();
  const query = document.querySelector("#cf-query");
  const results = document.querySelector(".cf-search__results");
  for (let turn = 0; turn < 200 && !results.querySelector("a"); turn += 1) {
    query.value = word;
    query.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((next) => setTimeout(next, 50));
  }
  return [...results.querySelectorAll("a")].map((one) => one.href);
}
"""
ANSWER = """
async (steps) => {
  for (const [, answer] of steps) {
    document.querySelector(`[data-now] [value="${answer}"]`).closest("label").click();
    document.querySelector(".cf-go button").click();
  }
  while (!document.querySelector("[data-now][data-whole]")) await new Promise((next) => setTimeout(next, 10));
}
"""
SHOW_HANDOUT = "() => document.querySelector('nav a[href=\"#part-handout\"]').click()"


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def tab(request: pytest.FixtureRequest) -> Iterator[Tab]:
    """A tab of each browser."""
    with ExitStack() as held:
        if request.param == "chromium":
            yield held.enter_context(open_chromium(request.getfixturevalue("chromium")))
            return
        program = find_firefox()
        if not program:
            if os.environ.get("CI"):
                pytest.fail(MISSING, pytrace=False)
            pytest.skip(MISSING)
        yield held.enter_context(open_firefox(program))


def test_every_machine_can_unpack_it(bundle: Bundle) -> None:
    """Windows refuses some names and signs, and takes names that differ in case for one."""
    with zipfile.ZipFile(bundle.archive) as opened:
        names = opened.namelist()
    assert [name for name in names if len(name) >= LONGEST_PATH] == []
    assert len({name.lower() for name in names}) == len(names)
    parts = {part for name in names for part in name.split("/")}
    assert [part for part in parts if RESERVED.fullmatch(part) or re.search(r'[<>:"|?*\\]|[ .]$', part)] == []


def test_it_says_of_which_day_it_is_and_where_to_start(bundle: Bundle) -> None:
    start = (bundle.folder / "START-HERE.html").read_text(encoding="utf-8")
    assert re.search(r"as it was on \d+ \w+ 20\d\d \(version 20\d\d-\d\d-\d\d\)", start)
    assert 'id="copy"' in start


@pytest.mark.full
def test_every_page_is_whole(bundle: Bundle, tab: Tab) -> None:
    found: dict[str, Any] = {}
    for page in sorted(bundle.folder.rglob("*.html")):
        tab.open(page.as_uri())
        found[page.relative_to(bundle.folder).as_posix()] = tab.run(LOOK)
    assert found
    assert {page: faults for page, faults in found.items() if faults} == {}


@pytest.mark.full
def test_search_finds_a_page_that_is_there(bundle: Bundle, tab: Tab, guide: Guide) -> None:
    tab.open((bundle.folder / "index.html").as_uri())
    found = tab.run(SEARCH, word_of(guide))
    assert found
    tab.open(found[0])
    assert tab.run(LOOK) == []


@pytest.mark.full
def test_the_check_of_the_copy_and_the_one_in_one_file_end_alike(
    bundle: Bundle, tab: Tab, graph: Graph, routes: list[Route]
) -> None:
    ways, said = sample(routes, graph), []
    for file in (bundle.folder / "check.html", bundle.check):
        tab.open(file.as_uri())
        said.append(tab.run(WALK_ALL, [way.steps for way in ways]))
    assert [outcome for outcome, _ in said[0]] == [way.outcome for way in ways]
    assert said[0] == said[1]


@pytest.mark.full
@pytest.mark.parametrize("level", LEVELS)
def test_each_level_prints(level: str, bundle: Bundle, tab: Tab, graph: Graph, routes: list[Route]) -> None:
    tab.open((bundle.folder / "check.html").as_uri())
    tab.run(ANSWER, route_to(routes, graph, level).steps)
    assert count_pages(tab.print()) == 1


@pytest.mark.full
@pytest.mark.parametrize("form", ["copy", "one file"])
def test_the_handout_prints_on_one_page(form: str, bundle: Bundle, tab: Tab) -> None:
    if not (bundle.folder / "handout.html").exists():
        pytest.skip("the site has no handout")
    tab.open((bundle.folder / "handout.html" if form == "copy" else bundle.check).as_uri())
    if form == "one file":
        tab.run(SHOW_HANDOUT)
    assert count_pages(tab.print()) == 1


@pytest.mark.full
def test_a_page_without_its_folder_is_not_whole(bundle: Bundle, tab: Tab, tmp_path: Path) -> None:
    page = Path(shutil.copy(bundle.folder / "index.html", tmp_path))
    tab.open(page.as_uri())
    assert {"it has no style", "its scripts did not run"} <= set(tab.run(LOOK))


def test_the_pages_of_packed_and_plain_papers_are_counted() -> None:
    pages = b"<< /Type /Page >> << /Type /Pages >> << /Type /Page >>"
    packed = b"<< /Type /ObjStm\n >>\nstream\n" + zlib.compress(pages) + b"\nendstream"
    assert (count_pages(pages), count_pages(packed)) == (2, 2)
