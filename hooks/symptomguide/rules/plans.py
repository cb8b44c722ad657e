"""plan-gates: nobody moves on in a plan without a test.

Every stage but the last has `move_on_when`. The steps of the ladder go up: each has at least as many hard minutes
for as many or fewer easy ones.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import pairwise

from ..models import Plan
from ..problem import Problem
from ..records.library import Library

ID = "plan-gates"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each stage without a gate and each step of a ladder that goes down."""
    for plan in library.all(Plan):
        file = library.files[f"plans/{plan.id}"]
        for index, stage in enumerate(plan.stages[:-1]):
            if not stage.move_on_when:
                message = "a stage needs 'move_on_when'; say what must be true before the next one"
                yield file.problem(file.place(("stages", index)), message, ID)
        for index, (lower, upper) in enumerate(pairwise(plan.ladder.rungs if plan.ladder else ()), 1):
            if upper.hard_minutes < lower.hard_minutes or upper.easy_minutes > lower.easy_minutes:
                message = "this step is easier than the one before it; put the steps in order"
                yield file.problem(file.place(("ladder", "rungs", index)), message, ID)
