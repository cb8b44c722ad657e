"""Reads every record and holds them, indexed and linked."""

from __future__ import annotations

import functools
import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from ..addresses import PAGE_KINDS
from ..models import KINDS, Record, RedFlag, Site, Story
from ..models.approvals import TREE, Approval, Approvals
from ..models.site import ENTRY_LISTS
from ..models.statements import Statement
from ..models.values import Value
from ..problem import Problem, shown
from ..store import grow, open_notes
from .approvals import hash_records
from .file import SourceFile
from .folders import find_records, is_left_behind
from .kept import FROZEN, read_record
from .shared import Shared
from .tree import Tree, load_tree
from .walk import Mention, Reference, find_references, recall_targets

R = TypeVar("R", bound=Record)

DATA_FOLDER = "site-data"
SITE_FILE = "site.yaml"
SITE_KEY = "site"
APPROVALS_FILE = "approvals.yaml"
APPROVALS_KEY = "approvals"
RESERVED_IDS = ("index", "exercises", "sources")  # would collide with fixed addresses
RESERVED = {name: f"'{name}' is a fixed address of the site; choose another file name" for name in RESERVED_IDS}
FOLDER_OF: Mapping[type[Record], str] = {model: folder for folder, model in KINDS.items()}


@dataclass(frozen=True, eq=False)
class Library:
    """All records. `files` maps kind/id to the file it came from, `ids` a kind to every id that has a file.

    `approvals` are all sign-offs. `tree` is the decision tree, None where a file of it is not sound; whether it leads
    right is proved later. `shared` is what records say by name.
    """

    site: Site
    records: Mapping[str, Mapping[str, Record]]
    files: Mapping[str, SourceFile]
    ids: Mapping[str, frozenset[str]]
    unsound: bool = False
    approvals: tuple[Approval, ...] = ()
    tree: Tree | None = None
    shared: Shared = field(default_factory=Shared)

    @property
    def whole(self) -> bool:
        """True where every record and the tree could be read: only then can it be told that nothing names a thing."""
        return not self.unsound and self.tree is not None

    def signs(self, path: str) -> tuple[BaseModel, ...]:
        """The records that an approval of `path` signs: one, or the files of the tree; empty where there is none."""
        if path == TREE:
            return tuple(self.tree.records.values()) if self.tree else ()
        kind, _, name = path.partition("/")
        record = self.records.get(kind, {}).get(name)
        return (record,) if record else ()

    @functools.cached_property
    def lapsed(self) -> tuple[Approval, ...]:
        """The sign-offs whose record reads otherwise than what was signed."""
        return tuple(entry for entry in self.approvals if hash_records(self.signs(entry.record)) != entry.hash)

    @functools.cached_property
    def signed(self) -> Mapping[str, tuple[Approval, ...]]:
        """The sign-offs in force, by what was signed."""
        found: defaultdict[str, tuple[Approval, ...]] = defaultdict(tuple)
        for entry in self.approvals:
            if entry not in self.lapsed:
                found[entry.record] += (entry,)
        return dict(found)

    def _list(self) -> Iterator[tuple[str, Record]]:
        return ((f"{kind}/{name}", record) for kind, held in self.records.items() for name, record in held.items())

    @functools.cached_property
    def references(self) -> Mapping[str, tuple[Reference, ...]]:
        """What site.yaml and each record names, by kind/id."""
        return {key: tuple(find_references(record)) for key, record in ((SITE_KEY, self.site), *self._list())}

    @functools.cached_property
    def mentions(self) -> Mapping[str, tuple[Mention, ...]]:
        """Who names each record, by its kind/id."""
        found: defaultdict[str, list[Mention]] = defaultdict(list)
        for key, references in self.references.items():
            kind, _, name = key.partition("/")
            for reference in references if name else ():
                found[reference.target].append(Mention(kind, name, reference.field))
        return {target: tuple(mentions) for target, mentions in found.items()}

    @functools.cached_property
    def named(self) -> frozenset[str]:
        """The kind/id of each record that another record names."""
        return frozenset().union(*(recall_targets(self.files[key], record) for key, record in self._list()))

    @functools.cached_property
    def of_tree(self) -> Library:
        """The tree with what its proofs and rules rest on, and nothing else: site.yaml, danger signs and stories."""
        kinds = (FOLDER_OF[RedFlag], FOLDER_OF[Story])
        return replace(
            self,
            records={kind: self.records[kind] for kind in kinds},
            files={key: file for key, file in self.files.items() if key.split("/")[0] in (SITE_KEY, TREE, *kinds)},
            ids={kind: frozenset(self.records[kind]) for kind in kinds},
            unsound=False, approvals=(), shared=Shared(),
        )  # fmt: skip

    @functools.cached_property
    def _notes(self) -> dict[str, Any] | None:
        """The notes on all files together; None where one is not sound, or nothing is kept."""
        whole = hashlib.sha256()
        for key, file in self.files.items():
            if not (held := (file.notes or {}).get(FROZEN)):
                return None
            whole.update(f"{key} {len(held)}\n".encode() + held)
        return open_notes(whole.digest())

    def recall_problems(self, what: str, find: Callable[[Library], Iterable[Problem]]) -> list[Problem]:
        """The problems that `find` yields of this library, noted by `what` where all of its files are sound."""
        if self._notes is None:
            return list(find(self))
        if what not in self._notes:
            self._notes[what] = tuple((one.path, one.line, one.column, one.message, one.rule) for one in find(self))
            grow()
        return [Problem(*row) for row in self._notes[what]]

    def all(self, model: type[R]) -> tuple[R, ...]:
        """Every record of a kind, by id."""
        return cast("tuple[R, ...]", tuple(self.records[FOLDER_OF[model]].values()))

    def get(self, model: type[R], name: str) -> R:
        """The record of that id; raises KeyError where there is none."""
        return cast(R, self.records[FOLDER_OF[model]][name])

    def mentioned_by(self, model: type[R], kind: str, name: str, field: str | None = None) -> tuple[R, ...]:
        """The records of `model` that name kind/name, by `field` if given, in order of id."""
        mentions = self.mentions.get(f"{kind}/{name}", ())
        named = (entry for entry in mentions if entry.kind == FOLDER_OF[model] and field in (None, entry.field))
        return tuple(self.get(model, name) for name in dict.fromkeys(entry.id for entry in named))


