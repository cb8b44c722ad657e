"""Views of the page that each record has: every join, sort and plural is decided here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..models import Cause, Claim, Mechanic, Muscle, Part, Plan, Recovery, RedFlag, Source
from ..models.site import Words
from ..records.library import Library
from ..records.walk import find_references
from .charts import ChartView, build_charts_on
from .exercises import build_exercise_rows
from .figures import FigureView, MarkedView, build_figure_of, build_marked
from .parts import (
    ActionView,
    CardView,
    ChipView,
    ClaimView,
    FactView,
    FindingView,
    LinkView,
    PhaseView,
    RowView,
    SourceView,
    StrengthView,
    build_actions,
    build_cause_row,
    build_chips,
    build_claim,
    build_finding,
    build_flag_cards,
    build_links,
    build_phases,
    build_source,
    build_strength,
    build_tag,
    sort_by_urgency,
    title_of,
)
from .risks import RiskNoteView, build_risk_notes
from .signs import build_short_cards


@dataclass(frozen=True)
class LookAlikeView:
    """Another cause, and how it differs."""

    row: RowView
    difference: str


@dataclass(frozen=True)
class CauseView:
    """The page of a cause."""

    title: str
    lead: str
    search_words: tuple[str, ...]
    figures: tuple[MarkedView, ...]
    facts: tuple[FactView, ...]
    urgency_note: str
    first_cards: tuple[CardView, ...]
    cards: tuple[CardView, ...]
    what_it_is: tuple[str, ...]
    feels: tuple[FactView, ...]
    look_alikes: tuple[LookAlikeView, ...]
    why: tuple[str, ...]
    phases: tuple[PhaseView, ...]
    do_not: tuple[ActionView, ...]
    time: FindingView | None
    charts: tuple[ChartView, ...]
    risk_notes: tuple[RiskNoteView, ...]
    recovery: tuple[RowView, ...]
    muscles: tuple[LinkView, ...]
    mechanics: tuple[LinkView, ...]
    claims: tuple[ClaimView, ...]
    sources: tuple[SourceView, ...]
    words: Words


@dataclass(frozen=True)
class LoadingView:
    """An exercise that loads a muscle."""

    link: LinkView
    position: str
    why: str
    strength: StrengthView
    chips: tuple[ChipView, ...]


@dataclass(frozen=True)
class MuscleView:
    """The page of a muscle or tendon."""

    title: str
    lead: str
    search_words: tuple[str, ...]
    figure: FigureView | None
    facts: tuple[FactView, ...]
    where: str
    job: tuple[str, ...]
    hurts: tuple[str, ...]
    charts: tuple[ChartView, ...]
    causes: tuple[RowView, ...]
    mechanics: tuple[RowView, ...]
    loading: tuple[LoadingView, ...]
    exercises: tuple[RowView, ...]
    claims: tuple[ClaimView, ...]
    sources: tuple[SourceView, ...]
    words: Words


@dataclass(frozen=True)
class MechanicView:
    """The page of a mechanic."""

    title: str
    lead: str
    search_words: tuple[str, ...]
    what_it_is: tuple[str, ...]
    load: tuple[FindingView, ...]
    charts: tuple[ChartView, ...]
    phases: tuple[PhaseView, ...]
    do_not: tuple[ActionView, ...]
    causes: tuple[RowView, ...]
    muscles: tuple[LinkView, ...]
    claims: tuple[ClaimView, ...]
    sources: tuple[SourceView, ...]
    words: Words


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


PageView = CauseView | MuscleView | MechanicView | RecoveryView

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
    cards = build_flag_cards(library, cause.red_flags)
    urgent = cause.urgency in ("emergency", "same-day")
    first = tuple(card for card in cards if urgent and card.tag.level in ("emergency", cause.urgency))
    look_alikes = [
        LookAlikeView(build_cause_row(library, library.get(Cause, item.cause)), item.difference)
        for item in cause.look_alikes
    ]
    return CauseView(
        title=cause.title,
        lead=cause.summary,
        search_words=cause.also_called,
        figures=build_marked(library, cause),
        facts=_cause_facts(library, cause),
        urgency_note=cause.urgency_note or "",
        first_cards=first,
        cards=tuple(card for card in cards if card not in first),
        what_it_is=cause.what_it_is,
        feels=tuple(
            FactView(label or library.site.words.side, getattr(cause.feels, name))
            for name, label in FEELS_LABELS.items()
            if getattr(cause.feels, name)
        ),
        look_alikes=tuple(look_alikes),
        why=cause.why,
        phases=build_phases(library, cause.do),
        do_not=build_actions(library, cause.do_not),
        time=_time(library, cause),
        charts=build_charts_on(library, "causes", cause.id),
        risk_notes=build_risk_notes(library, "causes", cause.id, "causes"),
        recovery=build_help_rows(library, cause),
        muscles=build_links(library, "muscles", cause.muscles),
        mechanics=build_links(library, "mechanics", cause.mechanics),
        claims=_claims(library, cause.claims),
        sources=_sources(library, cause),
        words=library.site.words,
    )


def _cause_facts(library: Library, cause: Cause) -> tuple[FactView, ...]:
    facts = [
        FactView("How urgent, usually", "", build_tag(library, cause.urgency)),
        FactView("Where", _without_stop(cause.feels.where)),
        FactView("Starts", _without_stop(cause.feels.onset)),
    ]
    if cause.time:
        facts.append(FactView("Usual time", cause.time.short))
    return tuple(facts)


def _without_stop(text: str) -> str:
    """A single sentence without its full stop, as the values beside it have none."""
    return text.removesuffix(".") if ". " not in text else text


def _time(library: Library, cause: Cause) -> FindingView | None:
    if not cause.time:
        return None
    time = cause.time
    return FindingView(time.text, build_strength(library, time.strength), build_chips(library, time.sources))


def build_muscle_view(library: Library, muscle: Muscle) -> MuscleView:
    """The view of a muscle's page; causes and mechanics that name it are found by their own statement."""
    layer = next(entry.title for entry in library.site.muscle_layers if entry.id == muscle.layer)
    positions = {entry.id: entry.title for entry in library.site.positions}
    return MuscleView(
        title=muscle.title,
        lead=muscle.summary,
        search_words=muscle.also_called,
        figure=build_figure_of(library, f"muscles/{muscle.id}"),
        facts=(FactView("Layer", layer), FactView("Joints", _without_stop(muscle.crosses))),
        where=muscle.where,
        job=muscle.job,
        hurts=muscle.hurts,
        charts=build_charts_on(library, "muscles", muscle.id),
        causes=_causes_naming(library, "muscles", muscle.id),
        mechanics=tuple(
            RowView(LinkView(item.title, f"mechanics/{item.id}"), item.summary, None)
            for item in _by_order(library.mentioned_by(Mechanic, "muscles", muscle.id, "muscles"))
        ),
        loading=tuple(
            LoadingView(
                LinkView(title_of(library, "exercises", item.exercise), f"exercises/{item.exercise}"),
                positions[item.position] if item.position else "",
                item.why,
                build_strength(library, item.strength),
                build_chips(library, item.sources),
            )
            for item in muscle.loading
        ),
        exercises=build_exercise_rows(
            library, "muscles", muscle.id, leave_out={item.exercise for item in muscle.loading}
        ),
        claims=_claims(library, muscle.claims),
        sources=_sources(library, muscle),
        words=library.site.words,
    )


