"""Reads one YAML file into plain values and the place of each.

One pass over the parser's events checks and builds; nothing is composed before it is checked. Where a value stands
is looked up when a problem must be placed. What is allowed is the small part of YAML that reads the same in every tool:
text, whole numbers, `true`, `false`, dates, lists and mappings.
"""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from ..patterns import compile_later
from ..problem import Problem, shown
from .characters import explain_encoding, find_lookalikes, find_unseen, is_clean, is_wide
from .file import PARSER, Place, SourceFile, Unclear, place_of
from .yaml_faults import explain_layout

MAX_BYTES = 200_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # what some editors of Windows put first; it is no part of the text
MAX_DEPTH = 12

WHOLE_NUMBER = compile_later(r"-?(?:0|[1-9][0-9]{0,8})")
DATE = compile_later(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Unquoted words that YAML tools read as something other than text, each differently.
UNCLEAR = compile_later(
    r"(?i)y|n|yes|no|on|off|true|false|null|~|[-+]?[0-9][0-9_.,]*(?:e[-+]?[0-9]+)?|[-+]?\.(?:[0-9]+|inf)|\.nan"
    r"|0[xob][0-9a-f_]+|[-+]?[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|=|<<"
)
LONGEST_UNCLEAR = len("false")  # of those that start with a letter


class _Refused(Exception):
    def __init__(self, place: Place, message: str, rule: str) -> None:
        self.place, self.message, self.rule = place, message, rule


def load_data(file: str | Path, path: str) -> bytes | SourceFile:
    """The bytes of `file`, or a file with the problem that keeps it from being read."""
    try:
        with open(file, "rb", buffering=0) as opened:
            large = os.fstat(opened.fileno()).st_size > MAX_BYTES
            data = b"" if large else opened.readall()
    except OSError as error:
        return _refusal(path, f"the file cannot be read: {error.strerror}", "file-read")
    if large:
        return _refusal(path, f"the file is larger than {MAX_BYTES // 1000} kB; split it", "file-size")
    return data


def load_text(file: Path, path: str) -> SourceFile:
    """Reads `file` as lines of text that hold nothing unseen; `value` stays None."""
    data = load_data(file, path)
    return decode(data, path) if isinstance(data, bytes) else data


def load_source(file: Path, path: str) -> SourceFile:
    """Reads `file` as YAML; `path` is what problems call it. Never raises for what the file holds."""
    source = load_text(file, path)
    return source if source.unread else parse_lines(source)


def parse_source(data: bytes, path: str) -> SourceFile:
    """Reads YAML from `data`."""
    source = decode(data, path)
    return source if source.unread else parse_lines(source)


def parse_lines(source: SourceFile, first: int = 1, last: int | None = None) -> SourceFile:
    """Reads lines `first` to `last` of `source` as YAML; its `value` is then what they hold.

    A sign that only looks right is told, and read as the one that was meant, so that the rest is checked too.
    """
    text = source.text if (first, last) == (1, None) else "\n".join(source.lines[first - 1 : last])
    if not source.clean:
        text = _mend(text, source, first)
        if source.unread:
            return source
    try:
        source.value = _read_value(text, source, first)
    except _Refused as refused:
        source.problems.append(source.problem(refused.place, refused.message, refused.rule))
        return _stop(source)
    source.yaml, source.first = text, first
    return source


def _mend(text: str, source: SourceFile, first: int) -> str:
    """`text` with the signs that were meant in the place of those that only look right; stops where there is none."""
    lines = text.split("\n")
    slips = [*find_unseen(tuple(lines)), *find_lookalikes(tuple(lines), 1)]
    for slip in slips:
        line = lines[slip.line - 1]
        lines[slip.line - 1] = line[: slip.column - 1] + slip.instead + line[slip.column - 1 + len(slip.instead) :]
    told = [source.problem((slip.line + first - 1, slip.column), slip.message, slip.rule) for slip in slips]
    source.problems.extend(problem for problem in told if problem not in source.problems)
    if any(not slip.instead for slip in slips):
        _stop(source)
    return "\n".join(lines)


def _stop(source: SourceFile) -> SourceFile:
    """Says at the last problem that there may be more of them, where lines follow that nobody has read."""
    source.value, source.unread = None, True
    last = source.problems[-1]
    if any(line.strip() for line in source.lines[last.line :]):
        message = f"{last.message} (what follows in this file is not read yet)"
        source.problems[-1] = Problem(last.path, last.line, last.column, message, last.rule)
    return source


def decode(data: bytes, path: str) -> SourceFile:
    """The lines of text that `data` holds; `value` stays None."""
    if is_wide(data):
        return _refusal(path, explain_encoding(data, 0)[1], "encoding")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place, message = explain_encoding(data, error.start + 3 * data.startswith(BYTE_ORDER_MARK))
        return _refusal(path, message, "encoding", place)
    text = text.replace("\r\n", "\n")
    source = SourceFile(path, text=text, clean=is_clean(text))
    slips = [] if source.clean else list(find_unseen(source.lines))
    source.problems += [source.problem((slip.line, slip.column), slip.message, slip.rule) for slip in slips]
    return _stop(source) if any(not slip.instead for slip in slips) else source


def _refusal(path: str, message: str, rule: str, place: Place = (1, 1)) -> SourceFile:
    return SourceFile(path, problems=[Problem(path, *place, message, rule)], unread=True)


class _Reader:
    """Turns events into values; `first` is the number of the text's first line."""

    def __init__(self, text: str, source: SourceFile, first: int) -> None:
        self.source, self.first = source, first
        self.next = PARSER(text).get_event
        self.has_comments = " #" in text  # at the start of a line, as in the head of a record, none takes a text away
        self.depth = 0
        self.open_brackets: list[tuple[Place, str]] = []

    def read(self) -> Any:
        """The value of the one document there is."""
        self.next()  # the start of the stream
        if isinstance(self.next(), StreamEndEvent):
            raise _Refused((self.first, 1), "the file is empty", "file-empty")
        value = self.read_node(self.next())
        self.next()  # the end of the document
        if not isinstance(event := self.next(), StreamEndEvent):
            raise _Refused(self.place(event), "a second record starts here; one file holds one", "yaml-documents")
        return value

    def place(self, event: Event) -> Place:
        return place_of(event.start_mark, self.first)

    def read_node(self, event: Event) -> Any:
        if type(event) is ScalarEvent and event.anchor is None and event.tag is None:  # nearly all
            return self.read_scalar(event)
        if isinstance(event, AliasEvent):
            raise _Refused(self.place(event), "a text that starts with * needs quotes", "yaml-alias")
        if isinstance(event, NodeEvent) and event.anchor is not None:
            raise _Refused(self.place(event), "a text that starts with & needs quotes", "yaml-anchor")
        if getattr(event, "tag", None) is not None:
            raise _Refused(self.place(event), "a text that starts with ! needs quotes", "yaml-tag")
        if self.depth >= MAX_DEPTH:
            message = f"lists and mappings nest deeper than {MAX_DEPTH}; make it flatter"
            raise _Refused(self.place(event), message, "yaml-depth")
        if isinstance(event, CollectionStartEvent):
            return self.read_collection(event)
        message = "this line cannot be read; compare it with a neighbouring record"
        raise _Refused(self.place(event), message, "yaml-layout")

    def read_collection(self, event: CollectionStartEvent) -> Any:
        is_list = isinstance(event, SequenceStartEvent)
        if event.flow_style:
            self.open_brackets.append((self.place(event), "[" if is_list else "{"))
        self.depth += 1
        value = self.read_list() if is_list else self.read_mapping()
        self.depth -= 1
        if event.flow_style:
            self.open_brackets.pop()
        return value

    def read_list(self) -> list[Any]:
        items: list[Any] = []
        while type(event := self.next()) is not SequenceEndEvent:
            items.append(self.read_node(event))
        return items

    def read_mapping(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        keys: list[ScalarEvent] = []
        twice: list[ScalarEvent] = []
        while type(event := self.next()) is not MappingEndEvent:
            if type(event) is not ScalarEvent or event.tag is not None or event.anchor is not None:
                raise _Refused(self.place(event), "a field name must be a plain word", "yaml-key")
            if event.value == "<<":
                message = "'<<' would merge another mapping in; write the fields out"
                raise _Refused(self.place(event), message, "yaml-merge")
            if event.value in values:
                twice.append(event)
                self.read_node(self.next())
                continue
            keys.append(event)
            values[event.value] = self.read_node(self.next())
        if twice:
            self.tell_twice(keys, twice)
        return values

    def tell_twice(self, keys: list[ScalarEvent], twice: list[ScalarEvent]) -> None:
        """One problem for all fields of a mapping that stand in it twice: they mostly were pasted together."""
        key, more = twice[0].value, len(twice) - 1
        line = next(self.place(event)[0] for event in keys if event.value == key)
        rest = f", and so do {more} more fields after it" if more > 1 else ", and so does one more" if more else ""
        message = f"'{shown(key)}' stands twice{rest}; the first is on line {line}; keep one"
        self.source.problems.append(self.source.problem(self.place(twice[0]), message, "duplicate-key"))

    def read_scalar(self, event: ScalarEvent) -> Any:
        if not event.style:
            if self.has_comments:
                self.check_lost_text(event)
            return resolve_word(event.value)
        if event.style in ("|", ">"):
            return event.value.rstrip("\n")
        if place_of(event.end_mark, self.first)[0] != self.place(event)[0]:
            raise _Refused(self.place(event), "the quote opened here is not closed on this line; "
                           "close it, or write long text after > on lines of its own", "open-quote")  # fmt: skip
        return event.value

    def check_lost_text(self, event: ScalarEvent) -> None:
        """A `#` after unquoted text drops the rest of the line, which is right only where it is meant as a comment."""
        line, column = place_of(event.end_mark, self.first)
        rest = self.source.lines[line - 1][column - 1 :] if line <= len(self.source.lines) else ""
        found = rest.lstrip()
        if found.startswith("#") and not _is_comment(event.value, len(rest) - len(found), found):
            column += len(rest) - len(found)
            message = (
                "the text after # would be lost; put the whole text in quotes, or two blanks before the # of a comment"
            )
            raise _Refused((line, column), message, "lost-text")


def _is_comment(value: str, blanks: int, rest: str) -> bool:
    """Whether `rest` can only be meant as a comment on the value before it: `soon # for now`, `One horse  # US`."""
    return bool(value) and rest[1:2] in ("", " ") and (blanks > 1 or " " not in value)


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


def _read_value(text: str, source: SourceFile, first: int) -> Any:
    """The value of `text`, which begins on line `first` of the file; raises _Refused."""
    reader: _Reader | None = None
    try:
        reader = _Reader(text, source, first)
        return reader.read()
    except yaml.MarkedYAMLError as error:
        place, message, rule = explain_layout(error, source.lines, first - 1, reader.open_brackets if reader else [])
        raise _Refused(place, message, rule) from None
    except (yaml.YAMLError, ValueError, OverflowError):
        raise _Refused((first, 1), "the file cannot be read as YAML", "yaml-layout") from None
