"""Views of what is said and told, with how sure it is and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from ..models import STRENGTHS, Action, Strength
from ..records.library import Library
from .sources import ChipView, build_chips


@dataclass(frozen=True)
class StrengthView:
    """How sure the evidence is; `bars` of four are filled."""

    word: str
    meaning: str
    bars: int


@dataclass(frozen=True)
class ActionView:
    """Something to do or not to do, with reason, strength, sources and the other side."""

    text: str
    why: str
    strength: StrengthView
    chips: tuple[ChipView, ...]
    other_side: str
    edit: str
    """Where a shared statement is edited, or ""."""


@dataclass(frozen=True)
class PhaseView:
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
    return StrengthView(words.word, words.meaning, words.bars)


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


def build_backed(library: Library, *parts: T) -> tuple[BackedView[T], ...]:
    """The views of parts that rest on sources, in order."""
    return tuple(
        BackedView(part, build_strength(library, part.strength), build_chips(library, part.sources)) for part in parts
    )
