"""Named values: what `{journey-hours}` in a text stands for (a number, or words), and numbers to be named.

A text names a record of site-data/values by its id, or a whole number that stands beside the text in the same part of
a record: `Check again in {recheck_days} days.`
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..models.values import Value
from ..patterns import compile_later
from ..problem import Problem, nearest, shown
from .file import Path_, SourceFile

NAME = compile_later(r"\{([a-z][a-z0-9_-]*)\}")
SENTENCE = compile_later(r"[^.?!:;]+(?:[.](?=\d)[^.?!:;]+)*")
WORD = "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty".replace(" ", "|")
NUMBER = rf"(?:\d+(?:\.\d+)?|{WORD})"
LITERAL_KINDS = ("sources", "changes", "values", "stories")
"""Kinds whose numbers are quoted as they stand: what a paper found, what changed on a day, the values."""


def fill_values(source: SourceFile, values: Mapping[str, Value]) -> None:
    """Puts what each name stands for into the texts of `source`; `written` keeps them as they stand in the file.

    A name that is no value becomes a problem of the file.
    """
    if source.value is not None and source.holds("{"):
        source.written = source.value
        source.value = _filled(source.value, (), {}, source, values)


def fill_text(text: str, values: Mapping[str, Value], beside: Mapping[str, Any] | None = None) -> str:
    """`text` with each name that is known replaced by what it stands for."""
    return NAME.sub(lambda match: _meaning(match[1], values, beside or {}) or match[0], text)


def explain_unknown(name: str, values: Mapping[str, Value]) -> str:
    """What is wrong with a name that stands for nothing, and the nearest that do."""
    near = nearest(name, values)
    hint = f"did you mean '{{{near}}}'?" if near else "write the number, or add a record to site-data/values"
    return f"'{{{shown(name)}}}' names no value; {hint}"


def _meaning(name: str, values: Mapping[str, Value], beside: Mapping[str, Any]) -> str | None:
    if name in values:
        return values[name].said
    number = beside.get(name)
    return str(number) if isinstance(number, int) and not isinstance(number, bool) else None


def _filled(value: Any, path: Path_, beside: Mapping[str, Any], source: SourceFile, values: Mapping[str, Value]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(item, (*path, key), value, source, values) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, (*path, index), beside, source, values) for index, item in enumerate(value)]
    if not isinstance(value, str) or "{" not in value:
        return value
    text = fill_text(value, values, beside)
    for unknown in NAME.finditer(text):
        place = source.place_of(path, unknown[0])
        source.problems.append(source.problem(place, explain_unknown(unknown[1], values), "unknown-value"))
    return text


@dataclass(frozen=True)
class Marked:
    """A value with its unit in small letters; `allowed` are the records that rightly say another number."""

    value: Value
    unit: str
    allowed: frozenset[str]

    @functools.cached_property
    def words(self) -> re.Pattern[str]:
        """What finds its words in a text in small letters."""
        return re.compile(rf"\b(?:{'|'.join(re.escape(word.lower()) for word in self.value.said_with)})")

    @functools.cached_property
    def number(self) -> re.Pattern[str]:
        """What finds any number with its unit in a text in small letters."""
        return re.compile(rf"\b{NUMBER}(?: (?:to|or|and) {NUMBER})?[ -]{self.unit}s?\b")


class Marks(NamedTuple):
    """The values, ready to be looked for in texts, beside each word in small letters that marks one.

    A text without one of the `units` gives the number of none.
    """

    values: tuple[tuple[str, Marked], ...]
    units: tuple[str, ...]


def mark_values(values: Mapping[str, Value]) -> Marks:
    """The numbers among the values, ready to be looked for in texts."""
    marked = [
        Marked(
            value,
            value.said.split()[-1].rstrip("s").lower(),
            frozenset(other.record for other in value.elsewhere),
        )
        for value in values.values()
        if value.value
    ]
    words = tuple((word.lower(), one) for one in marked for word in one.value.said_with)
    return Marks(words, tuple(sorted({one.unit for one in marked})))


def find_unnamed(source: SourceFile, key: str, marks: Marks) -> Iterator[Problem]:
    """Yields a problem for each number in the texts of `source` that is said of the same thing as a value.

    `key` is the kind/id of the record, for the exceptions that a value lists.
    """
    if key.partition("/")[0] not in LITERAL_KINDS:
        for path, text in source.texts:
            for number, value in find_literals(text, key, marks):
                place = source.place_of(path, number)
                yield source.problem(place, explain_literal(number, value), "one-value")


def find_literals(text: str, key: str, marks: Marks) -> Iterator[tuple[str, Value]]:
    """Yields (number, value) for each number in `text` that stands in one sentence with the words of a value."""
    small = text.lower()
    if not any(map(small.__contains__, marks.units)):  # as with most texts, so this quick look comes first
        return
    text, small = " ".join(text.split()), " ".join(small.split())
    near = {one.value.id: one for word, one in marks.values if word in small and key not in one.allowed}
    for sentence in SENTENCE.findall(text) if near else ():
        taken: set[int] = set()
        small = sentence.lower()
        for one in sorted(near.values(), key=lambda one: one.value.said not in sentence):
            if one.words.search(small):
                for found in one.number.finditer(small):
                    if found.start() not in taken:
                        taken.add(found.start())
                        yield sentence[found.start() : found.end()], one.value


def explain_literal(number: str, value: Value) -> str:
    """What is wrong with a number that has a name, and what to write instead."""
    words = f"'{value.said_with[0]}'" + (" or the like" if len(value.said_with) > 1 else "")
    return (
        f"'{shown(number)}' stands beside {words}; that number has a name, so write '{{{value.id}}}' for {value.said}"
        f" (to change it everywhere, change site-data/values/{value.id}.yaml)"
    )


def find_names(source: SourceFile) -> Iterator[str]:
    """Yields each name that stands in the texts of `source`."""
    for _, text in source.texts if source.written is not None else ():
        if "{" in text:
            yield from NAME.findall(text)
