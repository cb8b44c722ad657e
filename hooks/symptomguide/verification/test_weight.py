"""What a page sends before its reader touches anything: every request by name, and few bytes in all."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from symptomguide.addresses import ANCHOR_PAGES
from symptomguide.guide import Guide
from symptomguide.models import Source
from symptomguide.publish.assets import HASHED, plain_name

from .browser import packed_size
from .site import Site
from .survey import Facts

KB = 1000
EVERYWHERE = {
    "assets/javascripts/theme.js",
    "assets/javascripts/guide.js",
    "assets/stylesheets/guide.css",
    "assets/stylesheets/print.css",
}
ICON = "assets/icon.svg"  # a picture; the browser asks for it when it has the time
OF_SEARCH = {f"assets/javascripts/{name}.js" for name in ("lunr", "search-documents", "search", "search-dialog")}
LIGHT = 25 * KB
LIGHT_PER_PAGE = 0.25 * KB  # for a site so large that its documents alone are more than that
PANEL = 1.6 * KB
MORE = {  # what a kind of page asks for beyond that; a script named here must be why the page exists
    "check": {f"assets/javascripts/checker{part}.js" for part in ("", "-tree", "-input", "-page", "-result")},
}
PROOF = ("data-cf-prove", "assets/javascripts/prove.js")  # the mark of what brings its script along, and that script
BUDGETS = {"home": 60, "check": 65, "get-help": 60}
BUDGET_OF_RECORDS = 60
BUDGET_OF_OTHERS = {"macros": 110}  # the page for editors shows every macro with an example of each
BUDGET_OF_LISTS = 64
BUDGET_OF_A_SOURCE = 0.5  # the list of sources holds each with all that rests on it, so it grows with them
SOURCES = ANCHOR_PAGES["sources"].removesuffix(".md")
PICTURES = frozenset((".svg", ".png", ".webp", ".jpg"))


def listed(served: Site, kind: str) -> set[str]:
    """What the page of a kind asks for: itself alone where it holds its styles and scripts."""
    mark, script = PROOF
    text = served.file(served.kinds[kind]).read_text(encoding="utf-8")
    loaded = set() if "<style>" in text else EVERYWHERE | MORE.get(kind, set())
    return {served.kinds[kind]} | loaded | ({script} if mark in text else set())


def budget(kind: str, sources: int) -> float:
    """kB that a kind of page may send, in a site with so many sources."""
    if kind == SOURCES:
        return max(BUDGET_OF_LISTS, BUDGET_OF_A_SOURCE * sources)
    fallback = BUDGET_OF_RECORDS if kind.startswith("one of ") else BUDGET_OF_OTHERS.get(kind, BUDGET_OF_LISTS)
    return BUDGETS.get(kind, fallback)


def weigh(site: Site, requests: list[str]) -> int:
    """The packed bytes of files, pictures apart."""
    files = {site.file(path) for path in requests}
    return sum(packed_size(file) for file in files if file.suffix not in PICTURES)


def plain(requests: list[str]) -> set[str]:
    """The addresses without the hashes in the names of files."""
    return {plain_name(path) for path in requests}


def test_every_kind_of_page_stays_within_its_budget(served: Site, facts: dict[str, Facts], guide: Guide) -> None:
    weights = {kind: weigh(served, seen.requests) for kind, seen in facts.items()}
    sources = len(guide.library.all(Source))
    assert {kind: size for kind, size in weights.items() if size > budget(kind, sources) * KB} == {}


def test_a_page_asks_for_nothing_that_is_not_listed_here(served: Site, facts: dict[str, Facts]) -> None:
    found = {kind: plain(seen.requests) - listed(served, kind) - {ICON} for kind, seen in facts.items()}
    assert differences(found) == {}


def test_a_page_asks_for_all_that_is_listed_here(served: Site, facts: dict[str, Facts]) -> None:
    found = {kind: listed(served, kind) - plain(seen.requests) for kind, seen in facts.items()}
    assert differences(found) == {}


def test_nothing_is_asked_for_after_a_page_has_loaded(facts: dict[str, Facts]) -> None:
    assert differences({kind: set(seen.requests_later) - {ICON} for kind, seen in facts.items()}) == {}


def test_opening_search_asks_for_its_four_scripts_and_no_more(facts: dict[str, Facts]) -> None:
    assert (
        differences({kind: (plain(seen.requests_by_search) - {ICON}) ^ OF_SEARCH for kind, seen in facts.items()}) == {}
    )


def test_what_search_loads_is_light(served: Site) -> None:
    folder = served.folder / "assets/javascripts"
    library, documents = (packed_size(*folder.glob(f"{name}.????????.js")) for name in ("lunr", "search-documents"))
    pages = len(list(served.folder.rglob("*.html")))
    assert library + documents <= max(LIGHT, library + pages * LIGHT_PER_PAGE)


def test_search_adds_little_to_a_page_before_it_is_opened(served: Site) -> None:
    page = served.file("").read_text(encoding="utf-8")
    panel = page[page.index('<div class="cf-search"') : page.index("</body>")]
    assert len(gzip.compress(panel.encode())) <= PANEL


def test_styles_and_scripts_are_published_without_what_only_editors_read(served: Site) -> None:
    own = [file for file in served.folder.glob("assets/*/*.*s*") if ".min." not in file.name]
    assert {file.suffix for file in own} == {".css", ".js"}
    texts = {file.name: file.read_text(encoding="utf-8").partition("@license") for file in own}
    assert [name for name, (start, _, rest) in texts.items() if "/*" in (rest or start)] == []


def test_every_style_and_script_is_named_after_its_content(facts: dict[str, Facts]) -> None:
    asked = {path for seen in facts.values() for path in (*seen.requests, *seen.requests_by_search)}
    assert [path for path in asked if path.endswith((".css", ".js")) and not HASHED.search(path)] == []


def differences(found: dict[str, set[str]]) -> dict[str, list[str]]:
    """The kinds of page for which something was found."""
    return {kind: sorted(paths) for kind, paths in found.items() if paths}


@pytest.mark.parametrize(("size", "fits"), [(60 * KB, True), (60 * KB + 1, False)])
def test_a_byte_too_many_is_seen(size: int, fits: bool, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"")
    (tmp_path / "blob.bin").write_bytes(b"x" * (size - packed_size(tmp_path / "index.html")))
    assert (weigh(Site(tmp_path, "", {}), ["", "blob.bin", "blob.bin"]) <= budget("home", 0) * KB) is fits
