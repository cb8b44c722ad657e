"""What a field of a record holds: the one place that looks inside the type of a field."""

import functools
import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .fields import Form, RefTo


class FieldShape(NamedTuple):
    """What a field holds: one value, or `many` in a list.

    `part` is the model of a part; `ref` the kind of record that an id names, as in `RefTo`; `choices` the words that
    are allowed; `form` says how to write a text that has a pattern, or is ""; `limit` counts characters. All else is
    of the `plain` type: `str`, `int`, `bool`, `date` or `dict`.
    """

    many: bool = False
    part: type[BaseModel] | None = None
    ref: str | None = None
    choices: tuple[str, ...] = ()
    form: str = ""
    limit: int | None = None
    plain: type = str


@functools.cache
def read_shapes(model: type[BaseModel]) -> Mapping[str, FieldShape]:
    """The shape of each field of a model, by name."""
    return {name: _mark(read_shape(info.annotation), info.metadata) for name, info in model.model_fields.items()}


def read_shape(annotation: Any) -> FieldShape:
    """The shape of what has this type, None left out of a union."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _mark(read_shape(arguments[0]), arguments[1:])
    if origin is tuple:
        return read_shape(arguments[0])._replace(many=True)
    if origin in (typing.Union, types.UnionType):
        return read_shape(next(argument for argument in arguments if argument is not types.NoneType))
    if origin is dict:
        return FieldShape(form=read_shape(arguments[0]).form, plain=dict)
    if origin is typing.Literal:
        return FieldShape(choices=arguments)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return FieldShape(part=annotation)
    return FieldShape(plain=origin or annotation)


def _mark(shape: FieldShape, marks: Iterable[Any]) -> FieldShape:
    for mark in marks:
        if isinstance(mark, FieldInfo):
            shape = _mark(shape, mark.metadata)
        elif isinstance(mark, RefTo):
            shape = shape._replace(ref=mark.kind)
        elif isinstance(mark, Form):
            shape = shape._replace(form=mark.advice)
        elif shape.limit is None and not shape.many and hasattr(mark, "max_length"):
            shape = shape._replace(limit=mark.max_length)
    return shape


def find_shape(model: type[BaseModel], path: Iterable[str | int]) -> FieldShape:
    """What stands at `path` inside a record: keys, and numbers of items of lists."""
    shape = FieldShape(part=model)
    for key in path:
        if isinstance(key, str):
            shape = read_shapes(shape.part).get(key, FieldShape()) if shape.part else FieldShape(form=shape.form)
    return shape
