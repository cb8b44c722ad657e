"""approvals: a sign-off names a record that exists, a day that has come, and a code that was given.

`record` in approvals.yaml is the kind/id of a record, or `tree`. A sign-off whose record was changed since is no
fault of the data: it no longer counts, the page says again that no clinician has reviewed it, the page about the site
calls it outdated, and `symptomguide check` names who signed what, and when.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..models.approvals import TREE
from ..problem import Problem, did_you_mean, shown
from ..records.approvals import was_given
from ..records.library import APPROVALS_KEY, Library

ID = "approvals"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each approval of something that does not exist, or from a day to come."""
    known = {f"{kind}/{name}" for kind in library.records for name in library.ids[kind]}
    for index, approval in enumerate(library.approvals):
        source, path = library.files[APPROVALS_KEY], ("approvals", index)
        if approval.record != TREE and approval.record not in known:
            hint = did_you_mean(approval.record, known, "write the kind/id of a record, or 'tree'")
            message = f"'{shown(approval.record)}' does not exist{hint}"
            yield source.problem(source.place((*path, "record")), message, ID)
        if not was_given(approval.hash):
            message = (
                f"'{approval.hash}' is no code that was ever given; copy it whole, as "
                f"`symptomguide approval-hash {shown(approval.record)}` prints it"
            )
            yield source.problem(source.place((*path, "hash")), message, ID)
        if approval.date > as_of + datetime.timedelta(days=1):
            message = f"'date' lies after {as_of}; write the day of the sign-off"
            yield source.problem(source.place((*path, "date")), message, ID)


def find_lapsed(library: Library) -> Iterator[Problem]:
    """What is no fault but worth knowing: each sign-off that an edit ended, with who signed what, and when."""
    source = library.files.get(APPROVALS_KEY)
    for index, approval in enumerate(library.approvals if source else ()):
        if source and approval in library.lapsed:
            who = approval.approver
            message = (
                f"un-signed: '{approval.record}' reads otherwise than what {who.name} ({who.role}, {who.registration}) "
                f"signed on {approval.date.isoformat()}; put the words back, or let them read it again and write the "
                f"code of `symptomguide approval-hash {approval.record}`"
            )
            yield source.problem(source.place(("approvals", index, "record")), message, ID)
