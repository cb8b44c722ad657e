"""Engine: no symbolic link below a project is followed, whatever it leads to; nothing behind one is read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from symptomguide.check import check_guide
from symptomguide.records.folders import find_obstacles
from tests.records.test_cases import BASE, TODAY

PLACES = {
    "a picture": "content/photo.png",
    "a page": "content/more.md",
    "a page in a section": "content/causes/more.md",
    "a folder of pages": "content/more",
    "a hidden folder of pages": "content/.more",
    "a record": "site-data/causes/other.yaml",
    "a folder of records": "site-data/risks",
    "the settings": "site-data/approvals.yaml",
    "a file of the tree": "site-data/tree/more.yaml",
    "a folder in the tree": "site-data/tree/more",
    "a style of the theme": "overrides/assets/more.css",
    "a folder of the theme": "overrides/more",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The sound project, with files outside it that a link may lead to."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_text("of the machine", encoding="utf-8")
    site = shutil.copytree(BASE, tmp_path / "site")
    (site / "overrides" / "assets").mkdir(parents=True)
    return site


def lead(site: Path, place: str, kind: str) -> None:
    """Puts a link of a kind at `place`."""
    link = site / place
    outside = site.parent / "outside"
    target = {
        "absolute file": outside / "secret",
        "absolute folder": outside,
        "relative file": Path(os.path.relpath(outside / "secret", link.parent)),
        "relative folder": Path(os.path.relpath(outside, link.parent)),
        "device": Path("/dev/zero"),
        "inside": Path(os.path.relpath(site / "content" / "about.md", link.parent)),
        "dangling": Path("nowhere"),
        "loop to itself": Path(link.name),
        "loop to a folder above": Path(os.path.relpath(site, link.parent)),
    }[kind]
    link.symlink_to(target)


KINDS = [
    "absolute file",
    "absolute folder",
    "relative file",
    "relative folder",
    "device",
    "inside",
    "dangling",
    "loop to itself",
    "loop to a folder above",
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_link_is_the_one_fault_and_has_a_place(site: Path, place: str, kind: str) -> None:
    lead(site, place, kind)
    guide, problems = check_guide(site, TODAY)
    assert guide is None
    assert [(problem.path, problem.line, problem.rule) for problem in problems] == [(place, 1, "symbolic-link")]


@pytest.mark.parametrize("part", ["content", "site-data", "site-data/tree", "site-data/site.yaml", "content/index.md"])
def test_a_part_of_the_project_that_lies_elsewhere_is_refused(site: Path, part: str) -> None:
    shutil.move(site / part, site.parent / "elsewhere")
    (site / part).symlink_to(site.parent / "elsewhere")
    assert [(problem.path, problem.rule) for problem in check_guide(site, TODAY)[1]] == [(part, "symbolic-link")]


def test_all_links_are_named_at_once(site: Path) -> None:
    for place in PLACES.values():
        lead(site, place, "dangling")
    assert {problem.path for problem in check_guide(site, TODAY)[1]} == set(PLACES.values())


def test_a_pipe_is_refused_and_never_opened(site: Path) -> None:
    os.mkfifo(site / "content" / "more.md")
    assert [problem.rule for problem in check_guide(site, TODAY)[1]] == ["odd-file"]


@pytest.mark.parametrize("folder", ["content", "site-data/causes", "site-data/tree"])
def test_the_mark_that_an_editor_sets_on_an_open_file_stops_nothing(site: Path, folder: str) -> None:
    (site / folder / ".#about.md").symlink_to("somebody@somewhere.1234:5678")
    assert check_guide(site, TODAY)[1] == []


def test_such_a_mark_that_leads_to_a_folder_is_a_link_like_any_other(site: Path) -> None:
    (site / "content" / ".#about.md").symlink_to(site.parent / "outside")
    assert [problem.rule for problem in check_guide(site, TODAY)[1]] == ["symbolic-link"]


def test_a_project_behind_a_link_is_no_fault(site: Path) -> None:
    (site.parent / "way in").symlink_to(site)
    assert find_obstacles(site.parent / "way in") == []
    assert check_guide(site.parent / "way in", TODAY)[1] == []
