"""one-value: a number that several texts need stands in one place.

A record in site-data/values gives such a number a name, and texts write the name: `a journey over {journey-hours}`. A
number with the unit of a value, in one sentence with the words that mark it, is the same number said a second time,
or another one said of the same thing: both are refused, in records, in the tree and on pages. `elsewhere` lists the
records that rightly say another. A value that no record names is left over. Sources and the log of changes say what
stood in a paper or on a day, so their numbers stay as they are.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..problem import Problem
from ..records.library import Library
from ..records.values import find_names, find_unnamed, mark_values

ID = "one-value"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each number that has a name and is written out, and for each name that nobody uses."""
    values = library.shared.values or {}
    marks, named = mark_values(values), set[str]()
    for key, file in library.files.items():
        named.update(find_names(file))
        yield from find_unnamed(file, key, marks)
    for name in values.keys() - named if library.whole else ():
        file = library.files[f"values/{name}"]
        message = f"no record says '{{{name}}}'; write it where the number stands, or delete this file"
        yield file.problem((1, 1), message, ID)
