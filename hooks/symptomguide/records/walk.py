"""Walks a record: where each text stands, and where each reference to another record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from ..models.shape import read_shapes
from ..text import find_links
from .source import Path_


@dataclass(frozen=True)
class Reference:
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


def walk_texts(part: BaseModel, path: Path_ = ()) -> Iterator[tuple[Path_, str, str | None]]:
    """Yields (path, text, kind referred to or None) for each text of a record."""
    for name, shape in read_shapes(type(part)).items():
        value = getattr(part, name)
        items = value if isinstance(value, tuple) else (value,)
        for index, item in enumerate(items):
            where = (*path, name, index) if isinstance(value, tuple) else (*path, name)
            if isinstance(item, str):
                yield where, item, shape.ref
            elif shape.part is not None and isinstance(item, BaseModel):
                yield from walk_texts(item, where)


def find_references(record: BaseModel) -> Iterator[Reference]:
    """Every reference of `record`: by a field, and by a link in a text."""
    for path, text, ref in walk_texts(record):
        if ref is not None:
            yield Reference(path, str(path[0]), ref, text, text)
        elif "](" in text:
            for snippet, kind, name in find_links(text):
                yield Reference(path, "", kind, name, snippet)
