"""Records to fill in, every field explained; and the schemas with which an editor helps to."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from ..addresses import PAGE_KINDS
from ..models import KINDS
from ..models.fields import ID_PATTERN
from ..models.shape import FieldShape, read_shapes
from ..problem import Problem, ProblemsFound, did_you_mean, shown
from ..records.folders import WINDOWS_KEEPS, find_obstacles, windows_keeps
from ..records.heads import head_of
from ..records.library import DATA_FOLDER, RESERVED_IDS
from .editor_schema import SETTINGS_FILE, build_schemas, build_settings, schema_comment


def write_scaffold(root: Path, kind: str, name: str) -> str:
    """Writes a record to fill in and returns its path from the root; raises ProblemsFound, never overwrites."""
    path = f"{DATA_FOLDER}/{kind}/{name}.yaml"
    if kind not in KINDS:
        hint = did_you_mean(kind, KINDS, f"there are {', '.join(KINDS)}")
        raise ProblemsFound([Problem(DATA_FOLDER, 1, 1, f"there is no kind '{shown(kind)}'{hint}", "wrong-folder")])
    if WINDOWS_KEEPS.fullmatch(name):
        raise ProblemsFound([Problem(DATA_FOLDER, 1, 1, windows_keeps(name), "file-name")])
    if len(name) > 64 or not re.fullmatch(ID_PATTERN, name) or (kind in PAGE_KINDS and name in RESERVED_IDS):
        message = f"'{shown(name)}' is no id; use small letters, digits and single hyphens, at most 64"
        raise ProblemsFound([Problem(DATA_FOLDER, 1, 1, message, "file-name")])
    if obstacles := find_obstacles(root):
        raise ProblemsFound(obstacles)  # a link would be written through
    file = root / path
    if file.exists():
        raise ProblemsFound([Problem(path, 1, 1, "this record exists already; edit it", "file-name")])
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = (*head_of(kind), schema_comment(kind), *_scaffold(KINDS[kind], ""))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    write_schemas(root)
    return path


def write_schemas(root: Path) -> tuple[str, ...]:
    """Writes the schema of each folder, and the settings that bind them; returns their paths, raises ProblemsFound."""
    if obstacles := find_obstacles(root):
        raise ProblemsFound(obstacles)
    files = {**build_schemas(root), SETTINGS_FILE: build_settings()}
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return tuple(files)


def _scaffold(model: type[BaseModel], indent: str) -> Iterator[str]:
    for name, info in model.model_fields.items():
        if name == "id" and not indent:
            continue
        if info.description:
            yield f"{indent}# {info.description}"
        mark = "" if info.is_required() else "# "
        shape = read_shapes(model)[name]
        if shape.part is None:
            if shape.plain is dict:
                yield from (f"{indent}{mark}{name}:", f"{indent}{mark}  …: …")
            else:
                yield f"{indent}{mark}{name}: {'[]' if shape.many else _example(shape)}"
            continue
        yield f"{indent}{mark}{name}:"
        lead, rest = ("- ", "  ") if shape.many else ("", "")
        for line in _scaffold(shape.part, ""):
            yield f"{indent}{mark}  {lead}{line}"
            lead = rest


def _example(shape: FieldShape) -> str:
    return "2026-01-31" if shape.plain is datetime.date else " | ".join(shape.choices) or "…"