@dataclass
class _Reading:
    root: Path
    problems: list[Problem] = field(default_factory=list)
    meant: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS})
    files: dict[str, SourceFile] = field(default_factory=dict)
    records: dict[str, dict[str, Record]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    shared: Shared = field(default_factory=Shared)


def load_library(root: Path) -> tuple[Library | None, list[Problem]]:
    """Reads site-data below `root`, the decision tree and the sign-offs too.

    Returns the library and the problems of shape and identity. The library holds the records that are
    sound, and is None only where site.yaml is not.
    """
    reading = _Reading(root)
    folder = root / DATA_FOLDER
    if not folder.is_dir():
        return None, [Problem(DATA_FOLDER, 1, 1, f"the folder {DATA_FOLDER} is missing", "missing-folder")]
    _check_folder(reading, folder)
    reading.shared = _read_shared(reading)
    site = _read_site(reading)
    approvals = _read_approvals(reading)
    for kind, model in KINDS.items():
        if model not in (Value, Statement):
            for name, file in _record_files(reading, kind):
                _read_record(reading, kind, model, name, file)
    tree, found = load_tree(root, reading.shared)
    reading.problems += found
    return (None if site is None else _link(site, reading, approvals, tree)), reading.problems


def load_shared(root: Path) -> Shared:
    """What records say by name, for a project whose site.yaml cannot be read."""
    return _read_shared(_Reading(root))


def find_ids(root: Path) -> dict[str, frozenset[str]]:
    """Kind -> the ids that have a file, for a project whose site.yaml cannot be read."""
    folder = root / DATA_FOLDER
    return {kind: frozenset(name for name, _ in find_records(folder / kind, kind, [])) for kind in KINDS}


def _check_folder(reading: _Reading, folder: Path) -> None:
    known = {*KINDS, TREE, SITE_FILE, APPROVALS_FILE, "README.md"}
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name not in known and not is_left_behind(entry.name):
            message = f"'{shown(entry.name)}' has no place here; records go in {', '.join(KINDS)}"
            reading.problems.append(Problem(f"{DATA_FOLDER}/{shown(entry.name)}", 1, 1, message, "wrong-folder"))


def _read_site(reading: _Reading) -> Site | None:
    path = f"{DATA_FOLDER}/{SITE_FILE}"
    site, source = read_record(Site, reading.root / path, path, reading.shared)
    reading.files[SITE_KEY] = source
    reading.problems.extend(source.problems)
    return site


def _read_shared(reading: _Reading) -> Shared:
    """The named values and the shared statements, before any record that names one.

    Values that name no other come first, so that the others may name them.
    """
    kind = FOLDER_OF[Value]
    for name, file in sorted(_record_files(reading, kind), key=_names_others):
        if _names_others((name, file)):
            reading.shared = Shared(_sound_values(reading))
        _read_record(reading, kind, Value, name, file)
    reading.shared = Shared(_sound_values(reading))
    kind = FOLDER_OF[Statement]
    for name, file in _record_files(reading, kind):
        _read_record(reading, kind, Statement, name, file)
    statements = cast("dict[str, Statement]", reading.records[kind])
    files = {key.removeprefix(f"{kind}/") for key in reading.files if key.startswith(f"{kind}/")}
    return Shared(reading.shared.values, statements, frozenset(files - statements.keys()))


def _names_others(record: tuple[str, str]) -> bool:
    return b"{" in Path(record[1]).read_bytes()


def _sound_values(reading: _Reading) -> dict[str, Value] | None:
    """The values read so far, None where one of them is unsound."""
    folder = f"{DATA_FOLDER}/{FOLDER_OF[Value]}/"
    if any(problem.path.startswith(folder) for problem in reading.problems):
        return None
    return dict(cast("dict[str, Value]", reading.records[FOLDER_OF[Value]]))


def _read_approvals(reading: _Reading) -> tuple[Approval, ...]:
    """The sign-offs; a site without the file has none."""
    path = f"{DATA_FOLDER}/{APPROVALS_FILE}"
    if not (reading.root / path).exists():
        return ()
    found, source = read_record(Approvals, reading.root / path, path)
    reading.files[APPROVALS_KEY] = source
    reading.problems.extend(source.problems)
    return found.approvals if found else ()


def _record_files(reading: _Reading, kind: str) -> Iterator[tuple[str, str]]:
    """Id and file of each record of one kind, by name; whatever else is there becomes a problem."""
    reserved = RESERVED if kind in PAGE_KINDS else None
    label = f"{DATA_FOLDER}/{kind}"
    for name, file in find_records(reading.root / label, label, reading.problems, reserved):
        if file is None:
            reading.meant[kind].add(name)
        else:
            yield name, file


def _read_record(reading: _Reading, kind: str, model: type[Record], name: str, file: str) -> None:
    record, source = read_record(model, file, f"{DATA_FOLDER}/{kind}/{name}.yaml", reading.shared, id=name)
    reading.files[f"{kind}/{name}"] = source
    reading.problems.extend(source.problems)
    if record is not None and not source.problems:
        reading.records[kind][name] = record


def _link(site: Site, reading: _Reading, approvals: tuple[Approval, ...], tree: Tree | None) -> Library:
    ids: dict[str, set[str]] = {kind: set(reading.meant[kind]) for kind in KINDS}
    for path in reading.files:
        kind, _, name = path.partition("/")
        if name:
            ids[kind].add(name)
    for name in ENTRY_LISTS:
        ids[f"site:{name}"] = {entry.id for entry in getattr(site, name)}
    return Library(
        site=site,
        records=reading.records,
        files=reading.files | {f"{TREE}/{name}": file for name, file in (tree.files if tree else {}).items()},
        ids={kind: frozenset(names) for kind, names in ids.items()},
        unsound=any(not reading.records[kind].get(name) for kind in KINDS for name in ids[kind]),
        approvals=approvals,
        tree=tree,
        shared=reading.shared,
    )
