"""Explains what the YAML parser complains of: where it is, and what to write instead."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from ..patterns import compile_later
from .file import Place

# What the parser says -> (take the place where the construct began, rule). What to write stands in _REMEDIES.
_LAYOUT = {
    "while scanning a quoted scalar": (True, "open-quote"),
    "while scanning a simple key": (True, "missing-colon"),
    "while scanning an alias": (True, "needs-quotes"),
    "while scanning an anchor": (True, "needs-quotes"),
    "while scanning a tag": (True, "needs-quotes"),
    "while parsing a quoted scalar": (False, "bad-escape"),
    "found character that cannot start any token": (False, "needs-quotes"),
    "did not find expected '-' indicator": (False, "list-item"),
    "block sequence entries are not allowed in this context": (False, "list-start"),
    "did not find expected comment or line break": (False, "text-start"),
    "did not find expected node content": (False, "needs-quotes"),
}
_REMEDIES = {
    "open-quote": "the quote opened here is never closed; close it on the same line",
    "missing-colon": "a field name needs ': ' and its value; text that goes on needs deeper lines",
    "needs-quotes": "a text that starts with this sign needs quotes",
    "bad-escape": "a backslash in double quotes starts an escape; use single quotes",
    "list-item": "a list item is expected here; start the line with '- ' in line with those above",
    "list-start": "a list starts on the line below its field name",
    "text-start": "the text after > or | starts on the next line",
}


_BRACKETS = {
    "[": "the list opened here with [ is not closed with ]",
    "{": "the mapping opened here with { is not closed with }; quote a text that starts with {",
}
OPENING_SIGN = compile_later(r"\s*(?:- )*(?:[\w-]+:\s+)?([\[{])")


def explain_layout(
    error: yaml.MarkedYAMLError, lines: Sequence[str], offset: int, brackets: Sequence[tuple[Place, str]]
) -> tuple[Place, str, str]:
    """Place, message and rule of what the parser complains of, in words for whoever wrote the `lines`.

    The parser's text begins `offset` lines below the first; `brackets` are open where it stopped.
    """
    context, complaint = error.context or "", error.problem or ""
    at_start, rule = _LAYOUT.get(context) or _LAYOUT.get(complaint) or (False, "")
    message = _REMEDIES.get(rule, "")
    mark = (error.context_mark if at_start else error.problem_mark) or error.problem_mark or error.context_mark
    place = (mark.line + 1 + offset, mark.column + 1) if mark else (1 + offset, 1)
    if brackets and rule != "open-quote":
        place, rule, message = _explain_bracket(lines, place, brackets[-1])
    elif not rule or complaint.startswith("mapping values"):
        place, rule, message = _explain_line(lines, place, complaint)
    return place, message, rule


def _explain_bracket(lines: Sequence[str], place: Place, bracket: tuple[Place, str]) -> tuple[Place, str, str]:
    """Inside an open bracket: a quote closed too soon, or the bracket itself."""
    line = lines[place[0] - 1] if place[0] <= len(lines) else ""
    if line[: place[1] - 1].rstrip().endswith(('"', "'")):
        return place, "after-quote", AFTER_QUOTE
    return bracket[0], "open-bracket", _BRACKETS[bracket[1]]


AFTER_QUOTE = "text stands after the closing quote; put all of it inside, or use the other kind of quote"
UNQUOTED_COLON = "': ' inside unquoted text starts a new field; put the whole text in quotes"
INDENT = "this line is not in line with the ones above; give fields of one record the same indent"


def _explain_line(lines: Sequence[str], place: Place, complaint: str) -> tuple[Place, str, str]:
    line = lines[place[0] - 1] if place[0] <= len(lines) else ""
    before = line[: place[1] - 1]
    if (sign := OPENING_SIGN.match(line)) and sign.end() <= place[1]:
        return (place[0], sign.end()), "needs-quotes", f"a text that starts with {sign[1]} needs quotes"
    if ": " in before.strip() or (before.strip().startswith("- ") and ":" in line[place[1] - 1 :]):
        if before.count('"') >= 2 or before.count("'") >= 2:
            return place, "after-quote", AFTER_QUOTE
        return place, "unquoted-colon", UNQUOTED_COLON
    if complaint.startswith("mapping values") and place[0] > 1:
        return _explain_continued(lines, place, line)
    return place, "yaml-indent", INDENT


def _explain_continued(lines: Sequence[str], place: Place, line: str) -> tuple[Place, str, str]:
    """A colon in a line that goes on from the one above: that one lacks its colon, or this one needs quotes."""
    above = lines[place[0] - 2]
    deeper = len(line) - len(line.lstrip()) > len(above) - len(above.lstrip())
    if not deeper and ": " not in above:
        return (place[0] - 1, len(above) - len(above.lstrip()) + 1), "missing-colon", _REMEDIES["missing-colon"]
    if deeper and " " in line[: place[1] - 1].strip():
        return place, "unquoted-colon", UNQUOTED_COLON
    return place, "yaml-indent", INDENT
