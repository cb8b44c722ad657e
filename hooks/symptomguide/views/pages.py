"""The view of the page that a record has."""

from __future__ import annotations

from ..models import Cause, Mechanic, Muscle, Recovery
from ..records.library import Library
from .causes import CauseView, build_cause_view
from .mechanics import MechanicView, build_mechanic_view
from .muscles import MuscleView, build_muscle_view
from .recovery import RecoveryView, build_recovery_view

PageView = CauseView | MuscleView | MechanicView | RecoveryView


def build_page_view(library: Library, kind: str, name: str) -> PageView:
    """The view of the page of kind/name; kind is one of `addresses.PAGE_KINDS`."""
    record = library.records[kind][name]
    match record:
        case Cause():
            return build_cause_view(library, record)
        case Muscle():
            return build_muscle_view(library, record)
        case Mechanic():
            return build_mechanic_view(library, record)
        case Recovery():
            return build_recovery_view(library, record)
    raise TypeError(f"records of the kind {kind} have no page")
