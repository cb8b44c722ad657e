"""emergency-order: an emergency text opens with an order that holds now.

The heading (`action`) and the first sentence of the `lead` of each emergency outcome, the first `do` of each emergency
cause and danger sign, and the line `meaning` of the level itself, tell the reader to call or go, and when: now, at
once, within the hour; a call needs no time beside it. Nothing in that sentence makes it softer: no "can" or "might",
no "consider" or "think about", no "later" or "tomorrow", no "first" somebody else, no "if", and no "not" before the
call. What depends on something has a sentence of its own behind the order.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..models import URGENCIES, Cause, RedFlag
from ..patterns import compile_later
from ..problem import Problem, shown
from ..reading import split_sentences
from ..records.library import FOLDER_OF, Library
from .emergency_call import calls, find_softener

ID = "emergency-order"

NOW = compile_later(r"(?i)\b(?:now|at once|immediately|straight away|within the hour)\b")


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each emergency text whose opening is no order, or a soft one."""
    worst = URGENCIES[0]
    site = library.files["site"]
    for index, words in enumerate(library.site.urgency_words):
        if words.level == worst and (message := _complain(words.meaning, library)):
            yield site.problem(site.place(("urgency_words", index, "meaning")), message, ID)
    for outcome in library.tree.outcomes.values() if library.tree else ():
        if outcome.urgency == worst and library.tree:
            spot = library.tree.spot("outcomes", outcome.id)
            for field in ("action", "lead"):
                if message := _complain(getattr(outcome, field), library):
                    yield spot.problem(message, ID, field)
    first = [(f"{FOLDER_OF[Cause]}/{one.id}", one.do[0].text) for one in library.all(Cause) if one.urgency == worst]
    first += [(f"{FOLDER_OF[RedFlag]}/{one.id}", one.do[0].text) for one in library.all(RedFlag) if one.level == worst]
    for key, text in first:
        if message := _complain(text, library):
            file = library.files[key]
            yield file.problem(file.place(("do", 0, "text")), message, ID)


def _complain(text: str, library: Library) -> str:
    """What is wrong with the opening of an emergency text, or ""."""
    opening = next(iter(split_sentences(text)), "")
    if word := find_softener(opening):
        return (
            f"'{shown(word)}' makes the opening of an emergency softer: '{shown(opening)}'; open with the order alone, "
            "such as 'Go now.', and say what it depends on in a sentence behind it"
        )
    if NOW.search(opening) or calls(opening, library.site):
        return ""
    number = library.site.words.emergency_number
    return (
        f"'{shown(opening)}' opens an emergency and says neither whom to call nor 'now'; open with the order, such as "
        f"'Call your {number} now.' or 'Go now.'"
    )
