"""Views of what is said and told, with how sure it is and what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, Protocol, TypeVar, runtime_checkable

from ..models import STRENGTHS, Action, Strength
from ..records.library import Library
from .sources import ChipView, build_chips


class StrengthView(NamedTuple):
    """How sure the evidence is; `bars` of four are filled."""

    strength: Strength
    word: str
    meaning: str
    bars: int


class ActionView(NamedTuple):
    """Something to do or not to do, with reason, strength, sources and the other side."""

    text: str
    why: str
    strength: StrengthView
    chips: tuple[ChipView, ...]
    other_side: str
    edit: str
    """Where a shared statement is edited, or ""."""


@runtime_checkable
class Proven(Protocol):
    """The view of anything that says how sure it is and what it rests on."""

    @property
    def strength(self) -> StrengthView:
        """How well evidence backs it."""

    @property
    def chips(self) -> tuple[ChipView, ...]:
        """The sources it rests on."""


class GroundView(NamedTuple):
    """The sources of some lines of a list; `lines` says of which, or "" for all."""

    lines: str
    chips: tuple[ChipView, ...]


class UsualView(NamedTuple):
    """How sure most lines of a list are, said once for all of them: what differs is marked on its line."""

    title: str
    strength: StrengthView
    grounds: tuple[GroundView, ...]


class PhaseView(NamedTuple):
    """What to do in one stretch of time."""

    id: str
    title: str
    summary: str
    actions: tuple[ActionView, ...]


class Backed(Protocol):
    """A part of a record that says how sure it is and what it rests on."""

    @property
    def strength(self) -> Strength:
        """How well evidence backs it."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources it rests on."""


T = TypeVar("T", bound=Backed)


@dataclass(frozen=True)
class BackedView(Generic[T]):
    """What a record says, as it stands there, with its strength and sources."""

    said: T
    strength: StrengthView
    chips: tuple[ChipView, ...]


def build_strength(library: Library, strength: Strength) -> StrengthView:
    """The badge of a strength, in the words of site.yaml."""
    words = next(words for words in library.site.strength_words if words.strength == strength)
    return StrengthView(strength, words.word, words.meaning, words.bars)


def strength_key(library: Library) -> tuple[StrengthView, ...]:
    """What the five strengths of evidence mean.

    Example: {{ strength_key() }}
    """
    return tuple(build_strength(library, strength) for strength in STRENGTHS)


def build_action(library: Library, action: Action) -> ActionView:
    """The view of an action."""
    return ActionView(
        text=action.text,
        why=action.why or "",
        strength=build_strength(library, action.strength),
        chips=build_chips(library, action.sources),
        other_side=action.other_side or "",
        edit=edit_address(library, f"statements/{action.says}") if action.says else "",
    )


def edit_address(library: Library, record: str) -> str:
    """Where the file of a record, `kind/id`, is edited; "" while nobody has named a repository."""
    repository, branch = library.site.repository, library.site.branch
    return f"{repository}/edit/{branch}/{library.files[record].path}" if repository else ""


def build_actions(library: Library, actions: Iterable[Action]) -> tuple[ActionView, ...]:
    """The views of actions, in order."""
    return tuple(build_action(library, action) for action in actions)


def build_phases(library: Library, actions: Sequence[Action]) -> tuple[PhaseView, ...]:
    """Actions by phase, in the order of site.yaml; those without a phase come first, under 'Now'."""
    now = [action for action in actions if action.phase is None]
    phases = [PhaseView("now", "Now", "", build_actions(library, now))] if now else []
    for entry in library.site.phases:
        if found := [action for action in actions if action.phase == entry.id]:
            phases.append(PhaseView(entry.id, entry.title, entry.summary or "", build_actions(library, found)))
    return tuple(phases)


def find_sources(sources: Iterable[str], parts: Iterable[Backed]) -> tuple[str, ...]:
    """The ids of sources and of those that parts rest on, each once."""
    return tuple(dict.fromkeys((*sources, *(name for part in parts for name in part.sources))))


Line = Proven | Sequence[Proven]
"""A line of a list: one statement, or several that stand on it."""


def find_usual(lists: Iterable[tuple[str, Sequence[Line]]]) -> UsualView | None:
    """How sure most lines of (name, lines) are, and what those rest on; None where no line has the usual strength.

    Of two that are as common, the weaker counts as the usual one. What experts argue about is never the usual.
    """
    told = [
        (name, number, proven)
        for name, lines in lists
        for number, line in enumerate(lines, 1)
        for proven in ((line,) if isinstance(line, Proven) else line)
    ]
    counts = Counter(proven.strength for _, _, proven in told if proven.strength.strength != "conflicting")
    if not counts:
        return None
    usual = max(counts, key=lambda strength: (counts[strength], STRENGTHS.index(strength.strength)))
    title = usual.word if len(told) == 1 else f"All of these: {usual.word[0].lower()}{usual.word[1:]}"
    by_sources: dict[tuple[ChipView, ...], dict[tuple[str, int], None]] = {}
    for name, number, proven in told:
        if proven.strength == usual:
            by_sources.setdefault(proven.chips, {})[name, number] = None
    alone = len(by_sources) == 1
    grounds = (GroundView("" if alone else _name_lines(lines), chips) for chips, lines in by_sources.items())
    marked = ", unless marked" if counts[usual] < len(told) else ""
    return UsualView(f"{title}{marked}", usual, tuple(grounds))


def _name_lines(lines: Iterable[tuple[str, int]]) -> str:
    """'Do 1, 2; do not 3', or 'Line 4' where the list has no name."""
    by_name: dict[str, list[str]] = {}
    for name, number in lines:
        by_name.setdefault(name, []).append(str(number))
    told = (
        f"{name or ('Lines' if len(numbers) > 1 else 'Line')} {', '.join(numbers)}" for name, numbers in by_name.items()
    )
    return "; ".join(told)


def build_backed(library: Library, *parts: T) -> tuple[BackedView[T], ...]:
    """The views of parts that rest on sources, in order."""
    return tuple(
        BackedView(part, build_strength(library, part.strength), build_chips(library, part.sources)) for part in parts
    )
