"""The view of the page of a mechanic, and the cards of all."""

from __future__ import annotations

from typing import NamedTuple

from ..models import Claim, Finding, Mechanic
from ..models.site import Words
from ..records.library import Library
from .cause_tables import build_causes_naming
from .charts import ChartView, build_charts_on
from .claims import ClaimView, build_claims
from .evidence import ActionView, BackedView, PhaseView, build_actions, build_backed, build_phases
from .links import LinkView, RowView, build_links, build_rows
from .sources import SourceView, build_sources


class MechanicView(NamedTuple):
    """The page of a mechanic."""

    record: Mechanic
    load: tuple[BackedView[Finding], ...]
    charts: tuple[ChartView, ...]
    phases: tuple[PhaseView, ...]
    do_not: tuple[ActionView, ...]
    causes: tuple[RowView, ...]
    muscles: tuple[LinkView, ...]
    claims: tuple[ClaimView, ...]
    sources: tuple[SourceView, ...]
    words: Words


def mechanic_cards(library: Library) -> tuple[RowView, ...]:
    """Cards of the mechanics, in order.

    Example: {{ mechanic_cards() }}
    """
    return build_rows(library.all(Mechanic), "mechanics")


def build_mechanic_view(library: Library, mechanic: Mechanic) -> MechanicView:
    """The view of a mechanic's page."""
    return MechanicView(
        record=mechanic,
        load=build_backed(library, *mechanic.load),
        charts=build_charts_on(library, "mechanics", mechanic.id),
        phases=build_phases(library, mechanic.do),
        do_not=build_actions(library, mechanic.do_not),
        causes=build_causes_naming(library, "mechanics", mechanic.id),
        muscles=build_links(library, "muscles", mechanic.muscles),
        claims=build_claims(library, (library.get(Claim, name) for name in mechanic.claims)),
        sources=build_sources(library, mechanic),
        words=library.site.words,
    )
