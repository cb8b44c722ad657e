"""Views of signs in short: cards for pages where a list of every sign in full would be too long."""

from __future__ import annotations

from collections.abc import Iterable

from ..models import RedFlag
from ..records.library import Library
from .parts import CardView, build_sign_card


def build_short_cards(library: Library, ids: Iterable[str]) -> tuple[CardView, ...]:
    """A care card for each level that `ids` of red flags have, most urgent first, in the short lines of the cards."""
    flags = [library.get(RedFlag, name) for name in ids]
    levels = (words.level for words in library.site.urgency_words)
    found = ((level, [flag for flag in flags if flag.level == level]) for level in levels)
    return tuple(build_sign_card(library, level, group, None) for level, group in found if group)
