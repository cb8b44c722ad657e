"""Views of the technical words."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..models import Term
from ..records.library import Library


class TermView(NamedTuple):
    """A word and what it means."""

    term: Term
    also: str


def glossary_list(library: Library) -> tuple[TermView, ...]:
    """Every technical word, by the alphabet.

    Example: {{ glossary_list() }}
    """
    terms = sorted(library.all(Term), key=lambda term: term.term.casefold())
    return tuple(TermView(term, ", ".join(_other_names(term))) for term in terms)


def _other_names(term: Term) -> list[str]:
    """The other names that say more than another ending: `antibiotics` beside Antibiotic says nothing new."""
    names = [term.term]
    for other in term.also:
        if not any(re.fullmatch(rf"{re.escape(name[:-1])}[a-z]{{1,4}}", other, re.IGNORECASE) for name in names):
            names.append(other)
    return names[1:]
