"""Walks a record: where each text stands, and where each reference to another record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import BaseModel

from ..models.shape import read_shapes
from ..text import find_links
from .file import Path_, SourceFile


class Reference(NamedTuple):
    """A statement in one record that names another.

    `path` is where it stands in the file; `field` the first key of it, or "" for a link in a text;
    `kind` the folder of the record it names, `site:…` for a list in site.yaml, or "*" with `id` as kind/id;
    `snippet` what to look for in the file.
    """

    path: Path_
    field: str
    kind: str
    id: str
    snippet: str

    @property
    def target(self) -> str:
        """The record as kind/id."""
        return self.id if self.kind == "*" else f"{self.kind}/{self.id}"


class Mention(NamedTuple):
    """A record that names another: its kind, its id, and the field that does (empty for a link in a text)."""

    kind: str
    id: str
    field: str


def walk_texts(part: BaseModel) -> list[tuple[Path_, str, str | None]]:
    """(path, text, kind referred to or None) of each text of a record."""
    found: list[tuple[Path_, str, str | None]] = []
    _collect_texts(part, (), found)
    return found


def _collect_texts(part: BaseModel, path: Path_, found: list[tuple[Path_, str, str | None]]) -> None:
    held = part.__dict__
    for name, shape in read_shapes(type(part)).items():
        value = held[name]
        if isinstance(value, str):
            found.append(((*path, name), value, shape.ref))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, str):
                    found.append(((*path, name, index), item, shape.ref))
                elif shape.part is not None and isinstance(item, BaseModel):
                    _collect_texts(item, (*path, name, index), found)
        elif shape.part is not None and isinstance(value, BaseModel):
            _collect_texts(value, (*path, name), found)


def walk_parts(part: BaseModel, path: Path_ = ()) -> Iterator[tuple[Path_, BaseModel]]:
    """Yields (path, part) for a record and each part in it, in the order of the fields."""
    yield path, part
    for name, shape in read_shapes(type(part)).items():
        if shape.part is not None and (value := part.__dict__[name]):
            for index, item in enumerate(value if isinstance(value, tuple) else ()):
                if isinstance(item, BaseModel):
                    yield from walk_parts(item, (*path, name, index))
            if isinstance(value, BaseModel):
                yield from walk_parts(value, (*path, name))


def recall_targets(file: SourceFile, record: BaseModel) -> tuple[str, ...]:
    """What the `record` that `file` holds names, as kind/id, and what links in its texts lead to, with a # behind."""
    return file.recall("targets", lambda _: {each for one in find_references(record) for each in _targets(one)})


def _targets(reference: Reference) -> tuple[str, ...]:
    return (reference.target,) if reference.field else (reference.target, f"{reference.target}#")


def find_references(record: BaseModel) -> Iterator[Reference]:
    """Every reference of `record`: by a field, and by a link in a text."""
    for path, text, ref in walk_texts(record):
        if ref is not None:
            yield Reference(path, str(path[0]), ref, text, text)
        elif "](" in text:
            for snippet, kind, name in find_links(text):
                yield Reference(path, "", kind, name, snippet)
