"""A problem found in the data or the produced site, and the ways to print a list of them."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass

SHOWN_LENGTH = 60


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong, where, and what to write instead.

    `path` is relative to the repository root with forward slashes; `line` and `column`
    count from 1; `rule` is the id of the rule in kebab-case.
    """

    path: str
    line: int
    column: int
    message: str
    rule: str


class ProblemsFound(Exception):
    """Raised to stop a build; `problems` is never empty."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(format_text(self.problems))


def shown(value: object) -> str:
    """The value as an editor may see it in a message: short, on one line, harmless."""
    text = " ".join(str(value).split())
    if not (text.isascii() and text.isprintable()):  # a quick look first: nearly every text is
        text = "".join(
            char if char.isprintable() and unicodedata.category(char) != "Cf" else "\N{REPLACEMENT CHARACTER}"
            for char in text
        )
    return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"


def reason_of(error: OSError) -> str:
    """What the system refused, on one line: the file, where it names one, and why."""
    place = f"{shown_path(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
    return f"{place}{error.strerror or error}"


def shown_path(path: str | bytes) -> str:
    """A path as it may be printed, whatever letters it has."""
    return os.fsencode(path).decode("utf-8", "replace")


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The one of `choices` that is most like `word`, or None where none is."""
    import difflib  # here, since only a slip asks for it

    return next(iter(difflib.get_close_matches(word, list(choices), n=1)), None)


def did_you_mean(word: object, choices: Iterable[str], otherwise: str = "") -> str:
    """The end of a message about a name that is not among `choices`: '; did you mean …?', or `otherwise`."""
    near = nearest(str(word), choices)
    hint = f"did you mean '{near}'?" if near else otherwise
    return f"; {hint}" if hint else ""


def format_text(problems: Iterable[Problem]) -> str:
    """One line for each problem: `path:line:column: message [rule]`."""
    return "\n".join(f"{p.path}:{p.line}:{p.column}: {p.message} [{p.rule}]" for p in problems)


def format_github(problems: Iterable[Problem], kind: str = "error") -> str:
    """Workflow commands that GitHub shows as annotations on the line; `kind` is error, warning or notice."""
    return "\n".join(
        f"::{kind} file={_property(p.path)},line={p.line},col={p.column},title={_property(p.rule)}::{_data(p.message)}"
        for p in problems
    )


def format_json(problems: Iterable[Problem]) -> str:
    """A JSON list of objects with path, line, column, message and rule."""
    return json.dumps([asdict(p) for p in problems], indent=2, ensure_ascii=False)


FORMATS = {"text": format_text, "github": format_github, "json": format_json}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
