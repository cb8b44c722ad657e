"""Views of a plan: its start, stages, ladder, times, tests, setbacks, and the sheet to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, NamedTuple

from ..models import Finding, Plan
from ..models.fields import PlanId
from ..models.plans import Criterion, Gate, Ladder, PlanTime, SheetWords, Stage
from ..models.site import Words
from ..records.library import Library
from .evidence import ActionView, BackedView, T, UsualView, build_actions, build_backed, find_usual
from .links import LinkView, build_links
from .signs import CardView, build_short_cards


class PlanStartView(NamedTuple):
    """Who a plan is for, who not, how well it is backed, and when to stop."""

    plan: Plan
    evidence: tuple[BackedView[Finding], ...]
    cards: tuple[CardView, ...]


class StageView(NamedTuple):
    """One stage of a plan."""

    stage: Stage
    id: str
    do: tuple[ActionView, ...]
    avoid: tuple[ActionView, ...]
    exercises: tuple[LinkView, ...]
    gates: tuple[BackedView[Gate], ...]


class LadderView(NamedTuple):
    """The steps from easy to hard, and what the site calls the two."""

    ladder: Ladder
    words: Words
    gates: tuple[BackedView[Gate], ...]
    rules: tuple[ActionView, ...]


@dataclass(frozen=True)
class PlanEvidenceView(Generic[T]):
    """Tests to pass, or how long it took in studies, and a note on all of them."""

    entries: tuple[BackedView[T], ...]
    note: str


class ExceptionView(NamedTuple):
    """A cause for which the plan is wrong."""

    title: str
    causes: tuple[LinkView, ...]
    do: tuple[ActionView, ...]


class ExceptionsView(NamedTuple):
    """All causes for which a plan is wrong, and what most of the advice on them rests on."""

    entries: tuple[ExceptionView, ...]
    usual: UsualView | None


def plan_start(library: Library, id: PlanId) -> PlanStartView:
    """Who a plan is for and who not, how well it is backed, and the signs that stop it.

    Example: {{ plan_start("<plans>") }}
    """
    plan = library.get(Plan, id)
    return PlanStartView(
        plan=plan,
        evidence=build_backed(library, plan.evidence),
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
            stage=stage,
            id=f"stage-{number}",
            do=build_actions(library, stage.do),
            avoid=build_actions(library, stage.avoid),
            exercises=build_links(library, "exercises", stage.exercises),
            gates=build_backed(library, *stage.move_on_when),
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
    gates, rules = build_backed(library, *ladder.step_up_when), build_actions(library, ladder.rules)
    return LadderView(ladder, library.site.words, gates, rules)


def plan_criteria(library: Library, id: PlanId) -> PlanEvidenceView[Criterion]:
    """The tests for full return.

    Example: {{ plan_criteria("<plans>") }}
    """
    plan = library.get(Plan, id)
    return PlanEvidenceView(build_backed(library, *plan.criteria), plan.criteria_note)


def plan_times(library: Library, id: PlanId) -> PlanEvidenceView[PlanTime]:
    """How long it took in studies.

    Example: {{ plan_times("<plans>") }}
    """
    plan = library.get(Plan, id)
    return PlanEvidenceView(build_backed(library, *plan.times), plan.times_note)


def plan_setbacks(library: Library, id: PlanId) -> tuple[ActionView, ...]:
    """What to do when it comes back.

    Example: {{ plan_setbacks("<plans>") }}
    """
    return build_actions(library, library.get(Plan, id).comes_back)


def plan_exceptions(library: Library, id: PlanId) -> ExceptionsView:
    """The causes for which a plan is wrong, and what holds instead.

    Example: {{ plan_exceptions("<plans>") }}
    """
    entries = tuple(
        ExceptionView(item.title, build_links(library, "causes", item.causes), build_actions(library, item.do))
        for item in library.get(Plan, id).exceptions
    )
    return ExceptionsView(entries, find_usual((item.title, item.do) for item in entries))


def week_sheet(library: Library, id: PlanId) -> SheetWords:
    """A sheet of one printed page to fill in by hand.

    Example: {{ week_sheet("<plans>") }}
    """
    return library.get(Plan, id).sheet
