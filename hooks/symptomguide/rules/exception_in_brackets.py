"""exception-in-brackets: what does not count stands in a line of its own.

A worried reader skips brackets. So a question or an answer of the check says no exception in them, such as "(a bruise
does not count)" or "(not sore muscles)": it goes under `not_this` of the question, and is shown as a line of its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..patterns import compile_later
from ..problem import Problem, shown
from ..records.library import Library
from .question_words import find_wordings

ID = "exception-in-brackets"

BRACKETS = compile_later(r"\(([^()]*)\)")
EXCEPTION = compile_later(
    r"(?i)^\s*(?:not|no|but|except|unless|without|other than|apart from)\b"
    r"|\b(?:(?:do|does)(?: not|n't) count|except|unless|other than|apart from)\b"
)


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each exception in brackets in the words of the check."""
    for wording in find_wordings(library):
        for found in BRACKETS.finditer(wording.text):
            if EXCEPTION.search(found[1]):
                message = f"'{shown(found[0])}' is an exception in brackets; write it under 'not_this' of the question"
                yield wording.problem(message, ID)
