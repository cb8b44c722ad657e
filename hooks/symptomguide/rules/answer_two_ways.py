"""answer-two-ways: the same answer to the same question has the same words.

Where two questions ask in the same words and both have an answer of the same id that says a sign is there, as with a
list of risks that is asked on several ways, the answers say the same. Else one list is mended and the other forgotten.
Numbers may differ, since one sign can have other days in another place.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterator

from ..problem import Problem, shown
from ..records.library import Library
from ..tree.numbers import NUMBER
from .question_words import Wording, find_wordings

ID = "answer-two-ways"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each answer that the same question words otherwise elsewhere."""
    first = dict[tuple[str, str], Wording]()
    for wording in find_wordings(library):
        if wording.answer is None or not wording.answer.present:
            continue
        key = (_fold(wording.question.ask), wording.answer.id)
        other = first.setdefault(key, wording)
        if other is not wording and _fold(other.text) != _fold(wording.text):
            place = f"{other.spot.source.path}:{other.spot.at(*other.keys)[0]}"
            message = f"'{key[1]}' reads '{shown(other.text)}' in '{other.question.id}' ({place}); say the same here"
            yield wording.problem(message, ID)


@functools.cache  # a question stands here once for each of its answers
def _fold(text: str) -> str:
    """A text without its numbers and their units, extra blanks and capitals."""
    return " ".join(NUMBER.sub("#", text).split()).casefold()
