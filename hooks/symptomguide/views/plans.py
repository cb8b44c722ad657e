"""Views of a plan: its start, stages, ladder, times, tests, setbacks, and the sheet to fill in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..models import Plan
from ..models.plans import Gate, Ladder
from ..models.site import Words
from ..records.library import Library
from .parts import (
    ActionView,
    CardView,
    ChipView,
    FindingView,
    LinkView,
    StrengthView,
    build_actions,
    build_chips,
    build_finding,
    build_links,
    build_strength,
)
from .signs import build_short_cards


@dataclass(frozen=True)
class GateView:
    """Something that must be true, with what it rests on."""

    text: str
    working_value: bool
    strength: StrengthView
    chips: tuple[ChipView, ...]


@dataclass(frozen=True)
class PlanStartView:
    """Who a plan is for, who not, how well it is backed, and when to stop."""

    id: str
    who_for: str
    not_for: tuple[str, ...]
    evidence: FindingView
    stop: str
    cards: tuple[CardView, ...]


@dataclass(frozen=True)
class StageView:
    """One stage of a plan."""

    id: str
    title: str
    typical_time: str
    start_when: str
    do: tuple[ActionView, ...]
    avoid: tuple[ActionView, ...]
    exercises: tuple[LinkView, ...]
    gates: tuple[GateView, ...]
    note: str


@dataclass(frozen=True)
class RungView:
    """One step of the ladder."""

    number: int
    easy: str
    hard: str
    repeats: str
    sessions: str


@dataclass(frozen=True)
class LadderView:
    """The steps from easy to hard, and what the site calls the two."""

    summary: str
    words: Words
    rungs: tuple[RungView, ...]
    gates: tuple[GateView, ...]
    rules: tuple[ActionView, ...]


@dataclass(frozen=True)
class TestView:
    """A test for full return."""

    test: str
    gate: GateView


@dataclass(frozen=True)
class CriteriaView:
    """The tests for full return."""

    tests: tuple[TestView, ...]
    note: str


@dataclass(frozen=True)
class TimeView:
    """How long it took in one group of people."""

    who: str
    time: str
    strength: StrengthView
    chips: tuple[ChipView, ...]


@dataclass(frozen=True)
class TimesView:
    """How long it took in studies."""

    times: tuple[TimeView, ...]
    note: str


@dataclass(frozen=True)
class ExceptionView:
    """A cause for which the plan is wrong."""

    title: str
    causes: tuple[LinkView, ...]
    do: tuple[ActionView, ...]


@dataclass(frozen=True)
class SheetView:
    """A sheet to fill in by hand."""

    title: str
    intro: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    lines: tuple[str, ...]
    foot: str


def build_plan_start(library: Library, plan: Plan) -> PlanStartView:
    """Who a plan is for and when to stop it."""
    return PlanStartView(
        id=plan.id,
        who_for=plan.who_for,
        not_for=plan.not_for,
        evidence=build_finding(library, plan.evidence),
        stop=plan.stop,
        cards=build_short_cards(library, plan.red_flags),
    )


def build_stages(library: Library, plan: Plan) -> tuple[StageView, ...]:
    """The stages of a plan, in order."""
    return tuple(
        StageView(
            id=f"stage-{number}",
            title=stage.title,
            typical_time=stage.typical_time or "",
            start_when=stage.start_when,
            do=build_actions(library, stage.do),
            avoid=build_actions(library, stage.avoid),
            exercises=build_links(library, "exercises", stage.exercises),
            gates=_gates(library, stage.move_on_when),
            note=stage.note or "",
        )
        for number, stage in enumerate(plan.stages, 1)
    )


def build_ladder(library: Library, ladder: Ladder) -> LadderView:
    """The view of a plan's ladder."""
    rungs = tuple(
        RungView(number, _minutes(rung.easy_minutes), _minutes(rung.hard_minutes), rung.repeats, rung.sessions)
        for number, rung in enumerate(ladder.rungs, 1)
    )
    words = library.site.words
    gates, rules = _gates(library, ladder.step_up_when), build_actions(library, ladder.rules)
    return LadderView(ladder.summary, words, rungs, gates, rules)


def build_criteria(library: Library, plan: Plan) -> CriteriaView:
    """The tests for full return."""
    tests = tuple(TestView(item.test, _gate(library, item)) for item in plan.criteria)
    return CriteriaView(tests, plan.criteria_note)


def build_times(library: Library, plan: Plan) -> TimesView:
    """How long it took in studies."""
    times = tuple(
        TimeView(item.who, item.time, build_strength(library, item.strength), build_chips(library, item.sources))
        for item in plan.times
    )
    return TimesView(times, plan.times_note)


def build_exceptions(library: Library, plan: Plan) -> tuple[ExceptionView, ...]:
    """The causes for which a plan is wrong, and what holds instead."""
    return tuple(
        ExceptionView(item.title, build_links(library, "causes", item.causes), build_actions(library, item.do))
        for item in plan.exceptions
    )


def build_sheet(plan: Plan) -> SheetView:
    """The sheet to fill in."""
    sheet = plan.sheet
    return SheetView(sheet.title, sheet.intro, sheet.columns, sheet.rows, sheet.lines, sheet.foot)


def _minutes(count: int) -> str:
    return f"{count} min" if count else "none"


def _gates(library: Library, gates: Iterable[Gate]) -> tuple[GateView, ...]:
    return tuple(_gate(library, gate) for gate in gates)


def _gate(library: Library, gate: Gate) -> GateView:
    return GateView(
        gate.text, gate.working_value, build_strength(library, gate.strength), build_chips(library, gate.sources)
    )
