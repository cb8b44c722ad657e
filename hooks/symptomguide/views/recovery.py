"""The view of the page of a way to help recovery, and the cards of all."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Recovery
from ..records.library import Library
from .cause_tables import build_causes_naming
from .charts import ChartView, build_charts_on
from .claims import ClaimView, build_claims
from .evidence import ActionView, FindingView, PhaseView, build_actions, build_finding, build_phases
from .links import RowView, build_rows
from .risks import RiskNoteView, build_risk_notes
from .signs import CardView, build_short_cards
from .sources import SourceView, build_sources


@dataclass(frozen=True)
class RecoveryView:
    """The page of a way to help recovery."""

    title: str
    lead: str
    search_words: tuple[str, ...]
    gate: tuple[str, ...]
    risk_notes: tuple[RiskNoteView, ...]
    cards: tuple[CardView, ...]
    what_it_is: tuple[str, ...]
    what_helps: tuple[FindingView, ...]
    charts: tuple[ChartView, ...]
    phases: tuple[PhaseView, ...]
    do_not: tuple[ActionView, ...]
    causes: tuple[RowView, ...]
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
        title=recovery.title,
        lead=recovery.summary,
        search_words=recovery.also_called,
        gate=recovery.not_when,
        risk_notes=build_risk_notes(library, "recovery", recovery.id, "forbids"),
        cards=build_short_cards(library, recovery.red_flags),
        what_it_is=recovery.what_it_is,
        what_helps=tuple(build_finding(library, finding) for finding in recovery.what_helps),
        charts=build_charts_on(library, "recovery", recovery.id),
        phases=build_phases(library, recovery.do),
        do_not=build_actions(library, recovery.do_not),
        causes=build_causes_naming(library, "recovery", recovery.id),
        claims=build_claims(library, recovery.claims),
        sources=build_sources(library, recovery),
    )
