"""Engine tests: the example project, a second topic in small, passes the checks, and has what the other tests need."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from symptomguide.check import load_guide
from symptomguide.guide import Guide
from symptomguide.models import KINDS, RedFlag
from symptomguide.tree import LEVELS, build_library_graph
from symptomguide.tree.baseline import check_baseline

EXAMPLE = Path(__file__).resolve().parents[1] / "examples/heel-pain"
DANGER = ("emergency", "same-day")


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(EXAMPLE, datetime.date(2026, 12, 1))


def test_the_example_is_a_topic_in_small(guide: Guide) -> None:
    library = guide.library
    assert library.tree is not None
    signs = [flag for flag in library.all(RedFlag) if flag.level in DANGER]
    found = len(library.records["causes"]), len(signs), len(library.tree.questions), len(library.records["muscles"])
    assert found == (4, 6, 10, 2)


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_has_records_of_each_kind(guide: Guide, kind: str) -> None:
    assert guide.library.records[kind]


def test_a_cause_and_a_result_stand_at_each_level(guide: Guide) -> None:
    assert guide.library.tree is not None
    assert {cause.urgency for cause in guide.library.records["causes"].values()} == set(LEVELS)  # type: ignore[attr-defined]
    assert {outcome.urgency for outcome in guide.library.tree.outcomes.values()} == set(LEVELS)


def test_the_accepted_routing_of_the_example_is_up_to_date(guide: Guide) -> None:
    assert guide.library.tree is not None
    assert check_baseline(EXAMPLE, build_library_graph(guide.library.tree, guide.library)) == []


def test_nobody_has_signed_the_example(guide: Guide) -> None:
    assert guide.library.approvals == ()
