"""Views of the one page to print: the care cards, short steps, lines to write on, and what it rests on."""

from __future__ import annotations

from typing import NamedTuple

from ..models import URGENCIES, Advice, Cause, Recovery, RedFlag
from ..models.fields import CauseId, RecoveryId
from ..records.library import Library
from ..text import plain
from .signs import CardView, care_card
from .stamp import StampView, Trust, build_stamp


class BoxesView(NamedTuple):
    """The boxes of the sheet: those over the whole width, and those side by side."""

    wide: tuple[CardView, ...]
    pair: tuple[CardView, ...]


class SheetStepView(NamedTuple):
    """What to do for one cause, or with one way to recover, in short sentences."""

    title: str
    lines: tuple[str, ...]


class SheetFootView(NamedTuple):
    """The foot of the sheet: the name of the site, what it is not, when it was checked.

    `address` is the public one, or "".
    """

    name: str
    disclaimer: str
    stamp: StampView | None
    address: str


def print_button(library: Library, *, label: str = "Print this page") -> str:
    """A button that prints the page.

    Example: {{ print_button(label="Print this sheet") }}
    """
    return label


def sheet_boxes(library: Library) -> BoxesView:
    """The four care cards in black and white, for the page to print.

    Example: {{ sheet_boxes() }}
    """
    cards = [care_card(library, level) for level in URGENCIES]
    return BoxesView(tuple(cards[:-2]), tuple(cards[-2:]))


def sheet_steps(
    library: Library, *, causes: tuple[CauseId, ...] = (), recovery: tuple[RecoveryId, ...] = ()
) -> tuple[SheetStepView, ...]:
    """What to do for each cause, then for each way to recover, in short: every action that has short words.

    Example: {{ sheet_steps(causes=["<causes>"], recovery=["<recovery>"]) }}
    """
    order = {None: 0} | {entry.id: number for number, entry in enumerate(library.site.phases, 1)}
    steps = []
    records: tuple[Cause | Recovery, ...] = (
        *(library.get(Cause, name) for name in causes),
        *(library.get(Recovery, name) for name in recovery),
    )
    for record in records:
        actions = sorted((*record.do, *record.do_not), key=lambda action: order[action.phase])
        steps.append(SheetStepView(record.title, tuple(action.short for action in actions if action.short)))
    return tuple(steps)


def sheet_lines(library: Library, labels: tuple[str, ...]) -> tuple[str, ...]:
    """Lines to write on, each with its label.

    Example: {{ sheet_lines(["When it began", "Which side"]) }}
    """
    return labels


def sheet_foot(library: Library) -> SheetFootView:
    """The foot of the page to print: what it is not, when it was checked, where it comes from.

    Example: {{ sheet_foot() }}
    """
    records: tuple[Advice, ...] = (*library.all(RedFlag), *library.all(Recovery))
    kinds = ["red-flags"] * len(library.all(RedFlag)) + ["recovery"] * len(library.all(Recovery))
    paths = (f"{kind}/{record.id}" for kind, record in zip(kinds, records, strict=True))
    trust = Trust(records, tuple(library.signed.get(path, ()) for path in paths))
    site = library.site
    return SheetFootView(site.name, plain(site.disclaimer), build_stamp(trust), site.public_address or "")
