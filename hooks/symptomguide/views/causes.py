"""The view of a cause's page: every join, sort and plural is decided here."""

from __future__ import annotations

from typing import NamedTuple

from ..models import Cause, Claim, Finding, Plan, Recovery, RedFlag
from ..models.records import ExpectedTime
from ..models.site import Words
from ..records.library import Library
from .cause_tables import COMMON_WORDS, build_cause_row
from .charts import ChartView, build_charts_on
from .claims import ClaimView, build_claims
from .evidence import ActionView, BackedView, PhaseView, build_actions, build_backed, build_phases
from .figures import MarkedView, build_marked
from .first import FirstView, build_first_of_cause
from .links import FactView, LinkView, RowView, build_links, build_rows, without_stop
from .risks import RiskNoteView, build_risk_notes
from .signs import CardView, build_cards
from .sources import SourceView, build_sources
from .ways import WaysView, build_ways_of_cause


class LookAlikeView(NamedTuple):
    """Another cause, and how it differs."""

    row: RowView
    difference: str


class CauseView(NamedTuple):
    """The page of a cause."""

    record: Cause
    first: FirstView
    figures: tuple[MarkedView, ...]
    facts: tuple[FactView, ...]
    first_cards: tuple[CardView, ...]
    cards: tuple[CardView, ...]
    common: tuple[BackedView[Finding], ...]
    feels: tuple[FactView, ...]
    look_alikes: tuple[LookAlikeView, ...]
    phases: tuple[PhaseView, ...]
    do_not: tuple[ActionView, ...]
    time: tuple[BackedView[ExpectedTime], ...]
    charts: tuple[ChartView, ...]
    risk_notes: tuple[RiskNoteView, ...]
    recovery: tuple[RowView, ...]
    ways: WaysView
    muscles: tuple[LinkView, ...]
    mechanics: tuple[LinkView, ...]
    claims: tuple[ClaimView, ...]
    sources: tuple[SourceView, ...]
    words: Words


FEELS_LABELS = {
    "onset": "How it starts",
    "where": "Where",
    "quality": "What it feels like",
    "side": "",  # in the words of the site
    "course": "How it goes on",
    "triggers": "What sets it off",
    "eases": "What eases it",
    "other": "Other signs",
}


def build_cause_view(library: Library, cause: Cause) -> CauseView:
    """The view of a cause's page."""
    flags = [library.get(RedFlag, name) for name in cause.red_flags]
    cards = build_cards(library, ((flag.level, flag.sign) for flag in flags))
    urgent = cause.urgency in ("emergency", "same-day")
    first = tuple(card for card in cards if urgent and card.tag.level in ("emergency", cause.urgency))
    look_alikes = [
        LookAlikeView(build_cause_row(library, library.get(Cause, item.cause)), item.difference)
        for item in cause.look_alikes
    ]
    return CauseView(
        record=cause,
        first=build_first_of_cause(library, cause),
        figures=build_marked(library, cause),
        facts=_cause_facts(library, cause),
        first_cards=first,
        cards=tuple(card for card in cards if card not in first),
        common=build_backed(library, *([found] if (found := _say_how_common(cause)) else ())),
        feels=tuple(
            FactView(label or library.site.words.side, getattr(cause.feels, name))
            for name, label in FEELS_LABELS.items()
            if getattr(cause.feels, name)
        ),
        look_alikes=tuple(look_alikes),
        phases=build_phases(library, cause.do),
        do_not=build_actions(library, cause.do_not),
        time=build_backed(library, *([cause.time] if cause.time else ())),
        charts=build_charts_on(library, "causes", cause.id),
        risk_notes=build_risk_notes(library, "causes", cause.id, "causes"),
        recovery=_recovery_rows(library, cause),
        ways=build_ways_of_cause(library, cause),
        muscles=build_links(library, "muscles", cause.muscles),
        mechanics=build_links(library, "mechanics", cause.mechanics),
        claims=build_claims(library, (library.get(Claim, name) for name in cause.claims)),
        sources=build_sources(library, cause),
        words=library.site.words,
    )


def _say_how_common(cause: Cause) -> Finding | None:
    return cause.how_common.finding if cause.how_common else None


def _cause_facts(library: Library, cause: Cause) -> tuple[FactView, ...]:
    facts = [
        FactView("Where", without_stop(cause.feels.where)),
        FactView("Starts", without_stop(cause.feels.onset)),
    ]
    if cause.how_common:
        facts.append(FactView("How common, among these causes", COMMON_WORDS[cause.how_common.place]))
    if cause.time:
        facts.append(FactView("Usual time", cause.time.short))
    return tuple(facts)


def build_help_rows(library: Library, cause: Cause) -> tuple[RowView, ...]:
    """What can help with a cause: the plans for it, then the ways to recover that it names."""
    return _plan_rows(library, cause.id) + _recovery_rows(library, cause)


def _recovery_rows(library: Library, cause: Cause) -> tuple[RowView, ...]:
    return build_rows((library.get(Recovery, name) for name in cause.recovery), "recovery")


def _plan_rows(library: Library, cause: str) -> tuple[RowView, ...]:
    plans = library.mentioned_by(Plan, "causes", cause, "causes")
    return tuple(RowView(LinkView(plan.title, f"plans/{plan.id}"), plan.summary, None) for plan in plans)
