"""What one file of records or text holds: its values, the place of each, and its problems."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import yaml
from yaml.events import CollectionEndEvent, Event, MappingStartEvent, ScalarEvent, SequenceStartEvent

from ..problem import Problem
from ..store import grow

T = TypeVar("T")

Path_ = tuple[str | int, ...]  # where a value stands inside its file: keys and list indices
Place = tuple[int, int]  # line and column, from 1
Found = tuple[tuple[Path_, Any], ...]
PARSER = getattr(yaml, "CLoader", yaml.Loader)  # the C parser where PyYAML was built with it


@dataclass(frozen=True)
class Unclear:
    """An unquoted word, such as `no` or `1:30`, that no field accepts because tools read it differently."""

    word: str


class Places(NamedTuple):
    """The place of each value by its path, and of each key; and what stands at the path of each unquoted scalar."""

    values: dict[Path_, Place]
    keys: dict[Path_, Place]
    words: dict[Path_, str]


@dataclass
class SourceFile:
    """What one file holds.

    `value` is None where the file could not be read; then `problems` says why. `written` is the value before names of
    values in its texts were replaced, None where there are none. `text` is all of the file, `yaml` what was read as
    YAML, from the line `first`. `unread` is true where reading stopped before the end; `clean` where no line needs a
    closer look. `notes` are what was found in it before and still holds, None where nothing is kept.
    """

    path: str
    value: Any = None
    written: Any = None
    text: str = ""
    yaml: str = ""
    first: int = 1
    problems: list[Problem] = field(default_factory=list)
    unread: bool = False
    clean: bool = False
    notes: dict[str, Any] | None = None

    def recall(self, what: str, find: Callable[[SourceFile], Iterable[T]], context: str = "") -> tuple[T, ...]:
        """What `find` yields of this file, plain values; taken from its notes where it has any, and noted there.

        It follows from the file and from `context` alone.
        """
        if self.notes is None:
            return tuple(find(self))
        if (held := self.notes.get(what)) is None or held[0] != context:
            held = self.notes[what] = (context, tuple(find(self)))
            grow()
        found: tuple[T, ...] = held[1]
        return found

    def recall_problems(
        self, what: str, find: Callable[[SourceFile], Iterable[Problem]], context: str = ""
    ) -> Iterator[Problem]:
        """The problems of this file that `find` yields, in the same way."""
        for line, column, message, rule in self.recall(
            what, lambda file: ((one.line, one.column, one.message, one.rule) for one in find(file)), context
        ):
            yield Problem(self.path, line, column, message, rule)

    @functools.cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file."""
        return tuple(self.text.split("\n"))

    @functools.cached_property
    def places(self) -> Places:
        """Where all of it stands; found when it is first asked for, since a file without a problem never needs it."""
        return find_places(self.yaml, self.first)

    @functools.cached_property
    def parts(self) -> tuple[Found, Found]:
        """(path, mapping) of each mapping of the file as it is written, and (path, text) of its `texts`."""
        found: tuple[list[tuple[Path_, Any]], list[tuple[Path_, Any]]] = [], []
        _collect(self.value if self.written is None else self.written, (), *found)
        return tuple(found[0]), tuple(found[1])

    @property
    def mappings(self) -> Found:
        """(path, mapping) of each mapping of the file as it is written, the outer before the inner."""
        return self.parts[0]

    @property
    def texts(self) -> Found:
        """(path, text) of each text of several words, or with a brace, as it is written: names of values and all."""
        return self.parts[1]

    def place(self, path: Path_) -> Place:
        """The place of the value at `path`, or of the nearest ancestor that has one."""
        return self.recall(f"at {path}", lambda file: file._find(path))[0]

    def _find(self, path: Path_) -> Iterator[Place]:
        places = self.places.values
        while path and path not in places:
            path = path[:-1]
        yield places.get(path, (1, 1))

    def key_place(self, path: Path_) -> Place:
        """The place of the key at `path`; for a list item, of the item."""
        return self.places.keys.get(path) or self.place(path)

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
        """Whether `mark` stands anywhere in it."""
        return mark in self.text

    def problem(self, place: Place, message: str, rule: str) -> Problem:
        """A problem of this file at `place`."""
        return Problem(self.path, place[0], place[1], message, rule)

    def _last_line(self, path: Path_) -> int:
        later = [place[0] for place in self.places.keys.values() if place > self.place(path)]
        return min(later, default=len(self.lines) + 1) - 1 if later else len(self.lines)


def _collect(value: Any, path: Path_, mappings: list[tuple[Path_, Any]], texts: list[tuple[Path_, Any]]) -> None:
    if isinstance(value, str):
        if " " in value or "{" in value:
            texts.append((path, value))
    elif isinstance(value, dict):
        mappings.append((path, value))
        for key, item in value.items():
            _collect(item, (*path, key), mappings, texts)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _collect(item, (*path, index), mappings, texts)


def place_of(mark: Any, first: int) -> Place:
    """The place of a mark of the parser in a text that begins on line `first`."""
    return mark.line + first, mark.column + 1


def find_places(text: str, first: int) -> Places:
    """Where all of a YAML `text` stands that could be read; it begins on line `first` of its file."""
    places = Places({}, {}, {})
    events = iter(PARSER(text).get_event, None)
    for event in events:
        if isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
            _find_below(event, (), events, first, places)
    return places


def _find_below(event: Event, path: Path_, events: Iterator[Event], first: int, places: Places) -> None:
    places.values[path] = place_of(event.start_mark, first)
    if isinstance(event, ScalarEvent) and not event.style:
        places.words[path] = event.value
    elif isinstance(event, SequenceStartEvent):
        number = itertools.count()
        while not isinstance(item := next(events), CollectionEndEvent):
            _find_below(item, (*path, next(number)), events, first, places)
    elif isinstance(event, MappingStartEvent):
        while isinstance(key := next(events), ScalarEvent):
            below = (*path, key.value)
            if below in places.keys:  # of a field that stands twice the first was read
                below = (*path, f"{key.value} again")
            else:
                places.keys[below] = place_of(key.start_mark, first)
            _find_below(next(events), below, events, first, places)
