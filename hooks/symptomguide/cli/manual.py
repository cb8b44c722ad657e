"""The references that are made from the code: tables of fields, and the manual of each rule."""

from __future__ import annotations

import datetime
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from ..models import KINDS, Site
from ..models.shape import FieldShape, read_shapes
from ..records.folders import DATA, RECORD_SUFFIX
from ..records.heads import FIELDS_FILE, add_head
from ..records.library import DATA_FOLDER
from ..rules import RULES

MANUAL_FILE = "CONTRIBUTING.md"
RULES_MARK = re.compile(r"(<!-- rules:[^\n]*-->\n).*?(<!-- /rules -->)", re.DOTALL)
PLAIN_TYPES = {
    dict: "`id: id` lines",
    datetime.date: "date",
    bool: "true or false",
    int: "whole number",
}


def build_references(root: Path) -> dict[str, str]:
    """Path from the root -> text of each file that holds a generated reference."""
    manual = (root / MANUAL_FILE).read_text(encoding="utf-8")
    rules = "\n".join(_describe_rules())
    return {
        FIELDS_FILE: build_fields(),
        MANUAL_FILE: RULES_MARK.sub(lambda match: f"{match[1]}{rules}\n{match[2]}", manual),
    }


def build_fields() -> str:
    """The tables of all fields, as Markdown."""
    return "\n".join(_field_tables()) + "\n"


def add_heads(root: Path) -> Iterator[tuple[str, str]]:
    """Yields (path, text) of each record below `root` without its two first lines, with them."""
    for name in DATA:
        place = root / DATA_FOLDER / name
        for file in sorted(place.glob(f"*{RECORD_SUFFIX}")) if place.is_dir() else [place] if place.is_file() else []:
            text = file.read_text(encoding="utf-8")
            if (whole := add_head(text, file.parent.name if place.is_dir() else "")) != text:
                yield file.relative_to(root).as_posix(), whole


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
        shape = read_shapes(model)[name]
        if shape.part is not None:
            parts.setdefault(shape.part)
        needed = "yes" if info.is_required() else "no"
        yield f"| `{name}` | {needed} | {_holds(shape)} | {(info.description or '').replace('|', '/')} |"


def _holds(shape: FieldShape) -> str:
    many = "list of " if shape.many else ""
    if shape.part is not None:
        return f"{many}{shape.part.__name__}"
    if shape.ref:
        return many + (
            "kind/id of a record" if shape.ref == "*" else f"id from {shape.ref.replace('site:', 'site.yaml, ')}"
        )
    if shape.choices:
        return f"{many}one of {', '.join(shape.choices)}"
    limit = f", at most {shape.limit:,} characters" if shape.limit else ""
    return many + PLAIN_TYPES.get(shape.plain, f"text{limit}")