def build_mechanic_view(library: Library, mechanic: Mechanic) -> MechanicView:
    """The view of a mechanic's page."""
    return MechanicView(
        title=mechanic.title,
        lead=mechanic.summary,
        search_words=mechanic.also_called,
        what_it_is=mechanic.what_it_is,
        load=tuple(build_finding(library, finding) for finding in mechanic.load),
        charts=build_charts_on(library, "mechanics", mechanic.id),
        phases=build_phases(library, mechanic.do),
        do_not=build_actions(library, mechanic.do_not),
        causes=_causes_naming(library, "mechanics", mechanic.id),
        muscles=build_links(library, "muscles", mechanic.muscles),
        claims=_claims(library, mechanic.claims),
        sources=_sources(library, mechanic),
        words=library.site.words,
    )


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
        causes=_causes_naming(library, "recovery", recovery.id),
        claims=_claims(library, recovery.claims),
        sources=_sources(library, recovery),
    )


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


def _by_order(records: Iterable[Mechanic]) -> list[Mechanic]:
    return sorted(records, key=lambda record: (record.order, record.title))


def _causes_naming(library: Library, kind: str, name: str) -> tuple[RowView, ...]:
    causes = library.mentioned_by(Cause, kind, name, kind)
    return tuple(build_cause_row(library, cause) for cause in sort_by_urgency(causes))


def build_help_rows(library: Library, cause: Cause) -> tuple[RowView, ...]:
    """What can help with a cause: the plans for it, then the ways to recover that it names."""
    return _plan_rows(library, cause.id) + _rows(library, Recovery, "recovery", cause.recovery)


def _plan_rows(library: Library, cause: str) -> tuple[RowView, ...]:
    plans = library.mentioned_by(Plan, "causes", cause, "causes")
    return tuple(RowView(LinkView(plan.title, f"plans/{plan.id}"), plan.summary, None) for plan in plans)


def _rows(library: Library, model: type[Recovery], kind: str, ids: Iterable[str]) -> tuple[RowView, ...]:
    records = sorted((library.get(model, name) for name in ids), key=lambda record: record.order)
    return tuple(RowView(LinkView(item.title, f"{kind}/{item.id}"), item.summary, None) for item in records)


def _claims(library: Library, ids: Iterable[str]) -> tuple[ClaimView, ...]:
    return tuple(build_claim(library, library.get(Claim, name)) for name in ids)


def _sources(library: Library, record: Part) -> tuple[SourceView, ...]:
    """Every source that the page shows: those the record names, and those of the claims and signs it shows."""
    ids: dict[str, None] = {}
    for reference in find_references(record):
        if reference.kind == "sources":
            ids.setdefault(reference.id)
        elif reference.kind == "claims":
            ids.update(dict.fromkeys(library.get(Claim, reference.id).sources))
        elif reference.kind == "red-flags":
            ids.update(dict.fromkeys(library.get(RedFlag, reference.id).sources))
    return tuple(build_source(library, library.get(Source, name)) for name in ids)
