"""What binds a sign-off to what was signed: it is in force while the hash still fits."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from ..models.approvals import CHECK_LENGTH, HASH_LENGTH

UNSIGNED = {"checked", "next_check", "was"}
"""When facts were compared with their sources, and where they stood before, is not what a clinician signs."""


def hash_records(records: Iterable[BaseModel]) -> str:
    """A short hash of the values of `records`: it changes with any word of them.

    Line breaks, the dates of checks and old addresses do not count. Fields left at their default count as absent, so
    that a new field of the model voids no approval.
    """
    values = [record.model_dump(mode="json", exclude=UNSIGNED, exclude_defaults=True) for record in records]
    text = json.dumps(_folded(values), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return _with_check(hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH])


def was_given(code: str) -> bool:
    """Whether `code` can have come from `hash_records`: its last characters fit the others."""
    return code == _with_check(code[:HASH_LENGTH])


def _with_check(digits: str) -> str:
    return digits + hashlib.sha256(digits.encode()).hexdigest()[:CHECK_LENGTH]


def _folded(value: Any) -> Any:
    """`value` with single spaces in its texts."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_folded(item) for item in value]
    return {key: _folded(item) for key, item in value.items()} if isinstance(value, dict) else value
