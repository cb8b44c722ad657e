"""The stamp below each page that gives advice: when it was checked, when that is due again, who reviewed it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from ..models import Advice
from ..models.approvals import Approval
from ..text import format_date, format_month

OUTDATED = "for an earlier wording, so this no longer counts"
"""What is said of a sign-off whose record reads otherwise now, on its own page and in the list of all."""


class Trust(NamedTuple):
    """What a page rests on: the records it shows, and the sign-offs in force for each of them, in the same order.

    `lapsed` are the sign-offs of the record that the page is about which an edit has ended.
    """

    records: tuple[Advice, ...]
    approvals: tuple[tuple[Approval, ...], ...]
    lapsed: tuple[Approval, ...] = ()

    @property
    def checked(self) -> datetime.date:
        """The day on which the record that was checked longest ago was checked."""
        return min(record.checked for record in self.records)

    @property
    def next_check(self) -> datetime.date:
        """The day on which the first of the records must be checked again."""
        return min(record.next_check for record in self.records)

    @property
    def signed(self) -> tuple[Approval, ...]:
        """The latest sign-off of each approver, and none unless every record of the page has one in force."""
        if not all(self.approvals):
            return ()
        latest = {entry.approver: entry for entry in sorted(_flat(self.approvals), key=lambda entry: entry.date)}
        return tuple(latest.values())


class StampView(NamedTuple):
    """When the facts were checked, when that is due again, and who reviewed them."""

    checked: str
    next_check: str
    reviewed: str


def build_stamp(trust: Trust) -> StampView | None:
    """The stamp of a page; None where it shows no record that gives advice."""
    if not trust.records:
        return None
    return StampView(
        checked=f"Checked against its sources on {format_date(trust.checked)}",
        next_check=f"Next check due {format_month(trust.next_check)}",
        reviewed=name_reviewers(trust.signed) or _tell_unsigned(trust.lapsed),
    )


def name_reviewers(signed: Sequence[Approval]) -> str:
    """'Reviewed by Name, role, registration, on 1 May 2027', or "" where nobody signed."""
    people = [name_reviewer(entry) for entry in signed]
    return f"Reviewed by {'; '.join(people)}" if people else ""


def name_reviewer(entry: Approval) -> str:
    """'Name, role (registration), on 1 May 2027'."""
    who = entry.approver
    return f"{who.name}, {who.role} ({who.registration}), on {format_date(entry.date)}"


def _tell_unsigned(lapsed: Sequence[Approval]) -> str:
    if not lapsed:
        return "No clinician has reviewed this page yet"
    return f"No clinician has reviewed this page as it reads now. {name_reviewers(lapsed)}, {OUTDATED}"


def _flat(approvals: Sequence[Sequence[Approval]]) -> list[Approval]:
    return [entry for entries in approvals for entry in entries]
