"""A twelve-year-old can read every page, and no page diagnoses, promises or blames."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from symptomguide.verification.reading import (
    BANNED,
    LONGEST_SENTENCE,
    MEDIAN_GRADE,
    WORST_GRADE,
    Reading,
    count_words,
    find_banned,
    find_blocks,
    read_site,
    report,
    split_sentences,
)


@pytest.fixture(scope="module")
def readings(built_site: Path) -> list[Reading]:
    found = read_site(built_site)
    print(report(found))
    return found


def test_the_median_page_is_easy_enough(readings: list[Reading]) -> None:
    assert statistics.median(reading.grade for reading in readings) <= MEDIAN_GRADE, report(readings)


def test_no_page_is_too_hard(readings: list[Reading]) -> None:
    assert [reading.page for reading in readings if reading.grade > WORST_GRADE] == [], report(readings)


def test_no_sentence_is_too_long(readings: list[Reading]) -> None:
    long = {
        f"{reading.page}: {sentence}"
        for reading in readings
        for sentence in reading.sentences
        if count_words(sentence) > LONGEST_SENTENCE
    }
    assert sorted(long) == []


def test_no_page_diagnoses_promises_or_blames(built_site: Path) -> None:
    assert find_banned(built_site) == []


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("a diagnosis", "You probably have a broken wing."),
        ("a diagnosis", "This shows you have a cold."),
        ("a promise", "It will heal in a week."),
        ("a promise", "A rest is guaranteed to help."),
        ("blame", "You should have stopped."),
        ("blame", "It is your own fault."),
    ],
)
def test_a_phrase_that_must_not_stand_there_is_found(what: str, sentence: str) -> None:
    assert [name for name, pattern in BANNED.items() if pattern.search(sentence)] == [what]


@pytest.mark.parametrize(
    "sentence", ["Ask if you have a cold.", "You have a few days.", "It is not your plan.", "Most heal in a week."]
)
def test_a_phrase_that_may_stand_there_is_left_alone(sentence: str) -> None:
    assert [name for name, pattern in BANNED.items() if pattern.search(sentence)] == []


def test_a_hard_page_and_a_long_sentence_are_measured_as_such() -> None:
    sentence = "Notwithstanding considerable physiological variability, institutional recommendations necessitate " * 4
    hard = Reading("hard.html", (sentence,))
    assert hard.grade > WORST_GRADE
    assert count_words(hard.longest) > LONGEST_SENTENCE


def test_only_running_text_is_read() -> None:
    page = (
        "<nav><p>No.</p></nav><article><h1>No</h1><p>Yes, <svg><path d='M0 0'/></svg>this.</p>"
        "<ul><li>And this</li></ul>"
        '<ol class="cf-sources"><li>No, 2001</li></ol><span>No</span></article>'
    )
    assert list(find_blocks(page)) == ["Yes, this.", "And this"]


def test_sentences_end_at_stops_and_labels() -> None:
    assert split_sentences("So: Walk 1.5 km. Then rest: an hour or so.") == [
        "So:",
        "Walk 1.5 km.",
        "Then rest: an hour or so.",
    ]
