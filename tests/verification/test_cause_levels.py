"""Verification: reads whatever project is the root. `symptomguide check` refuses every cause that is lowered."""

from __future__ import annotations

import datetime

import pytest

from symptomguide.guide import load_guide
from symptomguide.library import Library
from symptomguide.rules.cause_levels import find_loose
from tests.conftest import ROOT
from tests.test_cause_levels import find_unrefused


@pytest.fixture(scope="module")
def library() -> Library:
    return load_guide(ROOT, datetime.date(2100, 1, 1)).library


def test_no_cause_can_be_lowered_unseen(library: Library) -> None:
    loose = {problem.path for problem in find_loose(library)}  # these `check` names by itself
    assert [name for name in find_unrefused(library) if library.files[f"causes/{name}"].path not in loose] == []
