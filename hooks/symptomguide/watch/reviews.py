"""Records whose check against their sources is due, those that wait longest first."""

from __future__ import annotations

import datetime

from ..guide import Guide
from ..models import Advice
from .places import list_records, tell_places

MOST_OVERDUE = 90
"""Days that a check may be overdue before the scheduled run fails."""


def list_due(guide: Guide, as_of: datetime.date) -> tuple[tuple[int, str], ...]:
    """(days overdue, line of Markdown) of each record whose next check falls on or before `as_of`."""
    due = [
        ((as_of - record.next_check).days, path)
        for path, record in list_records(guide)
        if isinstance(record, Advice) and record.next_check <= as_of
    ]
    return tuple(
        (days, f"- {'**' if days > MOST_OVERDUE else ''}{days} days{'**' if days > MOST_OVERDUE else ''}: "
               f"`{path}`{tell_places(guide, path)}")
        for days, path in sorted(due, key=lambda one: (-one[0], one[1]))
    )  # fmt: skip
