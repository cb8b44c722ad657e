"""Macro calls in pages: found by their line, parsed as literals, bound to the macro's signature.

A page is no program. A call stands alone on a line, `{{ name(arguments) }}`, and its arguments are
texts, whole numbers, true or false, or lists of these.
"""

from __future__ import annotations

import ast
import functools
import inspect
import re
import typing
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from ..models.shape import read_shape
from ..problem import did_you_mean, shown

Macro = Callable[..., Any]


class Call(NamedTuple):
    """A macro call on one line of a page, its arguments bound by name."""

    line: int
    name: str
    arguments: tuple[tuple[str, Any], ...]


class Parameter(NamedTuple):
    """One parameter of a macro: its name, how to write it, whether it may be left out, what it accepts."""

    name: str
    required: bool
    positional: bool
    default: Any
    choices: tuple[str, ...]
    kind: str | None
    type: type


class CallFault(Exception):
    """What is wrong with a call; `column` counts from 1 within the text of the call."""

    def __init__(self, column: int, message: str, rule: str = "macro-call") -> None:
        self.column, self.message, self.rule = column, message, rule


@functools.cache
def parameters(macro: Macro) -> tuple[Parameter, ...]:
    """The parameters an editor may write: all but the first, which is the library."""
    hints = typing.get_type_hints(macro, include_extras=True)
    found = []
    for parameter in list(inspect.signature(macro).parameters.values())[1:]:
        shape = read_shape(hints[parameter.name])
        required = parameter.default is parameter.empty
        positional = parameter.kind is parameter.POSITIONAL_OR_KEYWORD
        default = None if required else parameter.default
        base = tuple if shape.many else shape.plain
        found.append(Parameter(parameter.name, required, positional, default, shape.choices, shape.ref, base))
    return tuple(found)


def parse_call(text: str, line: int, macros: Mapping[str, Macro], ids: Mapping[str, frozenset[str]]) -> Call:
    """Parses what stands between `{{` and `}}`; raises CallFault."""
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        offset = getattr(error, "offset", None) or 1
        if curly := re.search("[\u2018-\u201f]", text.strip()):
            raise CallFault(curly.start() + 1, f"'{curly[0]}' is no quote that works here; write \"…\"") from None
        raise CallFault(offset, f"'{shown(text.strip())}' is not a call; write name(argument=\"value\")") from None
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        raise CallFault(1, f"'{shown(text.strip())}' is not a call; write name(argument=\"value\")")
    name = node.func.id
    if name not in macros:
        hint = did_you_mean(name, macros, f"there are {', '.join(sorted(macros))}")
        raise CallFault(1, f"there is no macro '{shown(name)}'{hint}", "unknown-macro")
    column = functools.partial(_column, text.strip())
    return Call(line, name, tuple(_bind(name, node, parameters(macros[name]), ids, column)))


def _column(text: str, node: ast.AST) -> int:
    """The parser counts in bytes; editors count in characters."""
    line = text.encode()
    return len(line[: getattr(node, "col_offset", 0)].decode(errors="ignore")) + 1


def _bind(
    name: str,
    node: ast.Call,
    allowed: tuple[Parameter, ...],
    ids: Mapping[str, frozenset[str]],
    column: Callable[[ast.AST], int],
) -> Iterator[tuple[str, Any]]:
    positional = [parameter for parameter in allowed if parameter.positional]
    if len(node.args) > len(positional):
        extra = node.args[len(positional)]
        names = ", ".join(parameter.name for parameter in allowed) or "none"
        raise CallFault(column(extra), f"write the name of this argument of '{name}'; it takes {names}")
    written: dict[str, ast.expr] = {
        parameter.name: value for parameter, value in zip(positional, node.args, strict=False)
    }
    by_name = {parameter.name: parameter for parameter in allowed}
    for keyword in node.keywords:
        if keyword.arg not in by_name:
            hint = did_you_mean(keyword.arg or "", by_name, f"it takes {', '.join(by_name) or 'none'}")
            raise CallFault(column(keyword), f"'{name}' has no argument '{shown(keyword.arg)}'{hint}")
        if keyword.arg in written:
            raise CallFault(column(keyword), f"the argument '{keyword.arg}' stands twice; keep one")
        written[keyword.arg] = keyword.value
    for parameter in allowed:
        if parameter.name in written:
            value = written[parameter.name]
            yield parameter.name, _check_value(parameter, value, ids, column)
        elif parameter.required:
            raise CallFault(1, f"'{name}' needs the argument '{parameter.name}'")


def _check_value(
    parameter: Parameter, node: ast.expr, ids: Mapping[str, frozenset[str]], column: Callable[[ast.AST], int]
) -> Any:
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, MemoryError, RecursionError, SyntaxError):
        raise CallFault(column(node), f"'{parameter.name}' must be a plain value; put a text in quotes") from None
    if parameter.type is tuple:
        if not isinstance(value, list | tuple):
            raise CallFault(column(node), f'\'{parameter.name}\' must be a list, such as ["one", "two"]')
        nodes = node.elts if isinstance(node, ast.List | ast.Tuple) else []
        for item, item_node in zip(value, nodes, strict=True):
            _check_item(parameter, item, column(item_node), ids, str)
        return tuple(value)
    _check_item(parameter, value, column(node), ids, parameter.type)
    return value


def _check_item(parameter: Parameter, value: Any, column: int, ids: Mapping[str, frozenset[str]], kind: type) -> None:
    words = {str: "a text in quotes", int: "a whole number", bool: "True or False"}
    if type(value) is not kind:
        raise CallFault(column, f"'{parameter.name}' must be {words.get(kind, 'another kind of value')}")
    choices = parameter.choices or tuple(sorted(ids.get(parameter.kind or "", ())))
    if (parameter.choices or parameter.kind in ids) and value not in choices:
        hint = did_you_mean(value, choices, f"allowed are {', '.join(choices[:12]) or 'none yet'}")
        raise CallFault(column, f"'{shown(value)}' does not fit '{parameter.name}'{hint}", "macro-argument")
