"""The choice between causes, and then the plan of the one that was chosen, alone."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Cause, Recovery
from ..records.library import Library
from .parts import ActionView, LinkView, PhaseView, RowView, TagView, build_actions, build_phases, build_tag
from .records import build_help_rows


@dataclass(frozen=True)
class ChoiceView:
    """One choice: how to know it, and all that it asks for. `tag` is None and `more` empty for a way to recover."""

    link: LinkView
    tag: TagView | None
    clues: tuple[str, ...]
    note: str
    phases: tuple[PhaseView, ...]
    do_not: tuple[ActionView, ...]
    more: tuple[RowView, ...]


def build_cause_choice(library: Library, cause: Cause) -> ChoiceView:
    """A cause as a choice: when and where it hurts, then what to do for it and nothing else."""
    return ChoiceView(
        link=LinkView(cause.title, f"causes/{cause.id}"),
        tag=build_tag(library, cause.urgency),
        clues=(cause.feels.onset, cause.feels.where, cause.feels.side),
        note=cause.urgency_note or "",
        phases=build_phases(library, cause.do),
        do_not=build_actions(library, cause.do_not),
        more=build_help_rows(library, cause),
    )


def build_recovery_choice(library: Library, recovery: Recovery) -> ChoiceView:
    """A way to recover as a choice, by its summary."""
    link, clues = LinkView(recovery.title, f"recovery/{recovery.id}"), (recovery.summary,)
    phases, do_not = build_phases(library, recovery.do), build_actions(library, recovery.do_not)
    return ChoiceView(link, None, clues, "", phases, do_not, ())
