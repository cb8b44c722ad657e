"""Engine tests: how sure a list is, said once: the usual strength, the lines it holds for, and what differs."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from symptomguide.models import Strength
from symptomguide.views.evidence import StrengthView, UsualView, find_usual
from symptomguide.views.sources import ChipView

BOOK, STUDY = ChipView("Book", "sources/book", "A book"), ChipView("Study", "sources/study", "A study")


@dataclass(frozen=True)
class Told:
    """A line of a list."""

    strength: StrengthView
    chips: tuple[ChipView, ...] = (BOOK,)


def told(strength: Strength, *chips: ChipView) -> Told:
    return Told(StrengthView(strength, f"{strength.capitalize()} evidence", "", 1), chips or (BOOK,))


def usual(*lines: Told) -> UsualView:
    found = find_usual([("", lines)])
    assert found is not None
    return found


def grounds(found: UsualView) -> list[tuple[str, str]]:
    return [(ground.lines, ", ".join(chip.label for chip in ground.chips)) for ground in found.grounds]


@pytest.mark.parametrize(
    ("strengths", "title"),
    [
        (["opinion"], "Opinion evidence"),
        (["opinion", "opinion"], "All of these: opinion evidence"),
        (["opinion", "strong", "opinion"], "All of these: opinion evidence, unless marked"),
        (["opinion", "strong", "strong"], "All of these: strong evidence, unless marked"),
        (["limited", "strong"], "All of these: limited evidence, unless marked"),
        (["conflicting", "conflicting", "strong"], "All of these: strong evidence, unless marked"),
    ],
)
def test_the_strength_that_most_lines_have_is_said_once(strengths: list[Strength], title: str) -> None:
    assert usual(*map(told, strengths)).title == title


def test_what_experts_argue_about_is_never_the_usual() -> None:
    assert find_usual([("", [told("conflicting"), told("conflicting")])]) is None


def test_sources_that_all_lines_share_stand_once() -> None:
    assert grounds(usual(told("opinion"), told("opinion"))) == [("", "Book")]


def test_else_each_says_which_lines_rest_on_it_but_not_those_that_are_marked() -> None:
    lines = told("opinion"), told("opinion", STUDY), told("strong"), told("opinion")
    assert grounds(usual(*lines)) == [("Lines 1, 4", "Book"), ("Line 2", "Study")]


def test_lines_of_two_lists_go_by_their_names() -> None:
    found = find_usual([("Do", [told("opinion"), told("opinion", STUDY)]), ("Do not", [told("opinion")])])
    assert found is not None
    assert grounds(found) == [("Do 1; Do not 1", "Book"), ("Do 2", "Study")]


def test_all_that_stands_on_one_line_counts_as_that_line() -> None:
    found = find_usual([("", [(told("opinion"), told("opinion", STUDY)), told("opinion")])])
    assert found is not None
    assert grounds(found) == [("Lines 1, 2", "Book"), ("Line 1", "Study")]
