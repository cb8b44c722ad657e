"""Every record of the shipped data is sound, has its page or its place on one, and shows there."""

from __future__ import annotations

import datetime
import functools
import re
from pathlib import Path

import pytest

from symptomguide.addresses import ANCHOR_PAGES, PAGE_KINDS, find_target
from symptomguide.guide import Guide, check_guide, render_doc
from symptomguide.models import KINDS
from symptomguide.problem import format_text

from .conftest import ROOT

FAR_AWAY = datetime.date(2200, 1, 1)  # so that no date of a record lies in the future
FILES = sorted((ROOT / "site-data").rglob("*.yaml"))
RECORDS = [file for file in FILES if file.parent.name in KINDS and file.parent.parent.name == "site-data"]


def name_of(file: Path) -> str:
    return file.relative_to(ROOT / "site-data").with_suffix("").as_posix()


@functools.cache
def checked() -> tuple[Guide | None, dict[str, str]]:
    """The guide of the shipped data, and what the checks say about each file."""
    guide, problems = check_guide(ROOT, FAR_AWAY)
    return guide, {path: format_text(p for p in problems if p.path == path) for path in {p.path for p in problems}}


@functools.cache
def rendered(doc: str) -> str:
    guide, problems = checked()
    assert guide is not None, "\n".join(problems.values())
    return render_doc(guide, doc, directories=True)


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_the_record_passes_every_check(file: Path) -> None:
    assert checked()[1].get(file.relative_to(ROOT).as_posix(), "") == ""


@pytest.mark.parametrize("file", [file for file in RECORDS if file.parent.name in PAGE_KINDS], ids=name_of)
def test_the_record_has_a_page_with_one_title_and_no_mark_left(file: Path) -> None:
    page = rendered(f"{name_of(file)}.md")
    assert len(re.findall(r"^# \S", page, re.MULTILINE)) == 1
    assert not re.search(r"\{\{|\}\}|\{%|%\}|\"to:|>None<", page)


@pytest.mark.parametrize("file", [file for file in RECORDS if file.parent.name in ANCHOR_PAGES], ids=name_of)
def test_the_record_stands_where_its_address_leads(file: Path) -> None:
    guide, _ = checked()
    assert guide is not None
    target = find_target(name_of(file), guide.docs)
    assert target is not None
    page = rendered(target.doc)
    assert not target.anchor or f'id="{target.anchor}"' in page


def test_every_kind_of_record_is_shipped() -> None:
    assert {file.parent.name for file in RECORDS} == set(KINDS)


def test_every_shipped_page_passes_the_checks() -> None:
    assert {path: text for path, text in checked()[1].items() if path.startswith("content/")} == {}
