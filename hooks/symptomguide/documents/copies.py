"""The copy of the site for use without a server: what its pages say of it, and what the published pages do."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from ..text import format_date


@dataclass(frozen=True)
class Edition:
    """The copy that a page belongs to: its version, its day in words, and where the newest pages are, or ""."""

    version: str
    date: str
    newest: str


@dataclass(frozen=True)
class Offered:
    """A file that stands beside the published pages, and its size in words."""

    file: str
    size: str


@dataclass(frozen=True)
class Offer:
    """What the published pages offer to take along, as of a day in words: the copy, and the check in one file."""

    date: str
    copy: Offered
    check: Offered | None


def build_edition(day: datetime.date, newest: str) -> Edition:
    """The copy made of the site as it was on a day; that day is its version."""
    return Edition(day.isoformat(), format_date(day), newest)


def build_offer(copy: Path, check: Path | None, day: datetime.date) -> Offer:
    """The copy and the check in one file, as they lie on the disk."""
    return Offer(format_date(day), _offer(copy), _offer(check) if check else None)


def _offer(file: Path) -> Offered:
    size = file.stat().st_size
    return Offered(file.name, f"{size / 1e6:.1f}\u00a0MB" if size > 1e6 else f"{round(size / 1e3)}\u00a0kB")
