"""hurts-at: where a cause can hurt is marked on one figure, and the figure leads back to the cause.

Each entry of `hurts_at` is a part of a figure, `figure/part`; all are parts of one figure, since a page shows one. A
part that leads to causes leads to this one too: the figure that says where it hurts and the page of the cause cannot
part.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterator

from ..library import Library
from ..models import BodyFigure, Cause
from ..problem import Problem

ID = "hurts-at"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each entry of `hurts_at` that names no part, a second figure, or a part of other causes."""
    parts = {f"{figure.id}/{region.id}": region.to for figure in library.all(BodyFigure) for region in figure.regions}
    for cause in library.all(Cause):
        file = library.files[f"causes/{cause.id}"]
        for index, name in enumerate(cause.hurts_at):
            if message := _complaint(cause, name, parts):
                yield file.problem(file.place(("hurts_at", index)), message, ID)


def _complaint(cause: Cause, name: str, parts: dict[str, tuple[str, ...]]) -> str:
    if name not in parts:
        near = difflib.get_close_matches(name, parts, n=1)
        hint = f"did you mean '{near[0]}'?" if near else "write figure/part, as in the folder figures"
        return f"'{name}' is no part of a figure; {hint}"
    first = cause.hurts_at[0].partition("/")[0]
    if name.partition("/")[0] != first:
        return f"a page shows one figure; name parts of '{first}' alone"
    causes = [path for path in parts[name] if path.startswith("causes/")]
    if causes and f"causes/{cause.id}" not in causes:
        return f"the part '{name}' leads to other causes; add causes/{cause.id} to its 'to', or take it out here"
    return ""
