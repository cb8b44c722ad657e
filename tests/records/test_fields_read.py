"""Whatever an editor may write is read by something: a field that changes nothing would mislead.

Engine test: it reads the models and the code of the engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from symptomguide.models import KINDS, Site
from symptomguide.models.shape import read_shapes
from symptomguide.models.site import ENTRY_LISTS
from symptomguide.models.tree import TreeFile
from tests.conftest import ROOT

ENGINE = ROOT / "hooks" / "symptomguide"
READERS = "\n".join(
    file.read_text(encoding="utf-8")
    for file in (*ENGINE.rglob("*.py"), *ENGINE.rglob("*.jinja"))
    if ENGINE / "models" not in file.parents
)
COLOURS = re.findall(r"var\(--([\w-]+)", (ROOT / "overrides/assets/stylesheets/guide.css").read_text(encoding="utf-8"))
READ = {*re.findall(r"[.\"'](\w+)", READERS), *(name.replace("-", "_") for name in COLOURS), *ENTRY_LISTS}


def all_models(model: type[BaseModel], seen: dict[str, type[BaseModel]]) -> dict[str, type[BaseModel]]:
    """The model and those of its parts, by name."""
    if model.__name__ not in seen:
        seen[model.__name__] = model
        for shape in read_shapes(model).values():
            if shape.part:
                all_models(shape.part, seen)
    return seen


def fields() -> Iterator[str]:
    seen: dict[str, type[BaseModel]] = {}
    for model in (*KINDS.values(), Site, TreeFile):
        all_models(model, seen)
    for model in seen.values():
        yield from (f"{model.__name__}.{name}" for name in model.model_fields)


def test_every_field_is_read() -> None:
    assert [field for field in fields() if field.split(".")[1] not in READ] == []


def test_a_field_that_nothing_reads_is_told() -> None:
    assert "when_unsure" not in READ
