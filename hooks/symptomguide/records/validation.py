"""Turns a read file into a model, and every complaint of the model into a problem in plain words."""

from __future__ import annotations

import datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..models.shape import find_shape
from ..problem import Problem, did_you_mean, nearest, shown
from .file import Path_, SourceFile, Unclear

M = TypeVar("M", bound=BaseModel)


def build_model(model: type[M], source: SourceFile, **extra: Any) -> M | None:
    """The file as a `model`, or None with the problems added to `source`; `extra` adds values such as the id."""
    if not isinstance(source.value, dict):
        if source.value is not None or not source.problems:
            source.problems.append(source.problem((1, 1), "a record is a list of 'field: value' lines", "wrong-shape"))
        return None
    for name in extra:
        if name in source.value:
            message = f"'{name}' comes from the file's name; delete this line"
            source.problems.append(source.problem(source.key_place((name,)), message, "unknown-field"))
    try:
        return model.model_validate({**source.value, **extra})
    except ValidationError as error:
        details = error.errors(include_url=False)
        wrong = [detail["loc"] for detail in details]
        details = [  # a list whose only item is wrong is not also too short
            detail
            for detail in details
            if detail["type"] != "too_short"
            or not any(loc[: len(detail["loc"])] == detail["loc"] != loc for loc in wrong)
        ]
        source.problems.extend(_explain(detail, model, source) for detail in details)
        return None


def _explain(detail: ErrorDetails, model: type[BaseModel], source: SourceFile) -> Problem:
    path: Path_ = tuple(detail["loc"])
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    field = _field_name(path)
    if kind == "missing":
        allowed = _fields_at(model, path[:-1])
        near = nearest(str(path[-1]), [key for key in _keys_at(source, path[:-1]) if key not in allowed])
        remedy = f"; is '{shown(near)}' a slip of it?" if near else f"; {_example(model, path)}"
        return source.problem(source.place(path[:-1]), f"the field '{path[-1]}' is missing{remedy}", "missing-field")
    if kind == "extra_forbidden":
        allowed = _fields_at(model, path[:-1])
        hint = did_you_mean(path[-1], allowed, f"allowed are {', '.join(allowed)}")
        return source.problem(source.key_place(path), f"there is no field '{shown(path[-1])}'{hint}", "unknown-field")
    if kind == "text_fault":
        return source.problem(source.place_of(path, context["snippet"]), f"{field} {context['why']}", "unsafe-text")
    if kind == "string_pattern_mismatch" and value is not None:
        context = {"form": find_shape(model, path).form}
    return source.problem(source.place(path), f"{field} {_complaint(kind, context, value, source, path)}", _rule(kind))


def _example(model: type[BaseModel], path: Path_) -> str:
    """What to write for the field at `path`: its values, or a line such as stands in other records."""
    shape, name = find_shape(model, path), path[-1]
    if shape.choices:
        return f"add a line '{name}: ' with one of {', '.join(shape.choices)}"
    if shape.part:
        lines = ", ".join(f"'{field}'" for field, info in shape.part.model_fields.items() if info.is_required())
        start = "an item that starts with '- ', which" if shape.many else "deeper lines, which"
        return f"add a line '{name}:' and below it {start} {'have' if start[0] == 'd' else 'has'} {lines}"
    if shape.ref:
        where = f"'{shape.ref[5:]}' in site.yaml" if shape.ref.startswith("site:") else f"site-data/{shape.ref}"
        value = "[some-id, another-id]" if shape.many else "some-id"
        return f"add a line such as '{name}: {value}', with {'ids' if shape.many else 'an id'} of {where}"
    if shape.many:
        return f"add a line '{name}:' and below it a line '  - …' for each"
    example = {datetime.date: "2026-11-24", bool: "true", int: "10", dict: ""}.get(shape.plain, "…")
    return f"add a line such as '{name}: {example}'" if example != "…" else f"add a line '{name}: …'"


