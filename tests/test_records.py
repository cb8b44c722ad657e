"""Every record of the shipped data is sound, has its page or its place on one, and shows there."""

from __future__ import annotations

import datetime
import functools
import re
from pathlib import Path

import pytest

from symptomguide.addresses import ANCHOR_PAGES, PAGE_KINDS, find_target
from symptomguide.documents import render_doc
from symptomguide.guide import Guide, check_guide
from symptomguide.library import load_library
from symptomguide.models import KINDS
from symptomguide.problem import format_text
from symptomguide.render import render_record
from symptomguide.views.records import build_page_view

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


library = functools.cache(lambda: load_library(ROOT)[0])


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_the_record_passes_every_check(file: Path) -> None:
    assert checked()[1].get(file.relative_to(ROOT).as_posix(), "") == ""


@pytest.mark.parametrize("file", [file for file in RECORDS if file.parent.name in PAGE_KINDS], ids=name_of)
def test_the_record_has_a_page_with_one_title_and_no_mark_left(file: Path) -> None:
    kind = file.parent.name
    page = render_record(kind, build_page_view(library(), kind, file.stem))
    assert len(re.findall(r"^# \S", page, re.MULTILINE)) == 1
    assert not re.search(r"\{\{|\}\}|\{%|%\}|>None<", page)


@pytest.mark.parametrize("kind", ANCHOR_PAGES)
def test_every_record_of_the_kind_stands_where_its_address_leads(kind: str) -> None:
    guide, problems = checked()
    assert guide is not None, "\n".join(problems.values())
    page = render_doc(guide, ANCHOR_PAGES[kind], directories=True)
    targets = {file.stem: find_target(name_of(file), guide.docs) for file in RECORDS if file.parent.name == kind}
    assert targets
    assert {target.doc if target else "" for target in targets.values()} == {ANCHOR_PAGES[kind]}
    assert [name for name, target in targets.items() if target and f'id="{target.anchor}"' not in page] == []


def test_every_kind_of_record_is_shipped() -> None:
    assert {file.parent.name for file in RECORDS} == set(KINDS)


def test_every_shipped_page_passes_the_checks() -> None:
    assert {path: text for path, text in checked()[1].items() if path.startswith("content/")} == {}
