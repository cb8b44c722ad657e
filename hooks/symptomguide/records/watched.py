"""A library that notes what is read from it, so that a page can tell exactly what it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from ..models import Record
from ..models.approvals import TREE, Approval
from .library import FOLDER_OF, Library
from .shared import Shared
from .tree import Tree
from .walk import Reference

R = TypeVar("R", bound=Record)
V = TypeVar("V")

EVERYTHING = "*"
SIGNED = "signed"
MENTIONS = "@"


class _Noted(Mapping[str, V]):
    """A mapping that notes each key asked for, between `before` and `after`, and `*` for all of them."""

    def __init__(self, held: Mapping[str, V], notes: set[str], before: str = "", after: str = "") -> None:
        self.held, self.notes, self.before, self.after = held, notes, before, after

    def __getitem__(self, key: str) -> V:
        self.notes.add(f"{self.before}{key}{self.after}")
        return self.held[key]

    def __iter__(self) -> Iterator[str]:
        self.notes.add(f"{self.before}*{self.after}")
        return iter(self.held)

    def __len__(self) -> int:
        self.notes.add(f"{self.before}*{self.after}")
        return len(self.held)


class WatchedLibrary(Library):
    """The library it is given, whose every accessor notes what was asked, in `reads`:

    `causes/some-id` a record or its file, be it there or not; `causes/*` which records of a kind there are;
    `@causes/some-id` who mentions a record; `tree` the decision tree; `signed` the sign-offs; `*` everything. What is
    said by name (values, statements) stands in the records already. site.yaml is read by every page, and not noted.

    `asked` holds the records that were asked for by name, `listed` those of a kind that was gone through.
    """

    reads: set[str]
    asked: dict[str, Record]
    listed: dict[str, Record]
    _library: Library

    def __init__(self, library: Library) -> None:
        notes: set[str] = set()
        vars(self).update(
            {"reads": notes, "asked": {}, "listed": {}, "_library": library},
            site=library.site,
            records={kind: _Noted(held, notes, f"{kind}/") for kind, held in library.records.items()},
            files=_Noted(library.files, notes),
            ids=_Noted(library.ids, notes, after="/*"),
            mentions=_Noted(library.mentions, notes, MENTIONS),
        )

    def all(self, model: type[R]) -> tuple[R, ...]:
        """Every record of a kind, by id."""
        found = super().all(model)
        self.listed.update({f"{FOLDER_OF[model]}/{record.id}": record for record in found})
        return found

    def get(self, model: type[R], name: str) -> R:
        """The record of that id; raises KeyError where there is none."""
        found = self.asked[f"{FOLDER_OF[model]}/{name}"] = super().get(model, name)
        return found

    @property
    def references(self) -> Mapping[str, tuple[Reference, ...]]:
        """What each record names: hardly needed for a page, so all of it is one."""
        self.reads.add(EVERYTHING)
        return self._library.references

    @property
    def of_tree(self) -> Library:
        """The tree with what its proofs and rules rest on: hardly needed for a page, so all of it is one."""
        self.reads.add(EVERYTHING)
        return self._library.of_tree

    @property
    def unsound(self) -> bool:
        """Whether a record could not be read."""
        self.reads.add(EVERYTHING)
        return self._library.unsound

    @property
    def shared(self) -> Shared:
        """What records say by name."""
        self.reads.add(EVERYTHING)
        return self._library.shared

    @property
    def tree(self) -> Tree | None:
        """The decision tree."""
        self.reads.add(TREE)
        return self._library.tree

    @property
    def approvals(self) -> tuple[Approval, ...]:
        """All sign-offs."""
        self.reads.add(SIGNED)
        return self._library.approvals

    @property
    def signed(self) -> Mapping[str, tuple[Approval, ...]]:
        """The sign-offs in force, by what was signed."""
        self.reads.add(SIGNED)
        return self._library.signed
