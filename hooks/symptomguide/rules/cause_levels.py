"""cause-levels: a cause is never milder than what leads to it.

A cause is at least as urgent as each sign that points to it (`points_to`), and as the mildest outcome of the tree
that names it alone. Where a sign or an outcome stands for the bad course only, the cause says so in `milder_than`, for
its present level and no other, with the reason and its sources; and `urgency_note` tells the reader when the level
differs. A reason that nothing needs any more is refused. `symptomguide check` names a cause that no outcome names, and
one whose level no sign and no outcome holds.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from ..models import URGENCIES, Cause, RedFlag
from ..models.records import MilderThan
from ..problem import Problem
from ..records.library import Library

ID = "cause-levels"


class Lead(NamedTuple):
    """A sign or an outcome that leads to a cause: `kind` is the field of `milder_than` that names it."""

    kind: str
    id: str
    level: str
    path: str

    @property
    def words(self) -> str:
        """As it stands in a message."""
        return f"'{self.id}' ({self.level}, {self.path})"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each cause milder than what leads to it, and each reason that is wrong or not needed."""
    for cause in library.all(Cause):
        file = library.files[f"causes/{cause.id}"]
        leads = find_leads(library, cause)
        told = [entry for entry in cause.milder_than if not _is_milder(cause.urgency, entry.level)]
        excused = {name for entry in told for name in _names(entry)}
        worse = [lead for lead in leads if _is_milder(cause.urgency, lead.level)]
        bare = [lead for lead in worse if (lead.kind, lead.id) not in excused]
        if bare:
            words = ", ".join(lead.words for lead in bare)
            message = (
                f"'{cause.urgency}' is milder than what leads here: {words}; write '{bare[0].level}', "
                "or give the reason for each under 'milder_than'"
            )
            yield file.problem(file.place(("urgency",)), message, ID)
        needed = {(lead.kind, lead.id) for lead in worse}
        whole = library.whole  # else what is not read may need the reason
        for index, entry in enumerate(cause.milder_than):
            if message := _complaint(entry, cause, needed if whole else None):
                yield file.problem(file.place(("milder_than", index)), message, ID)
        if cause.milder_than and not cause.urgency_note:
            message = "'milder_than' needs 'urgency_note'; tell the reader when the level differs"
            yield file.problem(file.key_place(("milder_than",)), message, ID)


def find_leads(library: Library, cause: Cause) -> list[Lead]:
    """What leads to `cause`, the worst first: the signs that point to it, and the mildest outcome naming it alone."""
    leads = [
        Lead("sign", flag.id, flag.level, library.files[f"red-flags/{flag.id}"].path)
        for flag in library.all(RedFlag)
        if cause.id in flag.points_to
    ]
    if library.tree:
        alone = [
            Lead("outcome", outcome.id, outcome.urgency, library.tree.spot("outcomes", outcome.id).source.path)
            for outcome in library.tree.outcomes.values()
            if outcome.fits == (cause.id,)
        ]
        leads += sorted(alone, key=lambda lead: URGENCIES.index(lead.level))[-1:]
    return sorted(leads, key=lambda lead: URGENCIES.index(lead.level))


def find_loose(library: Library) -> Iterator[Problem]:
    """What is no fault but worth knowing: causes that no outcome names, and levels that nothing holds."""
    named = {name for outcome in library.tree.outcomes.values() for name in outcome.fits} if library.tree else None
    for cause in library.all(Cause):
        file = library.files[f"causes/{cause.id}"]
        if named is not None and cause.id not in named:
            message = f"no outcome of the tree names '{cause.id}'; name it under 'fits' of one that it can explain"
            yield file.problem((1, 1), message, ID)
        if cause.urgency != URGENCIES[-1] and all(lead.level != cause.urgency for lead in find_leads(library, cause)):
            message = (
                f"nothing holds '{cause.urgency}': no sign of that level points to '{cause.id}', and no outcome "
                "names it alone; add one, so that the level cannot be lowered unseen"
            )
            yield file.problem(file.place(("urgency",)), message, ID)


def _complaint(entry: MilderThan, cause: Cause, needed: set[tuple[str, str]] | None) -> str:
    names = _names(entry)
    if len(names) != 1:
        return "a reason names one thing: write 'sign' or 'outcome'"
    if needed is not None and names[0] not in needed:
        return f"nothing asks for this reason: '{names[0][1]}' does not lead here at a worse level; delete it"
    if _is_milder(entry.level, cause.urgency):
        return f"this reason is about '{entry.level}'; the cause is '{cause.urgency}' now, so write that"
    return ""


def _names(entry: MilderThan) -> list[tuple[str, str]]:
    return [(kind, name) for kind, name in (("sign", entry.sign), ("outcome", entry.outcome)) if name]


def _is_milder(one: str, other: str) -> bool:
    return URGENCIES.index(one) > URGENCIES.index(other)
