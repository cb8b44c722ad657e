"""JSON Schemas for editors that complete and check YAML: one for each folder, with the ids that the project has."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter

from ..models import KINDS, Record, Site
from ..models.approvals import TREE, Approvals
from ..models.fields import REFERS_TO
from ..models.tree import TreeFile
from ..records.library import (
    APPROVALS_FILE,
    DATA_FOLDER,
    SITE_FILE,
    Library,
    find_ids,
    load_library,
    load_shared,
)
from ..records.tree import load_tree

SCHEMA_FOLDER = ".vscode/schemas"
SETTINGS_FILE = ".vscode/settings.json"

Ids = Mapping[str, Collection[str]]

SIGNS, ACTIONS, TARGETS, ANSWERS = "tree:signs", "tree:actions", "tree:targets", "tree:answers"
TREE_FIELDS = {
    ("Answer", "to"): TARGETS,
    ("Answer", "present"): SIGNS,
    ("Answer", "absent"): SIGNS,
    ("Answer", "unknown"): SIGNS,
    ("Question", "signs"): SIGNS,
    ("Question", "checks"): TARGETS,
    ("Outcome", "do"): ACTIONS,
    ("Outcome", "while_waiting"): ACTIONS,
    ("Outcome", "do_not"): ACTIONS,
    ("Outcome", "be_seen_if"): SIGNS,
    ("Rule", "applies_to"): ANSWERS,
    ("Exclusion", "answer"): ANSWERS,
    ("Exclusion", "signs"): SIGNS,
}
"""(model, field) of what the tree names inside itself -> the kind of id."""


def build_schemas(root: Path) -> dict[str, str]:
    """Path from the root -> text of the schema of each folder, and of each file beside them."""
    library, _ = load_library(root)
    ids: dict[str, Collection[str]] = dict(library.ids if library else find_ids(root))
    ids["*"] = [f"{kind}/{name}" for kind in KINDS for name in ids[kind]]
    ids.update(_find_tree_ids(root, library, ids["red-flags"]))
    return {schema_path(name): _build(model, ids) for name, model in _models().items()}


def build_settings() -> str:
    """The settings that bind each schema to its files."""
    bound = {
        f"./{schema_path(name)}": f"{DATA_FOLDER}/{name}/*.yaml" if "." not in name else f"{DATA_FOLDER}/{name}"
        for name in _models()
    }
    return json.dumps({"yaml.schemas": bound, "files.encoding": "utf8", "files.eol": "\n"}, indent=2) + "\n"


def schema_path(name: str) -> str:
    """Where the schema of a folder, or of a file such as site.yaml, lies."""
    return f"{SCHEMA_FOLDER}/{name.removesuffix('.yaml')}.json"


def schema_comment(kind: str) -> str:
    """The line at the top of a record of `kind`, by which an editor finds its schema."""
    return f"# yaml-language-server: $schema=../../{schema_path(kind)}"


def _models() -> dict[str, type[BaseModel]]:
    return {**KINDS, TREE: TreeFile, SITE_FILE: Site, APPROVALS_FILE: Approvals}


def _find_tree_ids(root: Path, library: Library | None, flags: Collection[str]) -> dict[str, Collection[str]]:
    tree = library.tree if library else load_tree(root, load_shared(root))[0]
    if tree is None:
        return {}
    answers = [f"{name}/{answer.id}" for name, question in tree.questions.items() for answer in question.answers]
    return {
        SIGNS: [*flags, *tree.rules], ACTIONS: tree.actions, TARGETS: [*tree.questions, *tree.outcomes],
        ANSWERS: answers,
    }  # fmt: skip


def _build(model: type[BaseModel], ids: Ids) -> str:
    schema = TypeAdapter(model).json_schema()
    if issubclass(model, Record):  # the id is the name of the file
        del schema["properties"]["id"]
        schema["required"] = [name for name in schema["required"] if name != "id"]
    for name, part in schema.get("$defs", {}).items():
        for field, kind in TREE_FIELDS.items():
            if model is TreeFile and field[0] == name:
                _innermost(part["properties"][field[1]])[REFERS_TO] = kind
    filled = _fill(schema, ids)
    return json.dumps({"$schema": "http://json-schema.org/draft-07/schema#", **filled}, indent=1) + "\n"


def _innermost(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of the text in a field that may be a list or left out."""
    for choice in schema.get("anyOf", ()):
        if choice.get("type") != "null":
            return _innermost(choice)
    return _innermost(schema["items"]) if "items" in schema else schema


def _fill(schema: Any, ids: Ids) -> Any:
    """The schema with the ids of the project where a field names one, and without null, which no field may hold."""
    if isinstance(schema, list):
        return [_fill(entry, ids) for entry in schema if entry != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    found = {key: _fill(value, ids) for key, value in schema.items() if (key, value) != ("default", None)}
    known = sorted(ids.get(found.pop(REFERS_TO, ""), ()))
    return {**found, "enum": known} if known else found
