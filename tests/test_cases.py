"""Each file in tests/cases changes one thing in a sound site, and says what the checks must say about it."""

from __future__ import annotations

import datetime
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from symptomguide.guide import check_guide
from symptomguide.problem import format_text
from symptomguide.rules import RULES

CASES = Path(__file__).parent / "cases"
BASE = CASES / "base"
TODAY = datetime.date(2026, 6, 1)
CASE_FILES = sorted(path for path in CASES.glob("*/*.case"))

ONE_SLIP = "a list whose only item is wrong is also called too short"
COLON = "a line without its colon is blamed on the line below it"
MARK = "a text that starts with a link, emphasis or a brace is said to hold a colon"
ESCAPE = "a backslash that stands for no character is said to be a colon or an indent"
LIMIT = "the limit of a field gives way to that of its type"
UNSOUND = "a record with a slip counts as missing, so others are blamed for what only it provides"
CODE = "what the page check takes for code is not always code to Markdown"

KNOWN_FAILURES: dict[str, str] = {
    "records/wrong-choice-in-item": ONE_SLIP,
    "records/missing-field-in-part": ONE_SLIP,
    "records/text-for-part": ONE_SLIP,
    "records/points-in-words": ONE_SLIP,
    "records/drawing-with-a-script": ONE_SLIP,
    "records/wrong-level-of-flag": UNSOUND,
    "records/text-too-long": "the message says neither how long the text is nor how long it may be",
    "records/blank-text": "a text of blanks is taken for a text",
    "records/unquoted-colon-in-long-item": "the message speaks of indents only",
    "records/unclosed-quote-in-list": "the message says that the bracket is not closed",
    "records/missing-colon": COLON,
    "records/missing-blank-after-colon": COLON,
    "records/bad-escape-surrogate": ESCAPE,
    "records/bad-escape-digits": ESCAPE,
    "records/open-brace-at-end": "the place is the line after the last",
    "records/open-bracket-at-end": "the place is the line after the last",
    "records/starts-with-bracket": MARK,
    "records/starts-with-star": MARK,
    "records/starts-with-brace": MARK,
    "rules/review-dates-bad-end-of-calendar": "the sum of days passes the end of the calendar",
    "rules/review-dates-good-longest": "the sum of days passes the end of the calendar",
    "rules/uncited-source-good-unsound-record": UNSOUND,
    "records/number-above-its-own-limit": LIMIT,
    "rules/unknown-reference-bad-no-page": "a figure has no address, so only the rendering of its page fails",
    "rules/site-bad-bars": LIMIT,
    "rules/site-bad-hides-nothing": "pages and rules are not looked at once site.yaml has a slip",
    "pages/code-span-over-two-lines": CODE,
    "pages/fence-with-capitals": CODE,
    "pages/fence-with-blank": CODE,
    "pages/named-reference": "only references by number are refused",
    "calls/no-records-of-the-kind": "without records of its kind any id passes",
}
"""Cases that the engine does not pass yet, and why. This list may only get shorter."""


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


def _parameters() -> list[object]:
    found = []
    for file in CASE_FILES:
        name = f"{file.parent.name}/{file.stem}"
        marks = [pytest.mark.xfail(strict=True, reason=KNOWN_FAILURES[name])] if name in KNOWN_FAILURES else []
        found.append(pytest.param(file, id=name, marks=marks))
    return found


@pytest.mark.parametrize("file", _parameters())
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


def test_each_known_failure_is_a_case() -> None:
    assert set(KNOWN_FAILURES) <= {f"{file.parent.name}/{file.stem}" for file in CASE_FILES}


@pytest.mark.parametrize("rule", [rule.ID for rule in RULES])
def test_every_rule_has_a_case_that_trips_it_and_one_that_does_not(rule: str) -> None:
    cases = {file.stem: read_case(file)[1] for file in CASE_FILES if file.stem.startswith(f"{rule}-")}
    assert any(line.endswith(f"[{rule}]") for lines in cases.values() for line in lines)
    assert any(not lines for lines in cases.values())
