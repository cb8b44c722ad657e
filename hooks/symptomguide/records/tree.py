"""Reads the files of the tree and holds their parts by id, each with its place in a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel

from ..models.tree import Exclusion, Outcome, Question, Rule, TreeAction, TreeFile, Watch
from ..problem import Problem, shown
from .approvals import hash_records
from .file import Path_, Place, SourceFile
from .folders import find_records
from .kept import read_record
from .shared import NOTHING, Shared

TREE_FOLDER = "site-data/tree"
PARTS = ("questions", "outcomes", "actions", "rules")


class Spot(NamedTuple):
    """Where a part of the tree stands: its file, and its path inside."""

    source: SourceFile
    path: Path_

    def at(self, *keys: str | int) -> Place:
        """The line and column of a value below this part."""
        return self.source.place((*self.path, *keys))

    def problem(self, message: str, rule: str, *keys: str | int) -> Problem:
        """A problem at a value below this part."""
        return self.source.problem(self.at(*keys), message, rule)


class Tree(NamedTuple):
    """All records of the tree, by id, in the order of the files. `spots` maps (list name, id) to a place."""

    files: Mapping[str, SourceFile]
    records: Mapping[str, TreeFile]
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]
    actions: Mapping[str, TreeAction]
    rules: Mapping[str, Rule]
    exclusions: tuple[Exclusion, ...]
    spots: Mapping[tuple[str, str], Spot]

    @property
    def watch(self) -> tuple[Watch, ...]:
        """The danger signs that safety nets must name, for which levels."""
        return tuple(entry for record in self.records.values() for entry in record.watch)

    @property
    def start(self) -> str:
        """The question everybody starts with."""
        return next(iter(self.questions))

    def spot(self, kind: str, name: str) -> Spot:
        """Where the part `name` of the list `kind` stands."""
        return self.spots[kind, name]

    def answer_spot(self, question: str, answer: str) -> Spot:
        """Where an answer stands."""
        spot = self.spots["questions", question]
        ids = [entry.id for entry in self.questions[question].answers]
        return Spot(spot.source, (*spot.path, "answers", ids.index(answer)))


def load_tree(root: Path, shared: Shared = NOTHING) -> tuple[Tree | None, list[Problem]]:
    """Reads site-data/tree below `root`; `shared` is what its records say by name.

    Returns the tree, or None where a file of it is not sound, and the problems of shape and identity.
    """
    folder, problems = root / TREE_FOLDER, list[Problem]()
    files: dict[str, SourceFile] = {}
    records: dict[str, TreeFile] = {}
    for name, file in find_records(folder, TREE_FOLDER, problems):
        if file is None:
            continue
        record, source = read_record(TreeFile, file, f"{TREE_FOLDER}/{name}.yaml", shared, id=name)
        files[name] = source
        problems += source.problems
        if record is not None:
            records[name] = record
    if not files and not problems:
        return None, [
            Problem(
                TREE_FOLDER, 1, 1, "the decision tree is missing; it needs questions and outcomes", "missing-folder"
            )
        ]
    if problems:
        return None, problems
    tree = _assemble(files, records, problems)
    return (None if problems else tree), problems


def tree_version(tree: Tree) -> str:
    """Eight letters and digits that change with any word of the tree, however its files are laid out."""
    return hash_records(tree.records.values())[:8]


def _assemble(files: dict[str, SourceFile], records: dict[str, TreeFile], problems: list[Problem]) -> Tree | None:
    spots: dict[tuple[str, str], Spot] = {}
    held: dict[str, dict[str, BaseModel]] = {kind: {} for kind in PARTS}
    for stem, record in records.items():
        for kind, index, part in _parts(record):
            name, spot = part.id, Spot(files[stem], (kind, index))  # type: ignore[attr-defined]
            if first := _taken(spots, kind, name):
                message = f"the id '{name}' stands twice; the first is in {first.source.path}:{first.at('id')[0]}"
                problems.append(spot.problem(message, "tree-id-twice", "id"))
                continue
            spots[kind, name] = spot
            held[kind][name] = part
    if not held["questions"] or not held["outcomes"]:
        message = f"the tree has no {'outcomes' if held['questions'] else 'questions'}"
        problems.append(Problem(TREE_FOLDER, 1, 1, f"{message}; add them to a file in {TREE_FOLDER}", "tree-empty"))
        return None
    exclusions: list[Exclusion] = []
    for stem, record in records.items():
        for index, entry in enumerate(record.exclusions):
            spots["exclusions", str(len(exclusions))] = Spot(files[stem], ("exclusions", index))
            exclusions.append(entry)
    return Tree(files, records, **held, exclusions=tuple(exclusions), spots=spots)  # type: ignore[arg-type]


def _parts(record: TreeFile) -> Iterator[tuple[str, int, BaseModel]]:
    for kind in PARTS:
        for index, part in enumerate(getattr(record, kind)):
            yield kind, index, part


def _taken(spots: Mapping[tuple[str, str], Spot], kind: str, name: str) -> Spot | None:
    """The part that already has this id; questions and outcomes share one list of ids."""
    kinds = ("questions", "outcomes") if kind in ("questions", "outcomes") else (kind,)
    return next((spots[other, name] for other in kinds if (other, name) in spots), None)


def quoted(text: str) -> str:
    """A text of the tree as it is shown inside a message."""
    return f"'{shown(text)}'"
