"""both-sides: what experts argue about is shown from both sides.

A claim with `contested: true` needs `side_for`, `side_against` and `so`. A claim with the verdict
`correct` needs `often_said`. An action with the strength `conflicting` needs `other_side`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..models import Action, Claim
from ..problem import Problem
from ..records.library import Library
from ..records.walk import walk_parts

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
            for path, action in walk_parts(record):
                if isinstance(action, Action) and action.strength == "conflicting" and not action.other_side:
                    message = "'strength: conflicting' needs 'other_side'; say what speaks against it"
                    yield source.problem(source.place((*path, "strength")), message, ID)
