"""The view of the page that documents every macro, made from signatures and docstrings."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import Any

from ..macros import MACROS
from ..pages.calls import CallFault, Macro, Parameter, parameters, parse_call
from ..records.library import Library

FILLS_A_PAGE = frozenset(("advice_list", "checker", "tree_pictures"))
"""Macros whose result fills a page or most of it, too long to stand among the others."""


@dataclass(frozen=True)
class ParameterView:
    """A parameter: its name and how to write it."""

    name: str
    text: str


@dataclass(frozen=True)
class MacroView:
    """A macro with an example and the view that the example gives; not `shown` where the site lacks its records."""

    name: str
    text: str
    parameters: tuple[ParameterView, ...]
    example: str
    result: Any
    shown: bool


@dataclass(frozen=True)
class MacroHelpView:
    """The page of all macros."""

    macros: tuple[MacroView, ...]


def build_macro_help(library: Library) -> MacroHelpView:
    """Documentation and an example of every macro, in order of name."""
    return MacroHelpView(tuple(_describe(library, macro) for macro in MACROS.values()))


def read_example(macro: Macro) -> tuple[str, str]:
    """The text of the macro's docstring, and the call on its 'Example:' line."""
    text, _, example = inspect.cleandoc(macro.__doc__ or "").partition("Example:")
    return " ".join(text.split()), example.strip()


def fill_example(example: str, library: Library) -> str:
    """The example with `<kind>` replaced by the first id of that kind; raises LookupError where there is none."""
    return re.sub(r"<([a-z:_-]+)>", lambda match: min(library.ids[match[1]], default="") or _no(match[1]), example)


def _no(kind: str) -> str:
    raise LookupError(f"the site has no record of the kind {kind}")


def _describe(library: Library, macro: Macro) -> MacroView:
    text, example = read_example(macro)
    try:
        example = fill_example(example, library)
        call = parse_call(example.removeprefix("{{").removesuffix("}}"), 1, MACROS, library.ids)
        shown = macro.__name__ not in FILLS_A_PAGE
        result = macro(library, **dict(call.arguments)) if shown else None
    except (CallFault, LookupError):  # the site has no record that the example names
        result, shown = None, False
    return MacroView(
        name=macro.__name__,
        text=text,
        parameters=tuple(ParameterView(item.name, _explain(item, library)) for item in parameters(macro)),
        example=example,
        result=result,
        shown=shown,
    )


def _explain(parameter: Parameter, library: Library) -> str:
    needed = "needed" if parameter.required else f"may be left out (then {parameter.default!r})"
    if parameter.choices:
        return f"{needed}; one of {', '.join(parameter.choices)}"
    if parameter.kind and parameter.kind.startswith("site:"):
        ids = sorted(library.ids[parameter.kind])
        return f"{needed}; one of {', '.join(ids)}"
    if parameter.kind:
        return f"{needed}; the file name of a record in {parameter.kind}"
    words = {bool: "True or False", int: "a whole number", str: "a text in quotes"}
    return f"{needed}; {words.get(parameter.type, 'a list')}"
