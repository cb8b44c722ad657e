"""uncited-source: each source is there because a statement rests on it.

A source that no record names is either a leftover or a statement that lost its source.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..models import Source
from ..problem import Problem
from ..records.library import Library

ID = "uncited-source"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each source that nothing rests on."""
    if library.unsound:  # a record with a slip in it may be the one that names the source
        return
    for record in library.all(Source):
        if f"sources/{record.id}" not in library.named:
            file = library.files[f"sources/{record.id}"]
            message = f"no record rests on '{record.id}'; name it under 'sources' of a record, or delete this file"
            yield file.problem((1, 1), message, ID)
