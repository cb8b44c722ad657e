"""The numbers in the words of a question: a threshold that moves changes who says yes, though no route differs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..patterns import compile_later

UNITS = r"(?:second|minute|hour|day|night|week|month|year|time|per cent|percent|degree)s?"
SIGNS = r"%|°[CF]?|[cmk]?m\b|[mk]?g\b|m?l\b|min\b|h\b"
WORDS = r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half"
NUMBER = compile_later(
    rf"\d+(?:[.,:]\d+)*(?:\s?(?:{SIGNS}|{UNITS}\b))?"
    rf"|\b(?:an?|one|{WORDS})(?:\s(?:or|to)\s(?:{WORDS}))?\s{UNITS}\b",
    re.IGNORECASE,
)


def find_numbers(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Each number with its unit, in the order of the texts: '4 hours', 'two weeks'."""
    return tuple(" ".join(match[0].split()) for text in texts if text for match in NUMBER.finditer(text))
