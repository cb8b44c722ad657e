"""What a field holds is read from its type: each text with a pattern says how to write it, each list is seen as one.

Engine test: it rests on models of its own and on those of the engine.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field

from symptomguide.models import KINDS, RefTo, Site
from symptomguide.models.approvals import Approvals
from symptomguide.models.fields import Form, Part
from symptomguide.models.search_cases import SearchCase
from symptomguide.models.shape import FieldShape, find_shape, read_shapes
from symptomguide.models.tree import TreeFile
from symptomguide.models.values import Value
from tests.records.test_fields_read import all_models

Word = Annotated[str, Field(pattern="^[a-z]+$", max_length=9), Form("write small letters")]


class Leaf(Part):
    """A part."""

    word: Word | None = None


class Whole(Part):
    """One field of each shape."""

    day: datetime.date | None
    flags: tuple[bool, ...]
    leaves: tuple[Leaf, ...]
    names: Annotated[tuple[Word, ...], Field(max_length=2)]
    other: Annotated[str, RefTo("sources")]
    pick: Literal["one", "two"] | None
    pairs: dict[str, str]


@pytest.mark.parametrize(
    ("field", "shape"),
    [
        ("day", FieldShape(plain=datetime.date)),
        ("flags", FieldShape(many=True, plain=bool)),
        ("leaves", FieldShape(many=True, part=Leaf)),
        ("names", FieldShape(many=True, form="write small letters", limit=9)),
        ("other", FieldShape(ref="sources")),
        ("pick", FieldShape(choices=("one", "two"))),
        ("pairs", FieldShape(plain=dict)),
    ],
)
def test_a_field_has_the_shape_of_its_type(field: str, shape: FieldShape) -> None:
    assert read_shapes(Whole)[field] == shape


def test_a_shape_is_found_inside_the_items_of_a_list() -> None:
    assert find_shape(Whole, ("leaves", 2, "word")) == FieldShape(form="write small letters", limit=9)


def patterned() -> list[tuple[type[BaseModel], str]]:
    """Every field of the engine's models whose text must match a pattern."""
    models: dict[str, type[BaseModel]] = {}
    for model in (*KINDS.values(), Site, TreeFile, Approvals, SearchCase):
        all_models(model, models)
    return [
        (model, name)
        for model in models.values()
        for name, info in model.model_fields.items()
        if "pattern=" in f"{info.annotation} {info.metadata}"
    ]


@pytest.mark.parametrize(("model", "field"), patterned(), ids=lambda value: getattr(value, "__name__", value))
def test_every_pattern_stands_beside_words_that_say_how_to_write_it(model: type[BaseModel], field: str) -> None:
    assert read_shapes(model)[field].form


def test_a_value_says_how_to_write_a_number_with_its_unit() -> None:
    assert find_shape(Value, ("value",)).form == "write a number or a range, and its unit: '4 hours'"
