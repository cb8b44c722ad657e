"""The references that are made from the code: tables of fields, and the manual of each rule."""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..models import KINDS, RefTo, Site
from ..records.walk import part_model
from ..rules import RULES

FIELDS_FILE = "docs/fields.md"
MANUAL_FILE = "CONTRIBUTING.md"
RULES_MARK = re.compile(r"(<!-- rules:[^\n]*-->\n).*?(<!-- /rules -->)", re.DOTALL)
LIMITS = re.compile(r"max_length=(\d+)")


def build_references(root: Path) -> dict[str, str]:
    """Path from the root -> text of each file that holds a generated reference."""
    manual = (root / MANUAL_FILE).read_text(encoding="utf-8")
    rules = "\n".join(_describe_rules())
    return {
        FIELDS_FILE: "\n".join(_field_tables()) + "\n",
        MANUAL_FILE: RULES_MARK.sub(lambda match: f"{match[1]}{rules}\n{match[2]}", manual),
    }


def _describe_rules() -> Iterator[str]:
    for rule in RULES:
        head, _, text = inspect.cleandoc(rule.__doc__ or "").partition("\n\n")
        name, _, title = head.partition(": ")
        yield f"\n* **{name}**: {title}\n  {' '.join(text.split())}"
    yield ""


def _field_tables() -> Iterator[str]:
    yield "# Fields of the records"
    yield ""
    yield "Made from the models by `symptomguide docs`; do not edit. A text may hold `*emphasis*` and"
    yield "`[a link](kind/id)`, a name is plain. The id of a record is its file name."
    seen: dict[type[BaseModel], None] = {}
    models: dict[str, type[BaseModel]] = {
        **{f"site-data/{kind}/": model for kind, model in KINDS.items()},
        "site.yaml": Site,
    }
    for title, model in models.items():
        yield from _table(f"{title}", model, seen)
    for part in list(seen):
        yield from _table(f"Part: {part.__name__}", part, seen)


def _table(title: str, model: type[BaseModel], parts: dict[type[BaseModel], None]) -> Iterator[str]:
    yield f"\n## {title}\n"
    yield " ".join(inspect.cleandoc(model.__doc__ or "").split())
    yield "\n| Field | Needed | Holds | What it says |\n|---|---|---|---|"
    for name, info in model.model_fields.items():
        if name == "id" and title.startswith("site-data"):
            continue
        part = part_model(model, name)
        if part is not None:
            parts.setdefault(part)
        needed = "yes" if info.is_required() else "no"
        yield f"| `{name}` | {needed} | {_holds(info, part)} | {(info.description or '').replace('|', '/')} |"


def _holds(info: FieldInfo, part: type[BaseModel] | None) -> str:
    shape = str(info.annotation) + str(info.metadata)
    many = "list of " if "tuple" in shape else ""
    if part is not None:
        return f"{many}{part.__name__}"
    if ref := _find_ref(info.annotation, info.metadata):
        where = {"*": "kind/id of a record"}.get(ref, f"id from {ref.replace('site:', 'site.yaml, ')}")
        return f"{many}{where}"
    if "dict" in shape:
        return "`id: id` lines"
    if choices := _find_choices(info.annotation):
        return f"{many}one of {', '.join(choices)}"
    for word, name in (("date", "date"), ("bool", "true or false"), ("int", "whole number")):
        if re.search(rf"\b{word}\b", shape):
            return f"{many}{name}"
    limit = LIMITS.search(shape)
    return f"{many}text" + (f", at most {int(limit[1]):,} characters" if limit else "")


def _find_ref(annotation: Any, metadata: typing.Sequence[Any]) -> str | None:
    for mark in metadata:
        if isinstance(mark, RefTo):
            return mark.kind
    for argument in typing.get_args(annotation):
        if isinstance(argument, RefTo):
            return argument.kind
        if found := _find_ref(argument, ()):
            return found
    return None


def _find_choices(annotation: Any) -> tuple[str, ...]:
    if typing.get_origin(annotation) is typing.Literal:
        return typing.get_args(annotation)
    for argument in typing.get_args(annotation):
        if found := _find_choices(argument):
            return found
    return ()
