"""A twelve-year-old can read every page as it is built, and no page diagnoses, promises or blames.

The check finds most of this in the records; here the whole page is read, with what the engine itself adds.
"""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from symptomguide.guide import Guide
from symptomguide.reading import LONGEST_SENTENCE, count_words

from .faults import expect_none, name_page
from .reading import MEDIAN_GRADE, WORST_GRADE, Reading, find_banned, read_site, report


@pytest.fixture(scope="module")
def readings(built_site: Path) -> list[Reading]:
    """The running text of each page."""
    return read_site(built_site)


def test_the_median_page_is_easy_enough(readings: list[Reading]) -> None:
    grade = statistics.median(reading.grade for reading in readings)
    assert grade <= MEDIAN_GRADE, f"half of the pages are harder than school grade {grade}:\n{report(readings)}"


def test_no_page_is_too_hard(readings: list[Reading], guide: Guide) -> None:
    expect_none(
        f"{name_page(guide, reading.page)}: school grade {reading.grade:.1f}, at most {WORST_GRADE:.0f}"
        for reading in readings
        if reading.grade > WORST_GRADE
    )


def test_no_sentence_is_too_long(readings: list[Reading], guide: Guide) -> None:
    expect_none(
        f"{name_page(guide, reading.page)}: {count_words(sentence)} words: {sentence}"
        for reading in readings
        for sentence in reading.sentences
        if count_words(sentence) > LONGEST_SENTENCE
    )


def test_no_page_diagnoses_promises_or_blames(built_site: Path, guide: Guide) -> None:
    expect_none(f"{name_page(guide, page)}: '{words}' is {what}" for page, what, words in find_banned(built_site))
