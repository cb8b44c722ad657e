"""The technical words of the glossary, in all the forms in which texts write them."""

from __future__ import annotations

from typing import NamedTuple

from ..models import Term
from ..patterns import compile_later
from ..text import to_markup
from .library import Library

SHORT_FORM = compile_later(r"(.+?) \(([^()]+)\)")


class Word(NamedTuple):
    """A term: its forms, the longest first, and its meaning as HTML."""

    id: str
    name: str
    forms: tuple[str, ...]
    meaning: str


def build_words(library: Library) -> tuple[Word, ...]:
    """Every term of the glossary, with links still as `to:`."""
    return tuple(
        Word(
            term.id,
            term.term,
            find_forms(term),
            f'{to_markup(term.definition)}<a class="cf-word__all" href="to:glossary/{term.id}"> All words</a>',
        )
        for term in library.all(Term)
    )


def find_forms(term: Term) -> tuple[str, ...]:
    """The forms in which a term is written: 'Stress test (ST)' gives both its halves, and `also` the others."""
    match = SHORT_FORM.fullmatch(term.term)
    forms = {*(match.groups() if match else (term.term,)), *term.also}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))
