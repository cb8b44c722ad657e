"""risk-weights: what raises a risk says so in one way.

A risk with a weight touches the cause that this weight is about; a risk without one says its own `effect`. A weight
with a `sign` counts, and each thing that the question of that sign lists after its colon is a risk of such a weight:
one of its `also_called` words stands in it. So the list in words and the records cannot part.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..models import RedFlag, Risk
from ..problem import Problem, shown
from ..records.library import Library

ID = "risk-weights"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each risk that does not touch its cause, and each listed thing that is no risk."""
    weights = {weight.id: weight for weight in library.site.risk_weights}
    for risk in library.all(Risk):
        file = library.files[f"risks/{risk.id}"]
        weight = weights.get(risk.weight or "")
        if weight and weight.cause not in risk.causes:
            message = f"a risk of the weight '{weight.id}' touches '{weight.cause}'; add it to 'causes'"
            yield file.problem(file.place(("causes",)), message, ID)
        if risk.weight is None and not risk.effect:
            yield file.problem((1, 1), "a risk without a weight needs 'effect'; say what changes", ID)
    for sign in {weight.sign for weight in weights.values() if weight.sign}:
        yield from _check_list(library, sign)


def _check_list(library: Library, sign: str) -> Iterator[Problem]:
    flag = library.records["red-flags"].get(sign)
    if not isinstance(flag, RedFlag):
        return
    counting = {weight.id for weight in library.site.risk_weights if weight.sign == sign}
    words = [
        word.casefold()
        for risk in library.all(Risk)
        if risk.weight in counting
        for word in (risk.title, *risk.also_called)
    ]
    for item in flag.ask.partition(":")[2].rstrip("?").split(","):
        if item.strip() and not any(word in item.casefold() for word in words):
            file = library.files[f"red-flags/{sign}"]
            message = f"'{shown(item.strip())}' is no risk with a record; add one, or its words to 'also_called' of one"
            yield file.problem(file.place(("ask",)), message, ID)
