"""double-negative: a yes to the check means that something is there.

Two words that say no in one part of a sentence ("it does not come without running") make readers work out what yes
means, and some get it wrong. Say what is there. "Not sure" and an answer that denies a whole list stay as they are.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ..patterns import compile_later
from ..problem import Problem, shown
from ..records.library import Library
from .question_words import find_wordings

ID = "double-negative"

NO = compile_later(
    r"(?i)\b(?:not|no|never|none|nothing|nobody|neither|nor|without|cannot|unable|unlikely|unusual|lacks?|lacking"
    r"|\w+n['’]t)\b"
)
PART = compile_later(r"[.,;:?!]|\s(?:or|and|but)\s")


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each part of a sentence of the check that says no twice."""
    for wording in find_wordings(library):
        if len(NO.findall(wording.text)) < 2:  # as in most
            continue
        for part in PART.split(re.sub(r"(?i)\bnot sure\b", "unsure", wording.text)):
            if len(said := NO.findall(part)) > 1:
                words = " and ".join(f"'{word.lower()}'" for word in said[:2])
                message = f"'{shown(part.strip())}' says no twice, with {words}; say what is there"
                yield wording.problem(message, ID)
