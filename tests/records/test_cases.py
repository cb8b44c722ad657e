"""Each file in tests/cases changes one thing in a sound site, and says what the checks must say about it."""

from __future__ import annotations

import datetime
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from symptomguide.check import check_guide
from symptomguide.problem import format_text
from symptomguide.rules import RULES

CASES = Path(__file__).parents[1] / "cases"
BASE = CASES / "base"
TODAY = datetime.date(2026, 6, 1)
CASE_FILES = sorted(path for path in CASES.glob("*/*.case"))


@dataclass(frozen=True)
class Section:
    """One `===` section of a case: what to do, to which file, with which lines."""

    verb: str
    path: str
    lines: tuple[str, ...]


def read_case(file: Path) -> tuple[list[Section], list[str]]:
    """The changes that a case makes, and the lines it expects."""
    text = re.sub(r"‹U\+([0-9A-F]{4,6})›", lambda found: chr(int(found[1], 16)), file.read_text(encoding="utf-8"))
    head, *parts = re.split(r"^=== ", text, flags=re.MULTILINE)
    assert head.strip(), "a case begins with a sentence that says what it shows"
    sections = []
    for part in parts:
        title, _, body = part.partition("\n")
        verb, _, path = title.partition(" ")
        sections.append(Section(verb, path, tuple(body.rstrip("\n").split("\n")) if body.strip("\n") else ()))
    *changes, last = sections
    assert last.verb == "expect", "a case ends with what it expects"
    return changes, [line for line in last.lines if line]


def apply_change(site: Path, section: Section) -> None:
    """Changes one file of the site as a section of a case says."""
    file = site / section.path
    if section.verb == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(f"{line}\n" for line in section.lines), encoding="utf-8")
    elif section.verb == "change":
        old = "".join(f"{line[2:]}\n" for line in section.lines if line.startswith("- "))
        new = "".join(f"{line[2:]}\n" for line in section.lines if line.startswith("+ "))
        text = file.read_text(encoding="utf-8")
        assert old, "a change names the lines it takes out"
        assert f"\n{text}".count(f"\n{old}") == 1, f"these lines must stand once in {section.path}: {old}"
        file.write_text(f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:], encoding="utf-8")
    elif section.verb == "delete":
        file.unlink()
    else:
        raise AssertionError(f"a case has no '{section.verb}'")


def matches(line: str, expected: str) -> bool:
    """True where the line is as expected, with any words for each '…'."""
    return re.fullmatch(".*".join(re.escape(part) for part in expected.split("…")), line) is not None


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return shutil.copytree(BASE, tmp_path / "site")


@pytest.mark.parametrize("file", CASE_FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_checks_say_exactly_what_the_case_expects(file: Path, site: Path) -> None:
    changes, expected = read_case(file)
    for change in changes:
        apply_change(site, change)
    _, problems = check_guide(site, TODAY)
    found = format_text(problems).split("\n") if problems else []
    assert len(found) == len(expected), "\n".join(found)
    for line, wanted in zip(found, expected, strict=True):
        assert matches(line, wanted), f"\nfound    {line}\nexpected {wanted}"


def test_the_site_that_cases_change_is_sound(site: Path) -> None:
    assert check_guide(site, TODAY)[1] == []


@pytest.mark.parametrize("rule", [rule.ID for rule in RULES])
def test_every_rule_has_a_case_that_trips_it_and_one_that_does_not(rule: str) -> None:
    cases = {file.stem: read_case(file)[1] for file in CASE_FILES if file.stem.startswith(f"{rule}-")}
    assert any(line.endswith(f"[{rule}]") for lines in cases.values() for line in lines)
    assert any(not lines for lines in cases.values())
