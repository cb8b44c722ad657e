"""unknown-reference: every id names a record that exists.

A field that names another record, and a link such as `[these words](causes/its-file-name)` in a text, must name a
file that is there. A record never names itself. A file that was renamed is told once, with all places that name it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator

from pydantic import BaseModel

from ..addresses import PAGE_KINDS, has_place
from ..models import KINDS
from ..models.fields import Paged
from ..problem import Problem, did_you_mean, nearest, shown
from ..records.file import SourceFile
from ..records.library import Library
from ..records.walk import Reference, find_references, recall_targets

ID = "unknown-reference"

MOST_PLACES = 12


Found = tuple[SourceFile, Reference, str]


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each reference to a record that does not exist, and one for each renamed record."""
    missing: defaultdict[tuple[str, str], list[Found]] = defaultdict(list)
    names = {f"{kind}/{name}" for kind, held in library.ids.items() for name in held}
    names |= {f"{name}#" for name in names if has_place(name.partition("/")[0])}
    for owner, source, record in _records(library):
        if names.issuperset(targets := recall_targets(source, record)) and owner not in targets:
            continue  # as nearly all
        for reference in find_references(record):
            if message := _complaint(library, owner, reference):
                kind, _, name = reference.id.rpartition("/")
                missing[kind or reference.kind, name].append((source, reference, message))
    for (kind, name), found in missing.items():
        if (new := _find_renamed(library, kind, name)) and len(found) > 1:
            yield _tell_renamed(library.files[f"{kind}/{new}"], kind, name, new, found)
        else:
            for source, reference, message in found:
                yield source.problem(source.place_of(reference.path, reference.snippet), message, ID)


def _records(library: Library) -> Iterator[tuple[str, SourceFile, BaseModel]]:
    yield "site", library.files["site"], library.site
    for kind, records in (*library.records.items(), ("tree", library.tree.records if library.tree else {})):
        yield from ((f"{kind}/{name}", library.files[f"{kind}/{name}"], record) for name, record in records.items())


def _find_renamed(library: Library, kind: str, name: str) -> str | None:
    """The record that was called `name` before: that which says so, else the likest of its kind, named by nobody."""
    records = library.records.get(kind, {}).values()
    if said := next((one.id for one in records if isinstance(one, Paged) and f"{kind}/{name}" in one.was), ""):
        return said
    near = nearest(name, library.ids.get(kind, ()))
    return near if near and f"{kind}/{near}" in library.files and f"{kind}/{near}" not in library.mentions else None


def _tell_renamed(file: SourceFile, kind: str, name: str, new: str, found: list[Found]) -> Problem:
    places = dict.fromkeys(
        f"{source.path}:{source.place_of(reference.path, reference.snippet)[0]}" for source, reference, _ in found
    )
    first = ", ".join(list(places)[:MOST_PLACES]) + (", …" if len(places) > MOST_PLACES else "")
    said = file.holds(f"{kind}/{name}")
    start = "" if said else f"nobody names '{new}', and "
    was = f", and 'was: [{kind}/{name}]' here" if kind in PAGE_KINDS and not said else ""
    message = (
        f"{start}{len(places)} lines name '{name}', which is gone; a name is for good, since addresses hold it, so "
        f"call the file '{name}.yaml' again, or write '{new}' in {first}{was}"
    )
    return file.problem((1, 1), message, ID)


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
