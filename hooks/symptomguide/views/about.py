"""Views of what the site says about itself: who runs it, who signed what, where to report an error."""

from __future__ import annotations

from dataclasses import dataclass

from ..models.approvals import TREE
from ..records.library import Library
from .parts import LinkView, format_date, title_of


@dataclass(frozen=True)
class OwnerView:
    """Who runs the site; `name` is "" while nobody does, `href` their address or ""."""

    name: str
    href: str


@dataclass(frozen=True)
class ApprovalView:
    """One sign-off in force; `link` is None where the whole tree was signed."""

    link: LinkView | None
    name: str
    role: str
    registration: str
    date: str


@dataclass(frozen=True)
class ReportView:
    """The public repository where errors are reported, or ""."""

    href: str


def build_owner(library: Library) -> OwnerView:
    """The owner that site.yaml names."""
    owner = library.site.owner
    return OwnerView(owner.name if owner else "", owner.address or "" if owner else "")


def build_report(library: Library) -> ReportView:
    """Where errors are reported."""
    return ReportView(library.site.repository or "")


def build_approvals(library: Library) -> tuple[ApprovalView, ...]:
    """Every sign-off in force, the newest first."""
    entries = [entry for entries in library.signed.values() for entry in entries]
    entries.sort(key=lambda entry: (entry.date, entry.record), reverse=True)
    return tuple(
        ApprovalView(
            _link(library, entry.record),
            entry.approver.name,
            entry.approver.role,
            entry.approver.registration,
            format_date(entry.date),
        )
        for entry in entries
    )


def _link(library: Library, path: str) -> LinkView | None:
    if path == TREE:
        return None
    kind, _, name = path.partition("/")
    return LinkView(title_of(library, kind, name), path)
