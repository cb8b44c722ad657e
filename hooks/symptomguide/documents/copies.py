"""The copy of the site for use without a server: what its pages say of it, and what the published pages do."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ..text import format_date


@dataclass(frozen=True)
class Edition:
    """The copy that a page belongs to: its version, its day in words, and where the newest pages are, or ""."""

    version: str
    date: str
    newest: str


@dataclass(frozen=True)
class Offer:
    """The copy that stands beside the published pages: its file, its size and its day, in words."""

    file: str
    size: str
    date: str


def build_edition(day: datetime.date, newest: str) -> Edition:
    """The copy made of the site as it was on a day; that day is its version."""
    return Edition(day.isoformat(), format_date(day), newest)


def build_offer(file: str, size: int, day: datetime.date) -> Offer:
    """The copy in the archive `file` of `size` bytes."""
    return Offer(file, f"{size / 1e6:.1f}\u00a0MB", format_date(day))
