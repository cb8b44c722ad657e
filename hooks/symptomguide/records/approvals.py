"""Which sign-offs are in force: those whose hash still fits the record that was signed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from ..models.approvals import HASH_LENGTH, TREE, Approval
from .library import Library

UNSIGNED = {"checked", "next_check"}
"""When facts were compared with their sources is not what a clinician signs."""


def hash_records(records: Iterable[BaseModel]) -> str:
    """A short hash of the values of `records`: it changes with any word of them.

    Line breaks and the dates of checks do not count. Fields left at their default count as absent, so that a new field
    of the model voids no approval.
    """
    values = [record.model_dump(mode="json", exclude=UNSIGNED, exclude_defaults=True) for record in records]
    text = json.dumps(_folded(values), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]


def _folded(value: Any) -> Any:
    """`value` with single spaces in its texts."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_folded(item) for item in value]
    return {key: _folded(item) for key, item in value.items()} if isinstance(value, dict) else value


def find_signed(library: Library, tree: Iterable[BaseModel], path: str) -> tuple[BaseModel, ...]:
    """The records that an approval of `path` signs: one, or the files of the tree; empty where there is none."""
    if path == TREE:
        return tuple(tree)
    kind, _, name = path.partition("/")
    record = library.records.get(kind, {}).get(name)
    return (record,) if record else ()


def find_in_force(library: Library, tree: Sequence[BaseModel]) -> dict[str, tuple[Approval, ...]]:
    """The approvals whose hash still fits, by what was signed."""
    lapsed = set(find_lapsed(library, tree))
    found: dict[str, tuple[Approval, ...]] = {}
    for approval in library.approvals:
        if approval not in lapsed:
            found[approval.record] = (*found.get(approval.record, ()), approval)
    return found


def find_lapsed(library: Library, tree: Sequence[BaseModel]) -> Iterator[Approval]:
    """Yields the approvals whose record reads otherwise than what was signed."""
    for approval in library.approvals:
        if hash_records(find_signed(library, tree, approval.record)) != approval.hash:
            yield approval
