"""Views of the one page to print: the care cards, short steps, lines to write on, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..models import Advice, Cause, Recovery, RedFlag
from ..records.library import Library
from ..text import plain
from .parts import CardView
from .stamp import StampView, Trust, build_stamp


@dataclass(frozen=True)
class BoxesView:
    """The boxes of the sheet: those over the whole width, and those side by side."""

    wide: tuple[CardView, ...]
    pair: tuple[CardView, ...]


@dataclass(frozen=True)
class SheetStepView:
    """What to do for one cause, or with one way to recover, in short sentences."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class SheetFootView:
    """The foot of the sheet: what it is not, when it was checked, where it comes from ("" without a public address)."""

    disclaimer: str
    stamp: StampView | None
    address: str


def build_sheet_steps(library: Library, records: Iterable[Cause | Recovery]) -> tuple[SheetStepView, ...]:
    """The actions of each record that have short words, in the order of the phases; those without a phase first."""
    order = {None: 0} | {entry.id: number for number, entry in enumerate(library.site.phases, 1)}
    steps = []
    for record in records:
        actions = sorted((*record.do, *record.do_not), key=lambda action: order[action.phase])
        steps.append(SheetStepView(record.title, tuple(action.short for action in actions if action.short)))
    return tuple(steps)


def build_sheet_foot(library: Library) -> SheetFootView:
    """The foot of the sheet, with the dates of all that it shows."""
    records: tuple[Advice, ...] = (*library.all(RedFlag), *library.all(Recovery))
    kinds = ["red-flags"] * len(library.all(RedFlag)) + ["recovery"] * len(library.all(Recovery))
    paths = (f"{kind}/{record.id}" for kind, record in zip(kinds, records, strict=True))
    trust = Trust(records, tuple(library.signed.get(path, ()) for path in paths))
    return SheetFootView(plain(library.site.disclaimer), build_stamp(trust), library.site.public_address or "")
