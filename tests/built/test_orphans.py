"""No page and no record is out of a reader's reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from symptomguide.publish.orphans import find_orphans
from symptomguide.publish.produced import read_site


@pytest.fixture
def small(tmp_path: Path) -> Path:
    for name, text in {
        "index.html": '<a href="list/">all</a>',
        "list/index.html": '<a class="x" href="../a/">a</a> <a href="..">home</a> <b id="one"></b>',
        "a/index.html": '<a href="../b/#top">b</a>',
        "b/index.html": "",
        "404.html": "",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_site_whose_pages_are_all_linked_is_sound(small: Path) -> None:
    assert find_orphans(read_site(small), "site", {"list/index.html": ["one"]}, ["a/index.html"]) == []


def test_a_page_that_no_link_leads_to_is_found(small: Path) -> None:
    (small / "lost.html").write_text("", encoding="utf-8")
    (problem,) = find_orphans(read_site(small), "site", {}, [])
    assert problem.path == "site/lost.html"


def test_a_page_too_far_from_home_is_found(small: Path) -> None:
    (problem,) = find_orphans(read_site(small), "site", {}, ["b/index.html"])
    assert (problem.path, "3 clicks" in problem.message) == ("site/b/index.html", True)


def test_a_record_that_its_page_does_not_hold_is_found(small: Path) -> None:
    (problem,) = find_orphans(read_site(small), "site", {"list/index.html": ["one", "two"]}, [])
    assert "'two'" in problem.message
