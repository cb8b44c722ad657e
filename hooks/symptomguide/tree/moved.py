"""A level that differs from the accepted routing is told where it was edited, with what has to rise with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..models import URGENCIES
from ..problem import Problem
from ..records.library import Library
from .baseline import BASELINE_FILE

MOST_PLACES = 12


@dataclass(frozen=True)
class Moved:
    """A sign, rule or outcome whose level was `was` when the routing was accepted, and is `level`; where it stands."""

    id: str
    was: str
    level: str
    at: tuple[str, int, int]

    @property
    def lowered(self) -> bool:
        """True where it became milder."""
        return URGENCIES.index(self.level) > URGENCIES.index(self.was)


def tell_moved(root: Path, library: Library, problems: Sequence[Problem]) -> list[Problem]:
    """`problems`, with those that follow from a raised level in one, and a lowered level told at its own line."""
    told = list(problems)
    for moved in _find_moved(root, library) if problems else ():
        mine = [problem for problem in told if _follows(problem, moved, library)]
        if not mine:
            continue
        if moved.lowered:
            message = (
                f"'{moved.id}' is LOWERED from {moved.was} to {moved.level}; put '{moved.was}' back, or let a "
                "clinician agree, mend what else is told here, and accept it by `symptomguide tree accept`"
            )
        else:
            told = [problem for problem in told if problem not in mine]
            message = f"'{moved.id}' rose from {moved.was} to {moved.level}; with it has to rise, or to say why not: "
            message += _list_places(mine)
        told.append(Problem(*moved.at, message, "level-moved"))
    return told


def _find_moved(root: Path, library: Library) -> Iterator[Moved]:
    file, tree = root / BASELINE_FILE, library.tree
    if tree is None or not file.is_file():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        kind, _, rest = line.partition(" ")
        name, _, levels = rest.partition("  ")
        was = levels.partition(" ")[0]
        if kind == "flag" and (flag := library.records["red-flags"].get(name)):
            source = library.files[f"red-flags/{name}"]
            level, at = getattr(flag, "level", was), (source.path, *source.place(("level",)))
        elif kind == "outcome" and name in tree.outcomes:
            spot = tree.spot("outcomes", name)
            level, at = tree.outcomes[name].urgency, (spot.source.path, *spot.at("urgency"))
        elif kind == "rule" and name in tree.rules:
            spot = tree.spot("rules", name)
            level, at = tree.rules[name].floor, (spot.source.path, *spot.at("floor"))
        else:
            continue
        if level != was and was in URGENCIES:
            yield Moved(name, was, level, at)


def _follows(problem: Problem, moved: Moved, library: Library) -> bool:
    """Whether a problem names what moved, or a question that lists it beside signs of another level."""
    if f"'{moved.id}'" in problem.message:
        return True
    questions = library.tree.questions if library.tree else {}
    name = problem.message[1:].partition("'")[0]
    return problem.rule == "lists-are-whole" and name in questions and moved.id in questions[name].signs


def _list_places(problems: Sequence[Problem]) -> str:
    lines = list(dict.fromkeys(f"{problem.path}:{problem.line} ({problem.rule})" for problem in sorted(problems)))
    more = f", and {len(lines) - MOST_PLACES} more" if len(lines) > MOST_PLACES else ""
    return ", ".join(lines[:MOST_PLACES]) + more
