"""review-dates: advice is checked against its sources at set times.

`checked` is never after today (a day is allowed for time zones), `next_check` is after `checked`, and
the two lie no further apart than `review_months` in site.yaml allows. A `next_check` that has passed is
no fault of the data: `symptomguide check` lists those records without failing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..models import Advice, Change, Source
from ..problem import Problem
from ..records.library import Library

ID = "review-dates"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each date that cannot be right on the day `as_of`."""
    slack = datetime.timedelta(days=1)
    longest = datetime.timedelta(days=library.site.review_months * 31)
    for kind, records in library.records.items():
        for record in records.values():
            source = library.files[f"{kind}/{record.id}"]
            done = "date" if isinstance(record, Change) else "checked"
            if isinstance(record, Advice | Source | Change) and getattr(record, done) - as_of > slack:
                yield source.problem(
                    source.place((done,)), f"'{done}' lies after {as_of}; write the day it was done", ID
                )
            if isinstance(record, Advice) and not datetime.timedelta(0) < record.next_check - record.checked <= longest:
                message = f"'next_check' must come after 'checked' and within {library.site.review_months} months of it"
                yield source.problem(source.place(("next_check",)), message, ID)


def find_due(library: Library, as_of: datetime.date) -> tuple[str, ...]:
    """The paths of the records whose next check falls on or before `as_of`."""
    return tuple(
        library.files[f"{kind}/{record.id}"].path
        for kind, records in library.records.items()
        for record in records.values()
        if isinstance(record, Advice) and record.next_check <= as_of
    )
