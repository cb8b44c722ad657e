"""Finds what the oldest supported browsers lack in styles and scripts, where nothing plain stands before it.

`newer.toml` names those browsers and lists what they lack. A newer thing may stand inside `@supports`, after a plain
declaration of the same property, or where a comment says why it does no harm: `newer: NAME, NAME because …`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

from ..problem import Problem

REASON = re.compile(r"newer: ([^/]*?)\sbecause\s", re.DOTALL)
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\w])//[^\n]*", re.DOTALL)
QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'')
MEMBER = re.compile(r"(?<=\.)[A-Za-z$][\w$]*")
GLOBAL = re.compile(r"(?:(?<![\w$.-])|(?<=\bwindow\.)|(?<=\bglobalThis\.))[A-Za-z$][\w$]*")
METHOD = re.compile(r"^\s*(?:async )?([A-Za-z$][\w$]*)\([^()]*\) \{$", re.MULTILINE)
SYNTAX = (
    (re.compile(r"\(\?<[=!]"), "lookbehind"),
    (re.compile(r"(?<![\w$&])#[a-zA-Z_]\w*(?=\s*[=;(])"), "private names"),
    (re.compile(r"\bstatic\s+(?:\{|[\w$]+\s*=)"), "static fields"),
)
GAPS = frozenset(("gap", "row-gap", "column-gap"))
RULES_INSIDE = frozenset(("media", "supports", "layer", "container", "scope"))


@dataclass(frozen=True)
class _Use:
    """Something newer at a place: line and column count from 1."""

    line: int
    column: int
    name: str


@cache
def _read_list() -> dict[str, Any]:
    text = (files("symptomguide") / "publish/newer.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _newer(kind: str) -> frozenset[str]:
    return frozenset(_read_list()["newer"][kind].split())


def name_browsers() -> str:
    """The oldest browsers that are supported, as words."""
    *rest, last = (f"{name.capitalize()} {version}" for name, version in sorted(_read_list()["browsers"].items()))
    return f"{', '.join(rest)} and {last}"


def find_newer(texts: Mapping[str, str]) -> list[Problem]:
    """The problems of styles and scripts, sorted; `texts` are the contents by path, which ends in .css or .js."""
    code = "\n".join(_read_code(text) for path, text in texts.items() if path.endswith(".js"))
    own = frozenset(match[0] for match in GLOBAL.finditer(code))
    return sorted(problem for path, text in texts.items() for problem in _check(path, text, own))


def _check(path: str, text: str, own: frozenset[str]) -> Iterator[Problem]:
    uses = list(_find_in_css(text) if path.endswith(".css") else _find_in_script(_read_code(text), own))
    excused = _find_reasons(text)
    for use in uses:
        if use.name not in excused:
            message = (
                f"'{use.name}' is not in every browser from {name_browsers()} on: write a plain form before it, put it "
                f"inside @supports, or say in a comment why it does no harm: 'newer: {use.name} because …'"
            )
            yield Problem(path, use.line, use.column, message, "newer-feature")
    for name, at in excused.items():
        if name not in {use.name for use in uses}:
            message = f"nothing here is in need of 'newer: {name}'; take it out"
            yield Problem(path, *_place(text, at), message, "newer-feature")


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _find_reasons(text: str) -> dict[str, int]:
    """The names that comments give a reason for, with the offset of the comment."""
    return {
        " ".join(name.strip(" *\n").split()): comment.start()
        for comment in COMMENT.finditer(text)
        for found in REASON.finditer(comment[0])
        for name in found[1].split(",")
    }


# ---- styles


def _find_in_css(text: str) -> Iterator[_Use]:
    yield from _walk(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def _walk(nodes: Iterable[Node]) -> Iterator[_Use]:
    for node in nodes:
        if isinstance(node, AtRule):
            yield from _walk_at_rule(node)
        elif isinstance(node, QualifiedRule):
            yield from _find_in_selector(node.prelude)
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            yield from _find_in_declarations([one for one in inside if isinstance(one, Declaration)])
            nested = [one for one in inside if isinstance(one, QualifiedRule | AtRule)]
            yield from (_use(one, "nested rules") for one in nested)


def _walk_at_rule(rule: AtRule) -> Iterator[_Use]:
    name = rule.lower_at_keyword
    if name in _newer("at_rules") and not (name == "page" and rule.content is not None):
        yield _use(rule, f"@{name}")
    if name == "supports" and not _starts_with_not(rule.prelude):
        return  # what stands here is used only where the browser says that it can
    if name == "media":
        yield from (_use(token, "ranges of @media") for token in rule.prelude for sign in _signs(token) if sign in "<>")
    if name in RULES_INSIDE and rule.content is not None:
        yield from _walk(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def _signs(token: Node) -> Iterator[str]:
    yield from (one.value for one in getattr(token, "content", None) or () if one.type == "literal")


def _starts_with_not(prelude: Sequence[Node]) -> bool:
    words = [token for token in prelude if token.type != "whitespace"]
    return bool(words) and getattr(words[0], "lower_value", "") == "not"


def _find_in_selector(tokens: Sequence[Node]) -> Iterator[_Use]:
    for before, token in zip([None, *tokens], tokens, strict=False):
        name = getattr(token, "lower_name", "") or getattr(token, "lower_value", "")
        if before is not None and before.type == "literal" and before.value == ":" and name in _newer("selectors"):
            yield _use(token, f":{name}")
        yield from _find_in_selector(getattr(token, "arguments", None) or getattr(token, "content", None) or ())


def _find_in_declarations(declarations: Sequence[Declaration]) -> Iterator[_Use]:
    """What is newer in the declarations of one rule and has no plain form before it there."""
    plain: set[str] = set()
    flexible = any(_says(one, "display", {"flex", "inline-flex"}) for one in declarations)
    for one in declarations:
        found = list(_find_in_declaration(one))
        if one.name.startswith("--"):
            yield from found
        elif not found:
            plain |= {one.lower_name, one.lower_name.removeprefix("-webkit-")}
        elif one.lower_name not in plain:
            yield from found
        if flexible and one.lower_name in GAPS:
            yield _use(one, f"{one.lower_name} of flexible boxes")


def _says(declaration: Declaration, name: str, values: set[str]) -> bool:
    words = {getattr(token, "lower_value", "") for token in declaration.value}
    return bool(declaration.lower_name == name and words & values)


def _find_in_declaration(one: Declaration) -> Iterator[_Use]:
    name = one.lower_name
    if name in _newer("properties"):
        yield _use(one, name)
    tokens = list(_flatten(one.value))
    for token in tokens:
        if token.type == "function" and token.lower_name in _newer("functions"):
            yield _use(token, f"{token.lower_name}()")
        elif token.type == "dimension" and token.lower_unit in _newer("units"):
            yield _use(token, token.lower_unit)
        elif token.type == "ident" and f"{name}={token.lower_value}" in _newer("values"):
            yield _use(token, f"{name}={token.lower_value}")
    if name == "content" and any(token.type == "literal" and token.value == "/" for token in one.value):
        yield _use(one, "words beside content")
    if name == "text-decoration" and len([token for token in one.value if token.type != "whitespace"]) > 1:
        yield _use(one, "text-decoration in short")


def _flatten(tokens: Iterable[Node]) -> Iterator[Node]:
    for token in tokens:
        yield token
        yield from _flatten(getattr(token, "arguments", None) or getattr(token, "content", None) or ())


def _use(node: Node, name: str) -> _Use:
    return _Use(node.source_line, node.source_column, name)


# ---- scripts


def _read_code(text: str) -> str:
    """A script without its comments and texts, each character at its place."""
    return QUOTED.sub(_blank, COMMENT.sub(_blank, text))


def _find_in_script(code: str, own: frozenset[str]) -> Iterator[_Use]:
    """Names are judged as they are written, since a script does not tell whose method it calls.

    A member is the site's own if any of its scripts says the name without a dot: a variable, a key, a method (`own`).
    """
    methods = set(METHOD.findall(code))
    for match in MEMBER.finditer(code):
        if match[0] in _newer("members") - own:
            yield _Use(*_place(code, match.start()), f".{match[0]}")
    for match in GLOBAL.finditer(code):
        if match[0] in _newer("globals") - methods:
            yield _Use(*_place(code, match.start()), match[0])
    for pattern, name in SYNTAX:
        yield from (_Use(*_place(code, match.start()), name) for match in pattern.finditer(code))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
