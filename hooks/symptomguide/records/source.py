"""Reads one YAML file into plain values and the place of each.

One pass over the parser's events checks, builds and remembers positions; nothing is composed
before it is checked. What is allowed is the small part of YAML that reads the same in every tool:
text, whole numbers, `true`, `false`, dates, lists and mappings.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from ..problem import Problem, shown
from .characters import explain_encoding, find_lookalikes, find_unseen, is_clean, is_wide

MAX_BYTES = 200_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # what some editors of Windows put first; it is no part of the text
MAX_DEPTH = 12
PARSER = getattr(yaml, "CLoader", yaml.Loader)  # the C parser where PyYAML was built with it

WHOLE_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,8})")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Unquoted words that YAML tools read as something other than text, each differently.
UNCLEAR = re.compile(
    r"(?i)y|n|yes|no|on|off|true|false|null|~|[-+]?[0-9][0-9_.,]*(?:e[-+]?[0-9]+)?|[-+]?\.(?:[0-9]+|inf)|\.nan"
    r"|0[xob][0-9a-f_]+|[-+]?[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|=|<<"
)
LONGEST_UNCLEAR = len("false")  # of those that start with a letter

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


class _Refused(Exception):
    def __init__(self, place: Place, message: str, rule: str) -> None:
        self.place, self.message, self.rule = place, message, rule


def load_text(file: Path, path: str) -> SourceFile:
    """Reads `file` as lines of text that hold nothing unseen; `value` stays None."""
    try:
        with open(file, "rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        return _refusal(path, f"the file cannot be read: {error.strerror}", "file-read")
    if len(data) > MAX_BYTES:
        return _refusal(path, f"the file is larger than {MAX_BYTES // 1000} kB; split it", "file-size")
    return _decode(data, path)


def load_source(file: Path, path: str) -> SourceFile:
    """Reads `file` as YAML; `path` is what problems call it. Never raises for what the file holds."""
    source = load_text(file, path)
    return source if source.unread else parse_lines(source)


def parse_source(data: bytes, path: str) -> SourceFile:
    """Reads YAML from `data`."""
    source = _decode(data, path)
    return source if source.unread else parse_lines(source)


def parse_lines(source: SourceFile, first: int = 1, last: int | None = None) -> SourceFile:
    """Reads lines `first` to `last` of `source` as YAML; its `value` is then what they hold.

    A sign that only looks right is told, and read as the one that was meant, so that the rest is checked too.
    """
    lines = list(source.lines[first - 1 : last])
    closer = () if is_clean("\n".join(lines)) else tuple(lines)
    slips = [*find_unseen(closer), *find_lookalikes(closer, 1)]
    for slip in slips:
        line = lines[slip.line - 1]
        lines[slip.line - 1] = line[: slip.column - 1] + slip.instead + line[slip.column - 1 + len(slip.instead) :]
    told = [source.problem((slip.line + first - 1, slip.column), slip.message, slip.rule) for slip in slips]
    source.problems.extend(problem for problem in told if problem not in source.problems)
    if any(not slip.instead for slip in slips):
        return _stop(source)
    try:
        _read_events("\n".join(lines), source, first - 1)
    except _Refused as refused:
        source.problems.append(source.problem(refused.place, refused.message, refused.rule))
        return _stop(source)
    return source


def _stop(source: SourceFile) -> SourceFile:
    """Says at the last problem that there may be more of them, where lines follow that nobody has read."""
    source.value, source.unread = None, True
    last = source.problems[-1]
    if any(line.strip() for line in source.lines[last.line :]):
        message = f"{last.message} (what follows in this file is not read yet)"
        source.problems[-1] = Problem(last.path, last.line, last.column, message, last.rule)
    return source


def _decode(data: bytes, path: str) -> SourceFile:
    if is_wide(data):
        return _refusal(path, explain_encoding(data, 0)[1], "encoding")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place, message = explain_encoding(data, error.start + 3 * data.startswith(BYTE_ORDER_MARK))
        return _refusal(path, message, "encoding", place)
    text = text.replace("\r\n", "\n")
    source = SourceFile(path, lines=tuple(text.split("\n")))
    slips = [] if is_clean(text) else list(find_unseen(source.lines))
    source.problems += [source.problem((slip.line, slip.column), slip.message, slip.rule) for slip in slips]
    return _stop(source) if any(not slip.instead for slip in slips) else source


def _refusal(path: str, message: str, rule: str, place: Place = (1, 1)) -> SourceFile:
    return SourceFile(path, problems=[Problem(path, *place, message, rule)], unread=True)


class _Reader:
    """Turns events into values; `offset` is added to line numbers."""

    def __init__(self, text: str, source: SourceFile, offset: int) -> None:
        self.source, self.first = source, offset + 1
        self.events: Iterator[Event] = iter(PARSER(text).get_event, None)
        self.next = self.events.__next__
        self.has_comments = "#" in text
        self.documents = 0
        self.open_brackets: list[tuple[Place, str]] = []

    def place(self, event: Event) -> Place:
        mark: Any = event.start_mark
        return mark.line + self.first, mark.column + 1

    def end_place(self, event: Event) -> Place:
        mark: Any = event.end_mark
        return mark.line + self.first, mark.column + 1

    def read_node(self, event: Event, path: Path_) -> Any:
        mark: Any = event.start_mark
        place = self.source.places[path] = (mark.line + self.first, mark.column + 1)
        if type(event) is ScalarEvent and event.anchor is None and event.tag is None:  # nearly all
            return self.read_scalar(event, path, place)
        if isinstance(event, AliasEvent):
            raise _Refused(place, "a text that starts with * needs quotes", "yaml-alias")
        if isinstance(event, NodeEvent) and event.anchor is not None:
            raise _Refused(place, "a text that starts with & needs quotes", "yaml-anchor")
        if getattr(event, "tag", None) is not None:
            raise _Refused(place, "a text that starts with ! needs quotes", "yaml-tag")
        if len(path) >= MAX_DEPTH:
            raise _Refused(place, f"lists and mappings nest deeper than {MAX_DEPTH}; make it flatter", "yaml-depth")
        if isinstance(event, CollectionStartEvent):
            read = self.read_list if isinstance(event, SequenceStartEvent) else self.read_mapping
            if not event.flow_style:
                return read(path)
            self.open_brackets.append((place, "[" if isinstance(event, SequenceStartEvent) else "{"))
            value = read(path)
            self.open_brackets.pop()
            return value
        raise _Refused(place, "this line cannot be read; compare it with a neighbouring record", "yaml-layout")

    def read_list(self, path: Path_) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.next(), CollectionEndEvent):
            items.append(self.read_node(event, (*path, len(items))))
        return items

    def read_mapping(self, path: Path_) -> dict[str, Any]:
        values: dict[str, Any] = {}
        twice: list[tuple[Place, str]] = []
        while not isinstance(event := self.next(), CollectionEndEvent):
            mark: Any = event.start_mark
            place = mark.line + self.first, mark.column + 1
            if not isinstance(event, ScalarEvent) or event.tag is not None or event.anchor is not None:
                raise _Refused(place, "a field name must be a plain word", "yaml-key")
            key = event.value
            if key == "<<":
                raise _Refused(place, "'<<' would merge another mapping in; write the fields out", "yaml-merge")
            if key in values:
                twice.append((place, key))
                self.read_node(self.next(), (*path, f"{key} again"))
                continue
            below = (*path, key)
            self.source.key_places.setdefault(below, place)
            values[key] = self.read_node(self.next(), below)
        if twice:
            self.tell_twice(path, twice)
        return values

    def tell_twice(self, path: Path_, twice: list[tuple[Place, str]]) -> None:
        """One problem for all fields of a mapping that stand in it twice: they mostly were pasted together."""
        (place, key), more = twice[0], len(twice) - 1
        line = self.source.key_places[(*path, key)][0]
        rest = f", and so do {more} more fields after it" if more > 1 else ", and so does one more" if more else ""
        message = f"'{shown(key)}' stands twice{rest}; the first is on line {line}; keep one"
        self.source.problems.append(self.source.problem(place, message, "duplicate-key"))

    def read_scalar(self, event: ScalarEvent, path: Path_, place: Place) -> Any:
        if not event.style:
            self.source.words[path] = event.value
            if self.has_comments:
                self.check_lost_text(event)
            return resolve_word(event.value)
        if event.style in ("|", ">"):
            return event.value.rstrip("\n")
        if self.end_place(event)[0] != place[0]:
            raise _Refused(place, "the quote opened here is not closed on this line; "
                           "close it, or write long text after > on lines of its own", "open-quote")  # fmt: skip
        return event.value

    def check_lost_text(self, event: ScalarEvent) -> None:
        """A `#` after unquoted text starts a comment, which drops the rest of the line."""
        line, column = self.end_place(event)
        rest = self.source.lines[line - 1][column - 1 :] if line <= len(self.source.lines) else ""
        if rest.lstrip().startswith("#"):
            column += len(rest) - len(rest.lstrip())
            message = (
                "the text after # would be lost; put the whole text in quotes, or the comment on a line of its own"
            )
            raise _Refused((line, column), message, "lost-text")


def resolve_word(word: str) -> Any:
    """The value of an unquoted word: whole number, boolean, date, text, None if empty, else Unclear."""
    if len(word) > LONGEST_UNCLEAR and word[0].isalpha():  # a quick look first: most are text
        return word
    if word in ("true", "false"):
        return word == "true"
    if WHOLE_NUMBER.fullmatch(word):
        return int(word)
    if DATE.fullmatch(word):
        try:
            return datetime.date.fromisoformat(word)
        except ValueError:
            return Unclear(word)
    if not word:
        return None
    return Unclear(word) if UNCLEAR.fullmatch(word) else word


def _read_events(text: str, source: SourceFile, offset: int) -> None:
    reader: _Reader | None = None
    try:
        reader = _Reader(text, source, offset)
        for event in reader.events:
            if isinstance(event, DocumentStartEvent):
                reader.documents += 1
                if reader.documents > 1:
                    raise _Refused(
                        reader.place(event), "a second record starts here; one file holds one", "yaml-documents"
                    )
                source.value = reader.read_node(next(reader.events), ())
            elif isinstance(event, StreamEndEvent) and not reader.documents:
                raise _Refused((1 + offset, 1), "the file is empty", "file-empty")
    except yaml.MarkedYAMLError as error:
        _refuse_layout(error, source, offset, reader.open_brackets if reader else [])
    except (yaml.YAMLError, ValueError, OverflowError):
        raise _Refused((1 + offset, 1), "the file cannot be read as YAML", "yaml-layout") from None


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
OPENING_SIGN = re.compile(r"\s*(?:- )*(?:[\w-]+:\s+)?([\[{])")


def _refuse_layout(
    error: yaml.MarkedYAMLError, source: SourceFile, offset: int, brackets: list[tuple[Place, str]]
) -> NoReturn:
    context, complaint = error.context or "", error.problem or ""
    at_start, rule = _LAYOUT.get(context) or _LAYOUT.get(complaint) or (False, "")
    message = _REMEDIES.get(rule, "")
    mark = (error.context_mark if at_start else error.problem_mark) or error.problem_mark or error.context_mark
    place = (mark.line + 1 + offset, mark.column + 1) if mark else (1 + offset, 1)
    if brackets and rule != "open-quote":
        place, rule, message = _explain_bracket(source, place, brackets[-1])
    elif not rule or complaint.startswith("mapping values"):
        place, rule, message = _explain_line(source, place, complaint)
    raise _Refused(place, message, rule)


def _explain_bracket(source: SourceFile, place: Place, bracket: tuple[Place, str]) -> tuple[Place, str, str]:
    """Inside an open bracket: a quote closed too soon, or the bracket itself."""
    line = source.lines[place[0] - 1] if place[0] <= len(source.lines) else ""
    if line[: place[1] - 1].rstrip().endswith(('"', "'")):
        return place, "after-quote", AFTER_QUOTE
    return bracket[0], "open-bracket", _BRACKETS[bracket[1]]


AFTER_QUOTE = "text stands after the closing quote; put all of it inside, or use the other kind of quote"
UNQUOTED_COLON = "': ' inside unquoted text starts a new field; put the whole text in quotes"
INDENT = "this line is not in line with the ones above; give fields of one record the same indent"


def _explain_line(source: SourceFile, place: Place, complaint: str) -> tuple[Place, str, str]:
    line = source.lines[place[0] - 1] if place[0] <= len(source.lines) else ""
    before = line[: place[1] - 1]
    if (sign := OPENING_SIGN.match(line)) and sign.end() <= place[1]:
        return (place[0], sign.end()), "needs-quotes", f"a text that starts with {sign[1]} needs quotes"
    if ": " in before.strip() or (before.strip().startswith("- ") and ":" in line[place[1] - 1 :]):
        if before.count('"') >= 2 or before.count("'") >= 2:
            return place, "after-quote", AFTER_QUOTE
        return place, "unquoted-colon", UNQUOTED_COLON
    if complaint.startswith("mapping values") and place[0] > 1:
        return _explain_continued(source, place, line)
    return place, "yaml-indent", INDENT


def _explain_continued(source: SourceFile, place: Place, line: str) -> tuple[Place, str, str]:
    """A colon in a line that goes on from the one above: that one lacks its colon, or this one needs quotes."""
    above = source.lines[place[0] - 2]
    deeper = len(line) - len(line.lstrip()) > len(above) - len(above.lstrip())
    if not deeper and ": " not in above:
        return (place[0] - 1, len(above) - len(above.lstrip()) + 1), "missing-colon", _REMEDIES["missing-colon"]
    if deeper and " " in line[: place[1] - 1].strip():
        return place, "unquoted-colon", UNQUOTED_COLON
    return place, "yaml-indent", INDENT
