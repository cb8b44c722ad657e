"""unknown-reference: every id names a record that exists.

A field that names another record, and a link such as `[these words](causes/its-file-name)` in a text, must name a
file that is there. A record never names itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..addresses import has_place
from ..models import KINDS
from ..problem import Problem, did_you_mean, shown
from ..records.library import Library
from ..records.walk import Reference

ID = "unknown-reference"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each reference to a record that does not exist."""
    for owner, references in library.references.items():
        for reference in references:
            if message := _complaint(library, owner, reference):
                source = library.files[owner]
                yield source.problem(source.place_of(reference.path, reference.snippet), message, ID)


def _complaint(library: Library, owner: str, reference: Reference) -> str:
    kind, name = reference.kind, reference.id
    if kind == "*":
        kind, _, name = name.partition("/")
    if kind not in library.ids:
        return f"there are no records called '{shown(kind)}'; the folders are {', '.join(KINDS)}"
    if not reference.field and not has_place(kind):
        return f"'{shown(name)}' in {kind} has no address of its own; link to a page that shows it"
    what = kind.removeprefix("site:").replace("_", " ")
    if name not in library.ids[kind]:
        where = "site.yaml" if kind.startswith("site:") else kind
        hint = did_you_mean(name, library.ids[kind], f"see {where} for those that do")
        return f"'{shown(name)}' does not exist in {what}{hint}"
    if owner == f"{kind}/{name}":
        return f"'{name}' names itself; take it out"
    return ""
