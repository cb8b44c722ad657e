"""Views of the one page to print: the care cards, short steps, lines to write on, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from ..library import Library
from ..models import Action, Advice, Recovery, RedFlag
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
    """What to do in one stretch of time, in short sentences."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class SheetFootView:
    """The foot of the sheet: what it is not, when it was checked, where it comes from ("" without a public address)."""

    disclaimer: str
    stamp: StampView | None
    address: str


def build_sheet_steps(library: Library) -> tuple[SheetStepView, ...]:
    """The actions of the recovery pages that have short words, phase by phase; those without go with the first."""
    records = sorted(library.all(Recovery), key=lambda record: record.order)
    actions = [action for record in records for action in (*record.do, *record.do_not) if action.short]
    steps = []
    for number, entry in enumerate(library.site.phases):
        phases = (entry.id, None) if number == 0 else (entry.id,)
        if lines := _lines(actions, phases):
            steps.append(SheetStepView(entry.title, lines))
    return tuple(steps)


def _lines(actions: list[Action], phases: tuple[str | None, ...]) -> tuple[str, ...]:
    return tuple(action.short for action in actions if action.phase in phases and action.short)


def build_sheet_foot(library: Library) -> SheetFootView:
    """The foot of the sheet, with the dates of all that it shows."""
    records: tuple[Advice, ...] = (*library.all(RedFlag), *library.all(Recovery))
    kinds = ["red-flags"] * len(library.all(RedFlag)) + ["recovery"] * len(library.all(Recovery))
    paths = (f"{kind}/{record.id}" for kind, record in zip(kinds, records, strict=True))
    trust = Trust(records, tuple(library.signed.get(path, ()) for path in paths))
    return SheetFootView(plain(library.site.disclaimer), build_stamp(trust), library.site.public_address or "")
