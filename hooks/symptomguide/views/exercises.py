"""Views of exercises: each in full, by kind, and the rule that holds for all."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from ..models import Exercise
from ..models.exercises import Dose, ExerciseRule
from ..models.fields import ExerciseId, ExerciseKindId
from ..models.site import Words
from ..records.library import Library
from .evidence import BackedView, UsualView, build_backed, find_sources, find_usual
from .links import LinkView, RowView, build_links
from .poses import PoseView, build_pose
from .sources import ChipView, build_chips


class ExerciseView(NamedTuple):
    """One exercise in full."""

    exercise: Exercise
    dose: BackedView[Dose]
    kind: str
    muscles: tuple[LinkView, ...]
    signs: tuple[LinkView, ...]
    easier: tuple[LinkView, ...]
    harder: tuple[LinkView, ...]
    figures: tuple[PoseView, ...]
    sources: tuple[ChipView, ...]
    words: Words


class ExerciseGroupView(NamedTuple):
    """The exercises of one kind; `heading` is empty where the page has its own."""

    id: str
    heading: str
    summary: str
    exercises: tuple[ExerciseView, ...]


class ExerciseListView(NamedTuple):
    """Exercises by kind, and how sure most of their doses are."""

    groups: tuple[ExerciseGroupView, ...]
    usual: UsualView | None


class ExerciseRuleView(NamedTuple):
    """When to stop any exercise, and what forbids to start one."""

    rule: BackedView[ExerciseRule]
    signs: tuple[LinkView, ...]


def exercise(library: Library, id: ExerciseId) -> ExerciseView:
    """One exercise in full, with its figure.

    Example: {{ exercise("<exercises>") }}
    """
    return build_exercise(library, library.get(Exercise, id))


def build_exercise(library: Library, exercise: Exercise) -> ExerciseView:
    """The view of an exercise."""
    kind = next(entry.title for entry in library.site.exercise_kinds if entry.id == exercise.kind)
    return ExerciseView(
        exercise=exercise,
        dose=build_backed(library, exercise.dose)[0],
        kind=kind,
        muscles=build_links(library, "muscles", exercise.muscles),
        signs=build_links(library, "red-flags", exercise.red_flags),
        easier=build_links(library, "exercises", exercise.easier),
        harder=build_links(library, "exercises", exercise.harder),
        figures=tuple(
            build_pose(f"{exercise.id}-{number}", figure, library.site.exercise_muscle)
            for number, figure in enumerate((exercise.figure, *exercise.variants), start=1)
        ),
        sources=build_chips(library, find_sources((*exercise.dose.sources, *exercise.sources), ())),
        words=library.site.words,
    )


def exercise_list(library: Library, *, kind: ExerciseKindId | None = None) -> ExerciseListView:
    """Every exercise in full, under a heading for each kind; `kind` keeps one kind and leaves the heading to the page.

    Example: {{ exercise_list(kind="<site:exercise_kinds>") }}
    """
    groups = []
    for entry in library.site.exercise_kinds:
        found = [exercise for exercise in sort_exercises(library.all(Exercise)) if exercise.kind == entry.id]
        if found and kind in (None, entry.id):
            views = tuple(build_exercise(library, exercise) for exercise in found)
            heading = entry.title if kind is None else ""
            groups.append(ExerciseGroupView(entry.id, heading, entry.summary or "", views))
    doses = ((view.exercise.title, (view.dose,)) for group in groups for view in group.exercises)
    return ExerciseListView(tuple(groups), find_usual(doses))


def exercise_rule(library: Library) -> ExerciseRuleView | None:
    """When to stop any exercise, and what forbids to start one.

    Example: {{ exercise_rule() }}
    """
    rule = library.site.exercise_rule
    if rule is None:
        return None
    return ExerciseRuleView(
        rule=build_backed(library, rule)[0],
        signs=build_links(library, "red-flags", rule.red_flags),
    )


def build_exercise_rows(
    library: Library, kind: str, name: str, *, leave_out: Collection[str] = ()
) -> tuple[RowView, ...]:
    """Rows of the exercises that name kind/name by a field of the same name, but for those of `leave_out`."""
    named = library.mentioned_by(Exercise, kind, name, kind)
    found = sort_exercises(exercise for exercise in named if exercise.id not in leave_out)
    return tuple(RowView(LinkView(item.title, f"exercises/{item.id}"), item.works, None) for item in found)


def sort_exercises(exercises: Iterable[Exercise]) -> list[Exercise]:
    """By order, then by title."""
    return sorted(exercises, key=lambda exercise: (exercise.order, exercise.title))
