"""Engine: a cause lowered by one step is refused, whatever leads to it; what nothing holds is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from symptomguide.check import load_guide
from symptomguide.models import URGENCIES, Cause
from symptomguide.records.library import Library
from symptomguide.rules import cause_levels
from symptomguide.verification.test_cause_levels import find_unrefused
from tests.records.test_cases import BASE, TODAY

NAME = "tired-shoulder"


def set_cause(library: Library, name: str, **values: Any) -> Library:
    """The library with other values in one cause, unchecked."""
    cause = library.get(Cause, name).model_copy(update=values)
    return replace(library, records={**library.records, "causes": {**library.records["causes"], name: cause}})


@pytest.fixture(scope="module")
def library() -> Library:
    """A project of one cause, three signs that point to it, and four outcomes that name it alone."""
    return load_guide(BASE, TODAY).library


@pytest.fixture(scope="module")
def held_by_signs(library: Library) -> Library:
    return replace(library, tree=None)


@pytest.fixture(scope="module")
def held_by_outcomes(library: Library) -> Library:
    return replace(library, records={**library.records, "red-flags": {}})


@pytest.mark.parametrize("level", URGENCIES[:-1])
def test_a_cause_that_a_sign_of_its_level_points_to_cannot_be_lowered(held_by_signs: Library, level: str) -> None:
    sound = set_cause(held_by_signs, NAME, urgency=level, milder_than=())
    assert list(find_unrefused(sound)) == []


@pytest.mark.parametrize("level", URGENCIES[:-1])
def test_a_reason_for_one_level_does_not_serve_a_milder_one(held_by_signs: Library, level: str) -> None:
    cause = held_by_signs.get(Cause, NAME)
    reasons = tuple(entry.model_copy(update={"level": level}) for entry in cause.milder_than)
    assert list(find_unrefused(set_cause(held_by_signs, NAME, urgency=level, milder_than=reasons))) == []


@pytest.mark.parametrize("level", URGENCIES[:-1])
def test_a_cause_that_an_outcome_names_alone_cannot_be_lowered(held_by_outcomes: Library, level: str) -> None:
    assert held_by_outcomes.tree is not None
    outcomes = held_by_outcomes.tree.outcomes
    one = {name: entry for name, entry in outcomes.items() if entry.urgency == level}
    tree = held_by_outcomes.tree._replace(outcomes=one)
    sound = set_cause(replace(held_by_outcomes, tree=tree), NAME, urgency=level, milder_than=())
    assert list(find_unrefused(sound)) == []


def test_a_lowered_cause_that_nothing_leads_to_is_found_by_the_loop(library: Library) -> None:
    loose = set_cause(replace(library, tree=None, records={**library.records, "red-flags": {}}), NAME, urgency="soon")
    assert list(find_unrefused(loose)) == [NAME]


def test_a_level_that_nothing_holds_is_named(library: Library) -> None:
    signs = {name: sign for name, sign in library.records["red-flags"].items() if name != "night-pain"}
    loose = set_cause(
        replace(library, tree=None, records={**library.records, "red-flags": signs}), NAME, urgency="soon"
    )
    assert ["nothing holds 'soon'" in problem.message for problem in cause_levels.find_loose(loose)] == [True]


def test_a_cause_that_no_outcome_names_is_named(library: Library) -> None:
    assert library.tree is not None
    unnamed = replace(library, tree=library.tree._replace(outcomes={}))
    assert ["no outcome" in problem.message for problem in cause_levels.find_loose(unnamed)] == [True]
    assert list(cause_levels.find_loose(library)) == []
