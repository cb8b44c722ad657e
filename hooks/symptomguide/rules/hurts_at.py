"""hurts-at: where a cause can hurt is marked on figures, and every place of a figure leads to causes.

Each entry of `hurts_at` is a place of a figure, `figure/place`: a part without `to`. Every place is named by a cause,
and `within` names another place of the same figure, which is itself within none.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator

from ..models import BodyFigure, Cause
from ..models.figures import Region
from ..problem import Problem, did_you_mean
from ..records.library import Library

ID = "hurts-at"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each entry of `hurts_at` that names no place, and each place that leads nowhere."""
    parts = {f"{figure.id}/{region.id}": region for figure in library.all(BodyFigure) for region in figure.regions}
    places = [path for path, region in parts.items() if not region.to]
    for cause in library.all(Cause):
        file = library.files[f"causes/{cause.id}"]
        for index, name in enumerate(cause.hurts_at):
            if name not in places:
                yield file.problem(file.place(("hurts_at", index)), _complain(name, parts.get(name), places), ID)
    named = {name for cause in library.all(Cause) for name in cause.hurts_at}
    for figure in library.all(BodyFigure):
        file = library.files[f"figures/{figure.id}"]
        for index, region in enumerate(figure.regions):
            found = region.to or f"{figure.id}/{region.id}" in named
            if not found and not library.unsound:  # a cause with a slip in it may be the one that names the place
                message = (
                    f"no cause hurts at '{region.id}'; write '{figure.id}/{region.id}' under 'hurts_at' of one, "
                    "or say under 'to' what it leads to"
                )
                yield file.problem(file.place(("regions", index, "id")), message, ID)
            if region.within and not _can_hold(figure, region):
                message = f"'{region.within}' is no place of this figure that holds others; take 'within' out"
                yield file.problem(file.place(("regions", index, "within")), message, ID)


def _complain(name: str, part: Region | None, places: Collection[str]) -> str:
    if part:
        return f"'{name}' is a part that leads to {part.to}; name a place, which has no 'to'"
    hint = did_you_mean(name, places, "write figure/place, as in the folder figures")
    return f"'{name}' is no place of a figure{hint}"


def _can_hold(figure: BodyFigure, region: Region) -> bool:
    holders = {other.id for other in figure.regions if not other.to and not other.within}
    return not region.to and region.within in holders
