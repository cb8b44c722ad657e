"""same-source: a publication stands in one record.

Two sources never share a title, a DOI, a PubMed number or a `url`: a statement with both would count one paper twice,
and a correction would reach one of the two. Capitals, stops and the start of a DOI or an address (`https://doi.org/`,
`www.`) make no difference. A short title, such as the name of an illness, may stand in two journals.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import partial

from ..models import Source
from ..patterns import compile_later
from ..problem import Problem, shown
from ..records.file import SourceFile
from ..records.library import Library

ID = "same-source"

NO_LETTER = compile_later(r"[\W_]+")
FEWEST_BLANKS = 4
"""A title with fewer is too short to stand for one publication without its journal."""
START = compile_later(r"^(?:https?://)?(?:www\.|dx\.)?(?:doi\.org/|doi:\s*)?", re.IGNORECASE)


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each field of a source that says another one is the same."""
    seen: dict[tuple[str, str], Source] = {}
    for source in library.all(Source):
        file = library.files[f"sources/{source.id}"]
        for field, folded in file.recall(ID, partial(_find_marks, source)):
            first = seen.setdefault((field, folded), source)
            if first is not source:
                other = library.files[f"sources/{first.id}"]
                line = other.place((field,))[0]
                message = (
                    f"{other.path}:{line} has the {field} '{shown(getattr(source, field))}' too; name '{first.id}' "
                    f"wherever '{source.id}' is named and delete this file, or put this {field} right"
                )
                yield file.problem(file.place((field,)), message, ID)
                break


def _find_marks(source: Source, _: SourceFile) -> Iterator[tuple[str, str]]:
    """(field, value) of what tells this source from others, in the form that two spellings have in common."""
    for field in ("title", "doi", "pmid", "url"):
        if value := getattr(source, field):
            yield field, _folded(source, field, value)


def _folded(source: Source, field: str, value: str) -> str:
    """What two spellings of one title, number or address have in common."""
    if field == "title":
        told = value if value.count(" ") >= FEWEST_BLANKS else f"{value} {source.journal}"
        return NO_LETTER.sub("", told.casefold())
    return START.sub("", value.strip()).casefold().rstrip("/.")
