"""Engine tests of the meter of plain language: what it counts, and which phrases it refuses."""

from __future__ import annotations

import pytest

from symptomguide.reading import (
    LONGEST_SENTENCE,
    count_syllables,
    count_words,
    estimate_grade,
    find_phrases,
    split_sentences,
)
from symptomguide.verification.reading import WORST_GRADE, Reading, find_blocks


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
    assert [phrase.what for phrase, _ in find_phrases(sentence)] == [what]


@pytest.mark.parametrize(
    "sentence", ["Ask if you have a cold.", "You have a few days.", "It is not your plan.", "Most heal in a week."]
)
def test_a_phrase_that_may_stand_there_is_left_alone(sentence: str) -> None:
    assert [phrase.what for phrase, _ in find_phrases(sentence)] == []


@pytest.mark.full
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


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("the", 1), ("heel", 1), ("muscle", 2), ("hurts", 1), ("table", 2), ("rested", 2), ("physiology", 4), ("3", 1)],
)
def test_the_syllables_of_a_word_are_counted(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def test_the_estimate_of_the_check_is_near_the_grade_of_a_built_page() -> None:
    sentences = (
        "Rest the foot for two days.",
        "Then walk a little, as long as it does not hurt.",
        "Ask a doctor if it swells.",
    )
    assert abs(estimate_grade(sentences) - Reading("x", sentences).grade) < 1
    assert estimate_grade(()) == 0.0
