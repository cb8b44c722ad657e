"""both-sides: what experts argue about is shown from both sides.

A claim with `contested: true` needs `side_for`, `side_against` and `so`. A claim with the verdict
`correct` needs `often_said`. An action with the strength `conflicting` needs `other_side`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..models import Action, Claim, Part
from ..problem import Problem
from ..records.library import Library
from ..records.source import Path_

ID = "both-sides"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each side that is missing."""
    for claim in library.all(Claim):
        source = library.files[f"claims/{claim.id}"]
        needed = [name for name in ("side_for", "side_against", "so") if claim.contested and not getattr(claim, name)]
        if claim.verdict == "correct" and not claim.often_said:
            needed.append("often_said")
        for name in needed:
            cause = ("verdict", "correct") if name == "often_said" else ("contested", "true")
            yield source.problem(source.key_place((cause[0],)), f"'{cause[0]}: {cause[1]}' needs '{name}'; add it", ID)
    for kind, records in library.records.items():
        for record in records.values():
            source = library.files[f"{kind}/{record.id}"]
            for path, action in find_actions(record):
                if action.strength == "conflicting" and not action.other_side:
                    message = "'strength: conflicting' needs 'other_side'; say what speaks against it"
                    yield source.problem(source.place((*path, "strength")), message, ID)


def find_actions(part: Part, path: Path_ = ()) -> Iterator[tuple[Path_, Action]]:
    """Yields (path, action) for each action that a record, or a part of it, tells the reader to take or to leave."""
    if isinstance(part, Action):
        yield path, part
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, Part):
            yield from find_actions(value, (*path, name))
        for index, item in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(item, Part):
                yield from find_actions(item, (*path, name, index))
