"""The choice between causes, and then the plan of the one that was chosen, alone."""

from __future__ import annotations

from typing import NamedTuple

from ..models import Cause, Recovery
from ..models.fields import CauseId, RecoveryId
from ..records.library import Library
from .causes import build_help_rows
from .evidence import ActionView, PhaseView, build_actions, build_phases
from .levels import TagView, build_tag
from .links import LinkView, RowView


class CareChoiceView(NamedTuple):
    """One choice: how to know it, and all that it asks for. `tag` is None and `more` empty for a way to recover."""

    link: LinkView
    tag: TagView | None
    clues: tuple[str, ...]
    note: str
    phases: tuple[PhaseView, ...]
    do_not: tuple[ActionView, ...]
    more: tuple[RowView, ...]


def care_choice(
    library: Library, causes: tuple[CauseId, ...], *, recovery: tuple[RecoveryId, ...] = ()
) -> tuple[CareChoiceView, ...]:
    """Which is it? Causes, then ways to recover, to choose from; each opens to what to do for it and nothing else.

    Example: {{ care_choice(["<causes>"], recovery=["<recovery>"]) }}
    """
    chosen = [build_cause_choice(library, library.get(Cause, name)) for name in causes]
    return (*chosen, *(build_recovery_choice(library, library.get(Recovery, name)) for name in recovery))


def build_cause_choice(library: Library, cause: Cause) -> CareChoiceView:
    """A cause as a choice: when and where it hurts, then what to do for it and nothing else."""
    return CareChoiceView(
        link=LinkView(cause.title, f"causes/{cause.id}"),
        tag=build_tag(library, cause.urgency),
        clues=(cause.feels.onset, cause.feels.where, cause.feels.side),
        note=cause.urgency_note or "",
        phases=build_phases(library, cause.do),
        do_not=build_actions(library, cause.do_not),
        more=build_help_rows(library, cause),
    )


def build_recovery_choice(library: Library, recovery: Recovery) -> CareChoiceView:
    """A way to recover as a choice, by its summary."""
    link, clues = LinkView(recovery.title, f"recovery/{recovery.id}"), (recovery.summary,)
    phases, do_not = build_phases(library, recovery.do), build_actions(library, recovery.do_not)
    return CareChoiceView(link, None, clues, "", phases, do_not, ())
