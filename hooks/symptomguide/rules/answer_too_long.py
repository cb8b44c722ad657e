"""answer-too-long: an answer of the check is read at a glance.

An answer has at most 25 words. A longer one holds several ideas, and readers miss those at its end: give each its own
answer, say who a person is in a question before it, and what does not count under `not_this`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..problem import Problem
from ..reading import count_words
from ..records.library import Library
from .question_words import find_wordings

ID = "answer-too-long"

LONGEST_ANSWER = 25


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each answer of more than 25 words."""
    for wording in find_wordings(library):
        if wording.answer and (count := count_words(wording.text)) > LONGEST_ANSWER:
            message = f"this answer has {count} words; at most {LONGEST_ANSWER} are read, so make two answers of it"
            yield wording.problem(message, ID)
