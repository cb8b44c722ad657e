"""exercise-rule: what forbids every exercise is said once, in site.yaml.

Where there are exercises, site.yaml needs `exercise_rule`: when to stop, and what forbids to start. Every sign of the
levels emergency and same-day forbids every exercise by itself, so an exercise and the rule name only signs beyond
those. An exercise never counts as easier and harder than the same one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..models import DANGER_LEVELS, Exercise, RedFlag
from ..problem import Problem
from ..records.library import Library

ID = "exercise-rule"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem where the rule is missing, and where a sign or an exercise stands twice."""
    rule, site = library.site.exercise_rule, library.files["site"]
    exercises = library.all(Exercise)
    if exercises and rule is None:
        yield site.problem(
            (1, 1), "there are exercises but no 'exercise_rule'; say when to stop and what forbids to start", ID
        )
    danger = {flag.id for flag in library.all(RedFlag) if flag.level in DANGER_LEVELS}
    for index, name in enumerate(rule.red_flags if rule else ()):
        if name in danger:
            message = f"'{name}' is a danger sign and forbids every exercise already; take it out"
            yield site.problem(site.place(("exercise_rule", "red_flags", index)), message, ID)
    known = danger | set(rule.red_flags if rule else ())
    for exercise in exercises:
        file = library.files[f"exercises/{exercise.id}"]
        for index, name in enumerate(exercise.red_flags):
            if name in known:
                message = f"'{name}' forbids every exercise already; take it out"
                yield file.problem(file.place(("red_flags", index)), message, ID)
        for index, name in enumerate(exercise.harder):
            if name in exercise.easier:
                message = f"'{name}' is called easier and harder; keep one"
                yield file.problem(file.place(("harder", index)), message, ID)
