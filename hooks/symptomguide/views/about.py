"""Views of what the site says about itself: who runs it, who signed what, what changed, where to report an error."""

from __future__ import annotations

from typing import NamedTuple

from ..models import Change
from ..models.approvals import TREE
from ..records.library import Library
from ..text import format_date
from .links import LinkView, title_of
from .stamp import OUTDATED, name_reviewer


class OwnerView(NamedTuple):
    """Who runs the site; `name` is "" while nobody does, `href` their address or ""."""

    name: str
    href: str


class ApprovalView(NamedTuple):
    """One sign-off: by whom and when. `link` is None where the whole tree was signed; `outdated` says that its words
    changed since, or is ""."""

    link: LinkView | None
    reviewer: str
    outdated: str


class ReportView(NamedTuple):
    """Where errors are reported: a mail address and the public repository, each "" for none."""

    mail: str
    href: str


class ChangeView(NamedTuple):
    """A change of meaning, and its day in words."""

    change: Change
    date: str


def owner(library: Library) -> OwnerView:
    """Who runs the site, or that nobody does yet.

    Example: {{ owner() }}
    """
    owner = library.site.owner
    return OwnerView(owner.name if owner else "", owner.address or "" if owner else "")


def report_link(library: Library) -> ReportView:
    """How to report an error: by mail, in the public repository, or to whoever gave the address.

    Example: {{ report_link() }}
    """
    return ReportView(library.site.mail or "", library.site.repository or "")


def approval_list(library: Library) -> tuple[ApprovalView, ...]:
    """Which clinician has reviewed what, which of it was changed since, or that none has.

    Example: {{ approval_list() }}
    """
    entries = sorted(library.approvals, key=lambda entry: (entry.date, entry.record), reverse=True)
    lapsed = library.lapsed
    return tuple(
        ApprovalView(_link(library, entry.record), name_reviewer(entry), OUTDATED if entry in lapsed else "")
        for entry in sorted(entries, key=lambda entry: entry in lapsed)
    )


def _link(library: Library, path: str) -> LinkView | None:
    if path == TREE:
        return None
    kind, _, name = path.partition("/")
    return LinkView(title_of(library, kind, name), path)


def change_list(library: Library) -> tuple[ChangeView, ...]:
    """Every change of meaning, the newest first.

    Example: {{ change_list() }}
    """
    changes = sorted(library.all(Change), key=lambda change: (change.date, change.id), reverse=True)
    return tuple(ChangeView(change, format_date(change.date)) for change in changes)
