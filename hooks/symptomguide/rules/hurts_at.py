"""hurts-at: where a cause can hurt is marked on one figure.

Each entry of `hurts_at` is a part of a figure, `figure/part`; all are parts of one figure, since a page shows one. The
figure itself leads to the causes that its parts name under `to`.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Collection, Iterator

from ..library import Library
from ..models import BodyFigure, Cause
from ..problem import Problem

ID = "hurts-at"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each entry of `hurts_at` that names no part, or a second figure."""
    parts = {f"{figure.id}/{region.id}" for figure in library.all(BodyFigure) for region in figure.regions}
    for cause in library.all(Cause):
        file = library.files[f"causes/{cause.id}"]
        for index, name in enumerate(cause.hurts_at):
            if message := _complaint(cause, name, parts):
                yield file.problem(file.place(("hurts_at", index)), message, ID)


def _complaint(cause: Cause, name: str, parts: Collection[str]) -> str:
    if name not in parts:
        near = difflib.get_close_matches(name, parts, n=1)
        hint = f"did you mean '{near[0]}'?" if near else "write figure/part, as in the folder figures"
        return f"'{name}' is no part of a figure; {hint}"
    first = cause.hurts_at[0].partition("/")[0]
    if name.partition("/")[0] != first:
        return f"a page shows one figure; name parts of '{first}' alone"
    return ""
