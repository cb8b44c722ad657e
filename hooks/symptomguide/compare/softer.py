"""Whether a sentence asks for less than the one it took the place of: no call for help, later, or only perhaps."""

from __future__ import annotations

import re

from ..rules.emergency_call import CALLED, find_softener
from ..rules.milder_words import MILDER, find_milder

HELP = re.compile(r"(?i)\bambulance\b|\bemergency (?:number|help|department|room|services?|care|line)\b")
AT_ONCE = re.compile(
    r"(?i)\bat once\b|\bimmediately\b|\b(?:straight|right) away\b|\bnow\b(?=$|[.,;:!?)]| (?:and|if|when)\b)"
)
SOON = re.compile(r"(?i)\bsoon\b")
WARNS = re.compile(r"(?i)\b(?:do not|never) (?!call|get|go|ring|see)\w+")
"""What warns beside an order, and takes nothing from it."""
TODAY, LATER = 1, 2
"""How late: 0 at once, 1 today, 2 soon or within days, 3 perhaps never."""


def is_softer(before: str, after: str) -> bool:
    """True where `after`, in the place of `before`, lost a call for help or its haste, or has milder words.

    `after` is "" where nothing took its place: then only a call for help counts.
    """
    if _names_help(before) and not _names_help(after):
        return True
    was, now = _lateness(before), _lateness(after)
    if was is not None and was <= TODAY and _is_soft(after) and not _is_soft(before):
        return True
    if not after or not before or was == now:
        return False
    if now is None:
        return was is not None and was <= TODAY
    return _count_milder(after) >= LATER if was is None else now > was


def _is_soft(sentence: str) -> bool:
    return bool(find_softener(WARNS.sub("", sentence)))


def _names_help(sentence: str) -> bool:
    return bool(HELP.search(sentence) or CALLED.search(sentence))


def _lateness(sentence: str) -> int | None:
    """How late the sentence lets a reader act, or None where it says nothing of it."""
    milder = _count_milder(sentence)
    if not milder and SOON.search(sentence):
        return LATER
    return milder or (0 if AT_ONCE.search(sentence) or _names_help(sentence) else None)


def _count_milder(sentence: str) -> int:
    """For how many of the levels the sentence is too mild."""
    return sum(any(find_milder(level, sentence)) for level in MILDER)
