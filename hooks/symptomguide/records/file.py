"""What one file of records or text holds: its values, the place of each, and its problems."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Any

from ..problem import Problem

Path_ = tuple[str | int, ...]  # where a value stands inside its file: keys and list indices
Place = tuple[int, int]  # line and column, from 1
Found = tuple[tuple[Path_, Any], ...]


@dataclass(frozen=True)
class Unclear:
    """An unquoted word, such as `no` or `1:30`, that no field accepts because tools read it differently."""

    word: str


@dataclass
class SourceFile:
    """What one file holds.

    `value` is None where the file could not be read; then `problems` says why. `written` is the value before names of
    values in its texts were replaced, None where there are none. `places` maps the path
    of each value to its place, `key_places` the path of each key; `words` the path of each unquoted
    scalar to what stands there. `unread` is true where reading stopped before the end.
    """

    path: str
    value: Any = None
    written: Any = None
    lines: tuple[str, ...] = ()
    places: dict[Path_, Place] = field(default_factory=dict)
    key_places: dict[Path_, Place] = field(default_factory=dict)
    words: dict[Path_, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: bool = False

    @functools.cached_property
    def parts(self) -> tuple[Found, Found]:
        """(path, mapping) of each mapping of the file as it is written, and (path, text) of each text of it."""
        found: tuple[list[tuple[Path_, Any]], list[tuple[Path_, Any]]] = [], []
        _collect(self.value if self.written is None else self.written, (), *found)
        return tuple(found[0]), tuple(found[1])

    @property
    def mappings(self) -> Found:
        """(path, mapping) of each mapping of the file as it is written, the outer before the inner."""
        return self.parts[0]

    @property
    def texts(self) -> Found:
        """(path, text) of each text of the file as it is written, names of values and all."""
        return self.parts[1]

    def place(self, path: Path_) -> Place:
        """The place of the value at `path`, or of the nearest ancestor that has one."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def key_place(self, path: Path_) -> Place:
        """The place of the key at `path`; for a list item, of the item."""
        return self.key_places.get(path) or self.place(path)

    def place_of(self, path: Path_, snippet: str) -> Place:
        """The place of `snippet` inside the text at `path`; the text's own place if it spans a line end."""
        line, column = self.place(path)
        last = self._last_line(path)
        for number in range(line, last + 1):
            start = column - 1 if number == line else 0
            found = self.lines[number - 1].find(snippet, start)
            if found >= 0:
                return number, found + 1
        return line, column

    def holds(self, mark: str) -> bool:
        """Whether `mark` stands on any line."""
        return mark in "\n".join(self.lines)

    def problem(self, place: Place, message: str, rule: str) -> Problem:
        """A problem of this file at `place`."""
        return Problem(self.path, place[0], place[1], message, rule)

    def _last_line(self, path: Path_) -> int:
        later = [place[0] for place in self.key_places.values() if place > self.place(path)]
        return min(later, default=len(self.lines) + 1) - 1 if later else len(self.lines)


def _collect(value: Any, path: Path_, mappings: list[tuple[Path_, Any]], texts: list[tuple[Path_, Any]]) -> None:
    if isinstance(value, str):
        texts.append((path, value))
    elif isinstance(value, dict):
        mappings.append((path, value))
        for key, item in value.items():
            _collect(item, (*path, key), mappings, texts)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _collect(item, (*path, index), mappings, texts)
