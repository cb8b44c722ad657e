"""site-words: site.yaml has words for every level of care and strength of evidence.

`urgency_words` names the four levels, worst first; `strength_words` the five strengths. No two
levels share a word or a heading. Ids in a list are different from each other.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from ..models import STRENGTHS, URGENCIES
from ..models.site import ENTRY_LISTS
from ..problem import Problem
from ..records.library import Library

ID = "site-words"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each list of site.yaml that is not whole."""
    site, source = library.site, library.files["site"]
    wanted: tuple[tuple[str, str, Sequence[str], Sequence[str]], ...] = (
        ("urgency_words", "level", [words.level for words in site.urgency_words], URGENCIES),
        ("strength_words", "strength", [words.strength for words in site.strength_words], STRENGTHS),
    )
    for name, field, found, expected in wanted:
        if tuple(found) != tuple(expected):
            message = f"'{name}' must have, in this order, {', '.join(expected)}"
            pairs = enumerate(zip(found, expected, strict=False))
            odd = next((index for index, (one, wanted_one) in pairs if one != wanted_one), None)
            place = source.key_place((name,)) if odd is None else source.place((name, odd, field))
            yield source.problem(place, message, ID)
    for field in ("word", "heading"):
        said = [getattr(words, field).casefold() for words in site.urgency_words]
        for index, text in enumerate(said):
            if text in said[:index]:
                other = site.urgency_words[said.index(text)].level
                message = f"'{other}' has the same '{field}'; readers must tell the levels apart, so write another"
                yield source.problem(source.place(("urgency_words", index, field)), message, ID)
    for name in (*ENTRY_LISTS, "sections"):
        ids = [entry.id for entry in getattr(site, name)]
        for index, entry in enumerate(ids):
            if entry in ids[:index]:
                yield source.problem(source.place((name, index, "id")), f"'{entry}' stands twice in '{name}'", ID)
