"""Views of a plan: its start, stages, ladder, times, tests, setbacks, and the sheet to fill in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..models import Plan
from ..models.fields import PlanId
from ..models.plans import Gate, SheetWords
from ..models.site import Words
from ..records.library import Library
from .evidence import ActionView, FindingView, StrengthView, build_actions, build_finding, build_strength
from .links import LinkView, build_links
from .signs import CardView, build_short_cards
from .sources import ChipView, build_chips


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


def plan_start(library: Library, id: PlanId) -> PlanStartView:
    """Who a plan is for and who not, how well it is backed, and the signs that stop it.

    Example: {{ plan_start("<plans>") }}
    """
    plan = library.get(Plan, id)
    return PlanStartView(
        id=plan.id,
        who_for=plan.who_for,
        not_for=plan.not_for,
        evidence=build_finding(library, plan.evidence),
        stop=plan.stop,
        cards=build_short_cards(library, plan.red_flags),
    )


def plan_pain_rule(library: Library, id: PlanId) -> tuple[ActionView, ...]:
    """How much pain a plan allows, and what to do when there is more.

    Example: {{ plan_pain_rule("<plans>") }}
    """
    return build_actions(library, library.get(Plan, id).pain_rule)


def plan_stages(library: Library, id: PlanId) -> tuple[StageView, ...]:
    """The stages of a plan, each with the tests to pass before the next.

    Example: {{ plan_stages("<plans>") }}
    """
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
        for number, stage in enumerate(library.get(Plan, id).stages, 1)
    )


def plan_ladder(library: Library, id: PlanId) -> LadderView | None:
    """The ladder of a plan, from easy to hard; nothing for a plan without one.

    Example: {{ plan_ladder("<plans>") }}
    """
    ladder = library.get(Plan, id).ladder
    if ladder is None:
        return None
    rungs = tuple(
        RungView(number, _minutes(rung.easy_minutes), _minutes(rung.hard_minutes), rung.repeats, rung.sessions)
        for number, rung in enumerate(ladder.rungs, 1)
    )
    words = library.site.words
    gates, rules = _gates(library, ladder.step_up_when), build_actions(library, ladder.rules)
    return LadderView(ladder.summary, words, rungs, gates, rules)


def plan_criteria(library: Library, id: PlanId) -> CriteriaView:
    """The tests for full return.

    Example: {{ plan_criteria("<plans>") }}
    """
    plan = library.get(Plan, id)
    tests = tuple(TestView(item.test, _gate(library, item)) for item in plan.criteria)
    return CriteriaView(tests, plan.criteria_note)


def plan_times(library: Library, id: PlanId) -> TimesView:
    """How long it took in studies.

    Example: {{ plan_times("<plans>") }}
    """
    plan = library.get(Plan, id)
    times = tuple(
        TimeView(item.who, item.time, build_strength(library, item.strength), build_chips(library, item.sources))
        for item in plan.times
    )
    return TimesView(times, plan.times_note)


def plan_setbacks(library: Library, id: PlanId) -> tuple[ActionView, ...]:
    """What to do when it comes back.

    Example: {{ plan_setbacks("<plans>") }}
    """
    return build_actions(library, library.get(Plan, id).comes_back)


def plan_exceptions(library: Library, id: PlanId) -> tuple[ExceptionView, ...]:
    """The causes for which a plan is wrong, and what holds instead.

    Example: {{ plan_exceptions("<plans>") }}
    """
    return tuple(
        ExceptionView(item.title, build_links(library, "causes", item.causes), build_actions(library, item.do))
        for item in library.get(Plan, id).exceptions
    )


def week_sheet(library: Library, id: PlanId) -> SheetWords:
    """A sheet of one printed page to fill in by hand.

    Example: {{ week_sheet("<plans>") }}
    """
    return library.get(Plan, id).sheet


def _minutes(count: int) -> str:
    return f"{count} min" if count else "none"


def _gates(library: Library, gates: Iterable[Gate]) -> tuple[GateView, ...]:
    return tuple(_gate(library, gate) for gate in gates)


def _gate(library: Library, gate: Gate) -> GateView:
    return GateView(
        gate.text, gate.working_value, build_strength(library, gate.strength), build_chips(library, gate.sources)
    )