def _rule(kind: str) -> str:
    if kind == "bad_date":
        return "bad-date"
    if kind in (
        "string_type",
        "int_type",
        "bool_type",
        "tuple_type",
        "model_type",
        "model_attributes_type",
        "dict_type",
    ):
        return "wrong-type"
    return "wrong-value"


def _complaint(kind: str, context: dict[str, Any], value: Any, source: SourceFile, path: Path_) -> str:
    word = source.places.words.get(path)
    if value is None and kind != "missing":
        return "is empty; write its value, or delete the line if it may be left out"
    if kind == "literal_error":
        return _wrong_choice(word if isinstance(value, Unclear) and word else value, str(context["expected"]))
    if kind == "string_type":
        return _not_text(value, word)
    if kind == "int_type":
        return f"must be a whole number without quotes, not {_described(value, word)}"
    if kind == "bool_type":
        return f"must be true or false without quotes, not {_described(value, word)}"
    if kind == "tuple_type":
        return f"must be a list, not {_described(value, word)}; start each item on a line of its own with '- '"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return f"must be 'field: value' lines, not {_described(value, word)}"
    if kind == "too_short":
        return f"needs at least {context['min_length']} item{'' if context['min_length'] == 1 else 's'}"
    if kind in ("string_too_short", "blank_text"):
        return "is empty; write its text"
    if kind in ("string_too_long", "too_long") and isinstance(value, str):
        return f"has {len(value)} characters; at most {context['max_length']} fit, so cut it or split it"
    if kind == "string_pattern_mismatch":
        return f"'{shown(value)}' has the wrong form; {context['form']}"
    if kind == "bad_date":
        return f"'{shown(word or value)}' is not a date; write year-month-day, such as 2026-11-24"
    if kind == "bad_address":
        remedy = "it starts with https:// without spaces or a user name"
        return f"'{shown(value)}' is not an address that may be linked; {remedy}"
    if kind == "bad_site_address":
        return f"is '{shown(value)}': {context['why']}"
    if kind == "bad_colour":
        return f"'{shown(value)}' is not a colour; write # and six digits or small letters a to f, such as '#0b5563'"
    limits = {"greater_than_equal": ("ge", "at least"), "less_than_equal": ("le", "at most")}
    if kind in limits:
        key, words = limits[kind]
        return f"is {shown(value)}; it must be {words} {context[key]}"
    return f"'{shown(value)}' does not fit here"


def _wrong_choice(value: Any, expected: str) -> str:
    choices = [choice.strip().strip("'") for choice in expected.replace(" or ", ", ").split(",")]
    return f"'{shown(value)}' is not one of {', '.join(choices)}{did_you_mean(value, choices)}"


def _not_text(value: Any, word: str | None) -> str:
    if isinstance(value, list):
        return "must be one text, not a list; write it on one line, or after > on lines of its own"
    if isinstance(value, dict):
        return "must be text, but a ': ' in it makes it 'field: value' lines; put the whole text in quotes"
    read_as = {bool: "true or false", int: "a number", datetime.date: "a date"}.get(type(value), "something else")
    return f'must be text, but some tools read {shown(word)} without quotes as {read_as}; write "{shown(word)}"'


def _described(value: Any, word: str | None) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "'field: value' lines"
    if word is not None and isinstance(value, str):
        return f"the text '{shown(word)}'"
    return f"'{shown(word if word is not None else value)}'"


def _field_name(path: Path_) -> str:
    """'do, item 2, text' for ('do', 1, 'text')."""
    words = [f"item {part + 1}" if isinstance(part, int) else f"'{shown(part)}'" for part in path]
    return ", ".join(words) or "the record"


def _keys_at(source: SourceFile, path: Path_) -> list[str]:
    return [str(key[-1]) for key in source.places.keys if key[:-1] == path]


def _fields_at(model: type[BaseModel], path: Path_) -> list[str]:
    """Names of the fields allowed at `path` inside `model`."""
    part = find_shape(model, path).part
    return [name for name in part.model_fields if name != "id" or part is not model] if part else []
