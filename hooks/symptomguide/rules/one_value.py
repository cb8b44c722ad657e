"""one-value: a number that several texts need stands in one place.

A record in site-data/values gives such a number a name, and texts write the name: `a journey over {journey-hours}`. A
number with the unit of a value, in one sentence with the words that mark it, is the same number said a second time,
or another one said of the same thing: both are refused, in records, in the tree and on pages. `elsewhere` lists the
records that rightly say another. Words that several texts need, as a list that must be whole everywhere, may have such
a name, too; they may name numbers. A value that no record names is left over. Sources and the log of changes say what
stood in a paper or on a day, so their numbers stay as they are.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial

from ..models.values import Value
from ..problem import Problem
from ..records.file import SourceFile
from ..records.library import Library
from ..records.values import find_names, find_unnamed, mark_values
from ..store import digest

ID = "one-value"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each number that has a name and is written out, and for each name that nobody uses."""
    values = library.shared.values or {}
    marks, named = mark_values(values), set[str]()
    context = digest(repr(values))
    for key, file in library.files.items():
        named.update(file.recall("names", find_names))
        yield from file.recall_problems(ID, partial(find_unnamed, key=key, marks=marks), context)
    for name, value in values.items():
        yield from _misshapen(library.files[f"values/{name}"], value)
    for name in values.keys() - named if library.whole else ():
        file = library.files[f"values/{name}"]
        message = f"no record says '{{{name}}}'; write it where the number stands, or delete this file"
        yield file.problem((1, 1), message, ID)


def _misshapen(file: SourceFile, value: Value) -> Iterator[Problem]:
    if (value.value is None) == (value.words is None):
        yield file.problem((1, 1), "give either 'value', a number with its unit, or 'words', and not both", ID)
    elif value.value and not value.said_with:
        yield file.problem(file.place(("value",)), "add 'said_with': the words that mark this number in a text", ID)
    elif value.words and (value.said_with or value.elsewhere):
        key = "said_with" if value.said_with else "elsewhere"
        yield file.problem(file.place((key,)), f"'{key}' marks a number; take it out beside 'words'", ID)
