"""Reads one YAML file into plain values and the place of each.

One pass over the parser's events checks, builds and remembers positions; nothing is composed
before it is checked. What is allowed is the small part of YAML that reads the same in every tool:
text, whole numbers, `true`, `false`, dates, lists and mappings.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
from .file import Path_, Place, SourceFile, Unclear
from .yaml_faults import explain_layout

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
        place, message, rule = explain_layout(error, source.lines, offset, reader.open_brackets if reader else [])
        raise _Refused(place, message, rule) from None
    except (yaml.YAMLError, ValueError, OverflowError):
        raise _Refused((1 + offset, 1), "the file cannot be read as YAML", "yaml-layout") from None
