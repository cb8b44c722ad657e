"""Engine tests: an owner, another region, and a record of each kind edited, added and removed: no test is touched.

Each is planted in a copy of the example. The check must hold, and so must the verification that needs no browser.
"""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from symptomguide.check import check_guide
from symptomguide.models import KINDS
from symptomguide.problem import Problem
from symptomguide.records.heads import add_head
from symptomguide.verification.fixtures import LATER
from tests.conftest import EXAMPLE, copy_project

OWNER = """
owner:
  name: The Test Club
  address: https://club.example/
repository: https://code.example/club/heel
public_address: https://club.example/heel/
"""
NUMBERS = 'emergency_numbers:\n  - number: "119"\n    where: Japan\n'
NEEDS_USE = {"sources", "values", "statements", "red-flags", "plans", "figures", "charts"}
"""Kinds of record that another record, the tree or a page must name."""
LEFT_OVER = {"uncited-source", "one-value", "said-once", "hurts-at"}
"""Rules that name what nothing rests on any more."""
AS_IS = {"says", "value", "label", "name", "regions"}
"""Fields whose words are ids, or have to fit a drawing."""

FIRST_TEXT = re.compile(
    r"^(\s*(?:- )?(?:title|term|statement|sign|story|text): (?:>-?\n\s+)?[\"']?)(?=\w)", re.MULTILINE
)
WORDS = (
    *("amber", "birch", "cedar", "delta", "ember", "flint", "grove"),
    *("heron", "islet", "jetty", "kelp", "lemon", "maple", "north"),
)


def records(kind: str) -> list[Path]:
    return sorted((EXAMPLE / "site-data" / kind).glob("*.yaml"))


HERE = [kind for kind in KINDS if records(kind)]


@pytest.fixture
def heel(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "heel")


def problems(project: Path) -> list[Problem]:
    return check_guide(project, LATER)[1]


def edit(file: Path, pattern: re.Pattern[str] | str, new: str) -> None:
    text, count = re.subn(pattern, new, file.read_text(encoding="utf-8"), count=1)
    assert count, f"nothing to edit in {file.name}"
    file.write_text(text, encoding="utf-8")


def set_owner(project: Path) -> None:
    file = project / "site-data/site.yaml"
    file.write_text(file.read_text(encoding="utf-8") + OWNER, encoding="utf-8")


def move_region(project: Path) -> None:
    file = project / "site-data/site.yaml"
    edit(file, r"emergency_numbers:\n(?:  .*\n)+", NUMBERS)
    edit(file, "Call 112, 999, 911 or 000,", "Call 119,")


def edit_record(project: Path, kind: str) -> None:
    file = project / "site-data" / kind / records(kind)[0].name
    if kind == "values":  # the last is a plain number; others count days that results have, too
        file = project / "site-data" / kind / records(kind)[-1].name
        edit(file, r"(value: \"?)\d+", r"\g<1>3")
    elif kind == "risks":  # a question of the tree names its title
        edit(file, r"(what_it_is: )", r"\1Mind this. ")
    else:
        edit(file, FIRST_TEXT, r"\1New ")


def add_record(project: Path, kind: str) -> Path:
    """Adds a record that says what no other does, named by nobody."""
    value = yaml.safe_load(records(kind)[0].read_text(encoding="utf-8"))
    file = project / "site-data" / kind / f"{'2026-12-01-' if kind == 'changes' else ''}new-one.yaml"
    mixed = itertools.islice(itertools.combinations(WORDS, 4), 60 * HERE.index(kind), None)
    told = (f"Here {one} meets {two}, {three} and {four}" for one, two, three, four in mixed)
    text = yaml.safe_dump(reword(value, told), sort_keys=False, allow_unicode=True, width=10_000)
    file.write_text(add_head(text, kind), encoding="utf-8")
    return file


def reword(value: Any, told: Iterator[str]) -> Any:
    """The same record with each text another; ids, numbers and shapes stay."""
    if isinstance(value, dict):
        new = {key: item if key in AS_IS else reword(item, told) for key, item in value.items()}
        return new | ({"short": f"{new['short']}."} if "short" in new else {})
    if isinstance(value, list):
        return [reword(item, told) for item in value]
    if isinstance(value, str) and " " in value and re.search("[a-z]{3}", value):
        return next(told)
    return value


@pytest.mark.parametrize("kind", HERE)
def test_a_record_may_be_edited(heel: Path, kind: str) -> None:
    edit_record(heel, kind)
    assert problems(heel) == []


@pytest.mark.parametrize("kind", HERE)
def test_a_record_may_be_added(heel: Path, kind: str) -> None:
    file = add_record(heel, kind)
    found, path = problems(heel), file.relative_to(heel).as_posix()
    assert bool(found) == (kind in NEEDS_USE), found
    assert [problem for problem in found if problem.path != path and "new-one" not in problem.message] == []


@pytest.mark.parametrize("kind", HERE)
def test_a_record_that_is_removed_is_missed_only_where_it_is_named(heel: Path, kind: str) -> None:
    file = heel / "site-data" / kind / records(kind)[-1].name
    file.unlink()
    for problem in problems(heel):
        line = (heel / problem.path).read_text(encoding="utf-8").splitlines()[problem.line - 1]
        assert file.stem in line or file.stem in problem.message or problem.rule in LEFT_OVER, problem


def verify(project: Path, *chosen: str) -> subprocess.CompletedProcess[str]:
    """Runs the verification that needs no browser, or chosen parts, as another topic's own repository would."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not browser and not full"]
    command += [f"--basetemp={project.parent / 'run'}", *chosen]  # else it first tidies up after all runs before it
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "GUIDE_"))}
    return subprocess.run(
        [*command, "--pyargs", "symptomguide.verification"],
        cwd=project,
        env=kept,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.mark.full  # a whole verification inside a test: half a minute
def test_the_verification_holds_for_an_owner_in_another_region_with_records_edited_and_added(heel: Path) -> None:
    set_owner(heel)
    move_region(heel)
    for kind in HERE:
        edit_record(heel, kind)
        if kind not in NEEDS_USE:
            add_record(heel, kind)
    assert problems(heel) == []
    done = verify(heel)
    assert done.returncode == 0, done.stdout
    assert re.search(r"verification: \d+ passed", done.stdout)


def test_a_fault_of_a_page_that_no_check_sees_is_told_in_plain_words_with_its_file(heel: Path) -> None:
    file = heel / "content/about.md"
    file.write_text(file.read_text(encoding="utf-8") + "\n\n###### Far below\n\nWords.\n", encoding="utf-8")
    assert problems(heel) == []
    done = verify(heel, "-k", "headings or search_loads")
    assert done.returncode == 1
    assert "Traceback" not in done.stdout
    assert "about/" in done.stdout
    assert re.search(r"verification: [1-9]\d* passed, 1 failed", done.stdout), done.stdout
