"""Engine tests: the search answers the cases of the example; what holds of every project's search is verified there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from symptomguide.guide import Guide
from symptomguide.verification.searching import Engine, judge, load_cases

LEAST = 25
SAY_NOTHING = "between without whether toward through during neither how why is"


@pytest.fixture(scope="module")
def engine(guide: Guide) -> Iterator[Engine]:
    engine = Engine(guide)
    yield engine
    engine.close()


def test_every_case_of_the_example_is_answered_as_it_asks(engine: Engine, guide: Guide, guide_root: Path) -> None:
    cases = [case for some in load_cases(guide_root, guide).values() for case in some]
    answers = engine.ask(case.query for case in cases)
    faults = {case.query: judge(case, answer, guide) for case, answer in zip(cases, answers, strict=True)}
    assert {query: fault for query, fault in faults.items() if fault} == {}


def test_the_example_has_cases_of_every_kind(guide: Guide, guide_root: Path) -> None:
    cases = [case for some in load_cases(guide_root, guide).values() for case in some]
    assert len(cases) >= LEAST
    assert {(case.danger, case.calm) for case in cases} == {(True, False), (False, True), (False, False)}


@pytest.mark.parametrize("word", SAY_NOTHING.split())
def test_a_word_that_only_joins_others_finds_nothing(word: str, engine: Engine) -> None:
    [answer] = engine.ask([word])
    assert (answer.count, answer.help) == (0, False)


def test_a_word_that_only_joins_others_changes_no_answer(engine: Engine) -> None:
    one, other = engine.ask(["shoes standing", "between shoes and standing"])
    assert one == other


@pytest.mark.parametrize(
    ("query", "mended"), [("streching", ("streching", "stretching")), ("diabtes", ("diabtes", "diabetes"))]
)
def test_a_slip_is_told_with_the_word_it_was_read_as(query: str, mended: tuple[str, str], engine: Engine) -> None:
    [answer] = engine.ask([query])
    assert answer.mended == (mended,)
