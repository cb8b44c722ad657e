"""Engine tests: the page for unknown addresses, with a public address and without one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from symptomguide.publish.produced import read_site
from symptomguide.publish.promises import check_promises
from tests.built.projects import Project

LOADED = re.compile(r'<(?:script src|link rel="(?:stylesheet|preload)"[^>]*? href)="([^"]+)"')


@pytest.fixture
def unplaced(built_site: Path) -> str:
    return (built_site / "404.html").read_text(encoding="utf-8")


def test_without_an_address_it_loads_nothing_and_holds_the_danger_signs(unplaced: str) -> None:
    assert LOADED.findall(unplaced) == []
    assert "<style>" in unplaced
    assert 'class="cf-care cf-care--emergency"' in unplaced
    assert '<a href="#danger-emergency">' in unplaced


def test_with_an_address_it_starts_from_there(small: Project) -> None:
    outcome = small.run("symptomguide", "build", env={"SITE_URL": "https://elbow.example/a/b/"})
    assert outcome.status == 0, outcome.printed
    page = (small / "site/404.html").read_text(encoding="utf-8")
    loaded = LOADED.findall(page)
    assert len(loaded) >= 4
    assert [path for path in loaded if not path.startswith("/a/b/assets/")] == []
    assert "<style>" not in page
    assert 'href="/a/b/get-help/#care-emergency"' in page


def test_the_script_that_looks_for_the_site_is_no_file_of_it(built_site: Path) -> None:
    assert list(built_site.rglob("unknown*")) == []


def test_no_other_page_may_hold_its_code(tmp_path: Path, unplaced: str) -> None:
    for name in ("404.html", "other.html"):
        (tmp_path / name).write_text(unplaced, encoding="utf-8")
    told = [problem.path for problem in check_promises(read_site(tmp_path), "s") if problem.rule == "policy"]
    assert told == ["s/other.html"]
