"""The reader's diff as notes on the lines of a pull request: first what is lowered, softer, gone or un-signed."""

from __future__ import annotations

from collections.abc import Iterator

from ..models.approvals import TREE
from ..problem import Problem, format_github
from ..records.file import Place
from ..records.library import Library
from .facts import DATES, SUPPORT, Fact
from .report import Report
from .routing import Turn
from .wording import SOFTER, Change

LEVEL_FIELDS = ("urgency", "floor", "level")
PARTS = {"question": "questions", "outcome": "outcomes", "rule": "rules", "numbers": "questions"}
NOWHERE = ("mkdocs.yml", (1, 1))
"""Where a note stands whose line is gone: a host shows it in the list of the run."""


def annotate(report: Report, library: Library) -> str:
    """Workflow commands: warnings for what a clinician has to agree to, notices for other turns of the routing."""
    facts = [fact for fact in report.facts if fact.kind not in (*SUPPORT, *DATES)]
    urgent = [_note_fact(fact, library) for fact in facts if fact.grave]
    urgent += [_note_turn(turn, library) for turn in report.turns if turn.line.lowered]
    urgent += list(_note_warnings(report))
    other = [_note_fact(fact, library) for fact in facts if not fact.grave]
    other += [_note_turn(turn, library) for turn in report.turns if not turn.line.lowered]
    return "\n".join(filter(None, (format_github(urgent, "warning"), format_github(other, "notice"))))


def _note_fact(fact: Fact, library: Library) -> Problem:
    path, place = _find_record(fact.record, library)
    message = f"{fact.kind} {fact.record}: was {fact.before or 'not there'}, is {fact.after or 'gone'}"
    return Problem(path, *place, message, fact.kind.lower())


def _note_turn(turn: Turn, library: Library) -> Problem:
    line = turn.line
    path, place = _find_line(line.line, library)
    message = f"{line.mark} {line.line}: was '{line.before or 'not there'}', is '{line.after or 'gone'}'"
    return Problem(path, *place, message + (f"; for example: {turn.example}" if turn.example else ""), "routing")


def _note_warnings(report: Report) -> Iterator[Problem]:
    for change in report.gone_unsigned:
        where = _say_where(change)
        yield Problem(NOWHERE[0], *NOWHERE[1], f"{change.kind} is gone from {where}: {change.before}", "removed")
    for change in report.softer_unsigned:
        message = f"softer in {_say_where(change)}: was '{change.before}', is '{change.after or 'gone'}'"
        yield Problem(NOWHERE[0], *NOWHERE[1], message, SOFTER)


def _say_where(change: Change) -> str:
    return ", ".join(sorted(change.records)) or change.pages[0]


def _find_record(record: str, library: Library) -> tuple[str, Place]:
    if record.startswith(f"{TREE}/"):
        _, kind, name = record.split("/", 2)
        return _find_part(kind, name, library)
    file = library.files.get(record)
    if file is None:
        return NOWHERE
    held = next((name for name in LEVEL_FIELDS if (name,) in file.places.values), "")
    return file.path, file.place((held,)) if held else (1, 1)


def _find_part(kind: str, name: str, library: Library) -> tuple[str, Place]:
    spot = library.tree.spots.get((kind, name)) if library.tree else None
    return (spot.source.path, spot.at("urgency" if kind == "outcomes" else "id")) if spot else NOWHERE


def _find_line(line: str, library: Library) -> tuple[str, Place]:
    """Where a line of the accepted table comes from."""
    kind, _, name = line.partition(" ")
    question, _, answer = name.partition("/")
    tree = library.tree
    if kind == "flag":
        return _find_record(f"red-flags/{name}", library)
    if tree and answer and question in tree.questions:
        known = [entry.id for entry in tree.questions[question].answers]
        if answer in known:
            spot = tree.answer_spot(question, answer)
            return spot.source.path, spot.at("text" if kind == "numbers" else "to")
    kind = "question" if kind == "answer" else kind
    return _find_part(PARTS[kind], question, library) if kind in PARTS else NOWHERE
