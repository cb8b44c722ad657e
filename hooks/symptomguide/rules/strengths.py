"""strength-too-high: what is called strong or moderate rests on a source that can carry it.

At least one source of such a statement is a guideline, a study, a review or a textbook about the people and the part
of the body that the statement is about. Opinion, a page for patients and one person's case carry `limited` or
`opinion`. So does a study of others: `studied_others` in the source says whom or what it studied instead. A citation
that nobody could confirm (`confidence: medium`) carries no more. Add a source that can, or write a lower strength.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..models import Source
from ..problem import Problem
from ..records.file import Path_, SourceFile
from ..records.library import Library
from ..records.statements import SAYS

ID = "strength-too-high"

HIGH = ("strong", "moderate")
TOO_WEAK = {
    "expert-opinion": "is opinion",
    "patient-information": "is a page for patients",
    "case-report": "is one case",
}


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each statement that is called stronger than all of its sources can carry."""
    sources = {source.id: source for source in library.all(Source)}
    for file in library.files.values():
        for path, strength, names in file.recall(ID, _find_graded):
            weak = [f"'{name}' {fault}" for name in names if name in sources and (fault := find_fault(sources[name]))]
            if len(weak) == len(names):
                remedy = "add a study or guideline about these people, or write 'limited' or 'opinion'"
                message = f"its sources cannot carry '{strength}': {', '.join(weak)}; {remedy}"
                yield file.problem(file.place((*path, "strength")), message, ID)


def find_fault(source: Source) -> str:
    """Why `source` alone carries neither strong nor moderate, as words that follow its name; or "" if it can."""
    if source.studied_others:
        return f"studied {source.studied_others}"
    if source.confidence != "high":
        return "was read only in part"
    return TOO_WEAK.get(source.type, "")


def _find_graded(file: SourceFile) -> Iterator[tuple[Path_, str, list[str]]]:
    """Yields path, strength and sources of each part that says how strong it is, but not of what it only repeats."""
    for path, part in file.mappings:
        strength, names = part.get("strength"), part.get("sources")
        if strength in HIGH and isinstance(names, list) and names and (SAYS not in part or "why" in part):
            yield path, str(strength), [name for name in names if isinstance(name, str)]
