"""hurts-at: where a cause can hurt is marked on figures, and every place of a figure leads to causes.

Each entry of `hurts_at`, of a cause or a muscle, is a place of a figure, `figure/place`: a part without `to`. Every
place is named by a cause, and `within` names another place of the same figure, which is itself within none. Each entry
of `onsets` in site.yaml is named by a cause, too, under `begins`: a choice that fits nothing would mislead.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator

from ..models import BodyFigure, Cause, Muscle
from ..models.figures import Region
from ..problem import Problem, did_you_mean
from ..records.library import Library

ID = "hurts-at"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each entry of `hurts_at` that names no place, and each place that leads nowhere."""
    parts = {f"{figure.id}/{region.id}": region for figure in library.all(BodyFigure) for region in figure.regions}
    places = [path for path, region in parts.items() if not region.to]
    marked: tuple[Cause | Muscle, ...] = (*library.all(Cause), *library.all(Muscle))
    for record in marked:
        file = library.files[f"{'causes' if isinstance(record, Cause) else 'muscles'}/{record.id}"]
        for index, name in enumerate(record.hurts_at):
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

    yield from _find_idle_onsets(library)


def _find_idle_onsets(library: Library) -> Iterator[Problem]:
    begun = {name for cause in library.all(Cause) for name in cause.begins}
    site = library.files["site"]
    for index, onset in enumerate(library.site.onsets if begun and not library.unsound else ()):
        if onset.id not in begun:
            message = f"no cause begins with '{onset.id}'; write it under 'begins' of one, or take it out"
            yield site.problem(site.place(("onsets", index, "id")), message, ID)


def _complain(name: str, part: Region | None, places: Collection[str]) -> str:
    if part:
        return f"'{name}' is a part that leads to {part.to}; name a place, which has no 'to'"
    hint = did_you_mean(name, places, "write figure/place, as in the folder figures")
    return f"'{name}' is no place of a figure{hint}"


def _can_hold(figure: BodyFigure, region: Region) -> bool:
    holders = {other.id for other in figure.regions if not other.to and not other.within}
    return not region.to and region.within in holders
