"""Walks a record: where each text stands, and where each reference to another record."""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from ..models import RefTo
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


@dataclass(frozen=True)
class _Field:
    name: str
    ref: str | None
    part: type[BaseModel] | None


@functools.cache
def _fields(model: type[BaseModel]) -> tuple[_Field, ...]:
    fields = []
    for name, info in model.model_fields.items():
        ref, part = _inspect(info.annotation)
        ref = ref or next((mark.kind for mark in info.metadata if isinstance(mark, RefTo)), None)
        fields.append(_Field(name, ref, part))
    return tuple(fields)


def _inspect(annotation: Any) -> tuple[str | None, type[BaseModel] | None]:
    """The reference and the model of a part inside `annotation`, looking through tuples and unions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return None, annotation
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        ref = next((mark.kind for mark in arguments[1:] if isinstance(mark, RefTo)), None)
        return (ref, None) if ref else _inspect(arguments[0])
    if origin in (tuple, typing.Union, types.UnionType):
        for argument in arguments:
            found = _inspect(argument)
            if found != (None, None):
                return found
    return None, None


def part_model(model: type[BaseModel], field: str) -> type[BaseModel] | None:
    """The model of the parts that `field` holds, or None."""
    return next((entry.part for entry in _fields(model) if entry.name == field), None)


def walk_texts(part: BaseModel, path: Path_ = ()) -> Iterator[tuple[Path_, str, str | None]]:
    """Yields (path, text, kind referred to or None) for each text of a record."""
    for field in _fields(type(part)):
        value = getattr(part, field.name)
        items = value if isinstance(value, tuple) else (value,)
        for index, item in enumerate(items):
            where = (*path, field.name, index) if isinstance(value, tuple) else (*path, field.name)
            if isinstance(item, str):
                yield where, item, field.ref
            elif field.part is not None and isinstance(item, BaseModel):
                yield from walk_texts(item, where)


def find_references(record: BaseModel) -> Iterator[Reference]:
    """Every reference of `record`: by a field, and by a link in a text."""
    for path, text, ref in walk_texts(record):
        if ref is not None:
            yield Reference(path, str(path[0]), ref, text, text)
        elif "](" in text:
            for snippet, kind, name in find_links(text):
                yield Reference(path, "", kind, name, snippet)
