"""The view of the page of a way to help recovery, and the cards of all."""

from __future__ import annotations

from typing import NamedTuple

from ..models import Claim, Finding, Recovery
from ..records.library import Library
from .cause_tables import build_causes_naming
from .charts import ChartView, build_charts_on
from .claims import ClaimView, build_claims
from .evidence import ActionView, BackedView, PhaseView, build_actions, build_backed, build_phases
from .first import FirstView, build_first_of_recovery
from .links import RowView, build_rows
from .risks import RiskNoteView, build_risk_notes
from .signs import CardView, build_short_cards
from .sources import SourceView, build_sources
from .ways import WaysView, build_ways_of_recovery


class RecoveryView(NamedTuple):
    """The page of a way to help recovery."""

    record: Recovery
    first: FirstView
    risk_notes: tuple[RiskNoteView, ...]
    cards: tuple[CardView, ...]
    what_helps: tuple[BackedView[Finding], ...]
    charts: tuple[ChartView, ...]
    phases: tuple[PhaseView, ...]
    do_not: tuple[ActionView, ...]
    causes: tuple[RowView, ...]
    ways: WaysView
    claims: tuple[ClaimView, ...]
    sources: tuple[SourceView, ...]


def recovery_cards(library: Library) -> tuple[RowView, ...]:
    """Cards of the ways to help recovery, in order.

    Example: {{ recovery_cards() }}
    """
    return build_rows(library.all(Recovery), "recovery")


def build_recovery_view(library: Library, recovery: Recovery) -> RecoveryView:
    """The view of a recovery page."""
    return RecoveryView(
        record=recovery,
        first=build_first_of_recovery(library, recovery),
        risk_notes=build_risk_notes(library, "recovery", recovery.id, "forbids"),
        cards=build_short_cards(library, recovery.red_flags),
        what_helps=build_backed(library, *recovery.what_helps),
        charts=build_charts_on(library, "recovery", recovery.id),
        phases=build_phases(library, recovery.do),
        do_not=build_actions(library, recovery.do_not),
        causes=build_causes_naming(library, "recovery", recovery.id),
        ways=build_ways_of_recovery(library, recovery),
        claims=build_claims(library, (library.get(Claim, name) for name in recovery.claims)),
        sources=build_sources(library, recovery),
    )
