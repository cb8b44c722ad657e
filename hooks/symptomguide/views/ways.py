"""The ways on from a page of advice: first exercises, the place in a plan, what is easily taken for it, the check."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from ..models import DANGER_LEVELS, URGENCIES, Cause, Exercise, Plan, Recovery
from ..models.tree import Outcome
from ..records.library import Library
from .cause_tables import build_cause_row
from .links import LinkView, RowView, link_to_check
from .poses import PoseView, build_pose
from .sources import ChipView, build_chips

MOST_EXERCISES, NEAREST = 4, 2


class GoBackView(NamedTuple):
    """Something that must be true before going back, and what that rests on."""

    text: str
    chips: tuple[ChipView, ...]


class PictureView(NamedTuple):
    """An exercise by its picture."""

    link: LinkView
    figure: PoseView


class WaysView(NamedTuple):
    """Where a page leads. `places` are the plans that know the cause, `tests` come before going back without one.

    `choose` leads from a way to recover to the choice between causes, and is None on the page of a cause.
    """

    exercises: tuple[PictureView, ...]
    back: str
    places: tuple[RowView, ...]
    tests: tuple[GoBackView, ...]
    nearest: tuple[RowView, ...]
    choose: LinkView | None
    check: LinkView


def build_ways_of_cause(library: Library, cause: Cause) -> WaysView:
    """The ways on from the page of a cause; no exercise where the cause cannot wait."""
    plans = library.mentioned_by(Plan, "causes", cause.id, "causes")
    outcome = _find_outcome(library, cause)
    ids = [*(outcome.exercises if outcome else ()), *(name for plan in plans for name in plan.stages[0].exercises)]
    return WaysView(
        exercises=_pictures(library, () if cause.urgency in DANGER_LEVELS else ids),
        back=library.site.words.back,
        places=_place_in_plans(library, cause),
        tests=build_tests(library, outcome) if outcome and not plans else (),
        nearest=build_nearest(library, cause),
        choose=None,
        check=link_to_check(library),
    )


def build_ways_of_recovery(library: Library, recovery: Recovery) -> WaysView:
    """The ways on from the page of a way to recover: its exercises, and the plans for the causes that it helps with."""
    causes = {cause.id for cause in library.mentioned_by(Cause, "recovery", recovery.id, "recovery")}
    plans = (plan for plan in library.all(Plan) if causes & set(plan.causes))
    return WaysView(
        exercises=_pictures(library, recovery.exercises),
        back=library.site.words.back,
        places=tuple(RowView(LinkView(plan.title, f"plans/{plan.id}"), plan.summary, None) for plan in plans),
        tests=(),
        nearest=(),
        choose=LinkView(next(one.title for one in library.site.sections if one.id == "recovery"), "recovery"),
        check=link_to_check(library),
    )


def build_tests(library: Library, outcome: Outcome) -> tuple[GoBackView, ...]:
    """What must be true before going back, as a result of the check says it."""
    return tuple(GoBackView(one.text, build_chips(library, one.sources)) for one in outcome.back_when)


def build_nearest(library: Library, cause: Cause, *, leave_out: Collection[str] = ()) -> tuple[RowView, ...]:
    """The two causes to think of first beside a cause: its own look-alikes in their order, then those that name it."""
    rows = {}
    for item in cause.look_alikes:
        rows[item.cause] = build_cause_row(library, library.get(Cause, item.cause))._replace(text=item.difference)
    for mention in library.mentions.get(f"causes/{cause.id}", ()):
        if mention.kind == "causes" and mention.field == "look_alikes":
            rows.setdefault(mention.id, build_cause_row(library, library.get(Cause, mention.id)))
    return tuple(row for name, row in rows.items() if name not in leave_out)[:NEAREST]


def _find_outcome(library: Library, cause: Cause) -> Outcome | None:
    """The mildest kind of result that names a mild cause earliest."""
    if library.tree is None or cause.urgency != URGENCIES[-1]:
        return None
    outcomes = (one for one in library.tree.outcomes.values() if one.urgency == cause.urgency and cause.id in one.fits)
    return min(outcomes, key=lambda one: one.fits.index(cause.id), default=None)


def _place_in_plans(library: Library, cause: Cause) -> tuple[RowView, ...]:
    """A row for each plan that is for the cause or has an exception for it; else for those that say they are not."""
    told = [(plan, _say_place(plan, cause)) for plan in library.all(Plan)]
    placed = [(plan, text) for plan, text in told if text]
    unfit = [(plan, "This plan is not for it.") for plan, _ in told if _is_unfit(plan, cause)]
    return tuple(RowView(LinkView(plan.title, f"plans/{plan.id}"), text, None) for plan, text in placed or unfit)


def _say_place(plan: Plan, cause: Cause) -> str:
    if cause.id in plan.causes:
        return f"It begins at stage 1 of {len(plan.stages)}: {plan.stages[0].title}."
    for exception in plan.exceptions:
        if cause.id in exception.causes:
            return f"{exception.title}: {exception.do[0].text}"
    return ""


def _is_unfit(plan: Plan, cause: Cause) -> bool:
    return any(f"(causes/{cause.id})" in text for text in plan.not_for)


def _pictures(library: Library, ids: Iterable[str]) -> tuple[PictureView, ...]:
    shown = (library.get(Exercise, name) for name in list(dict.fromkeys(ids))[:MOST_EXERCISES])
    return tuple(
        PictureView(
            LinkView(one.title, f"exercises/{one.id}"),
            build_pose(f"{one.id}-1", one.figure, library.site.exercise_muscle),
        )
        for one in shown
    )
