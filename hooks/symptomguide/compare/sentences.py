"""The sentences of a page as readers meet them, from its finished Markdown and HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from ..text import plain

INLINE = frozenset(
    "a abbr b bdi br cite code data dfn em i kbd mark q s small span strong sub sup time u wbr".split(" ")  # noqa: SIM905
)
VOID = frozenset(
    "area br circle col ellipse embed hr img input line link meta path rect source use wbr".split(" ")  # noqa: SIM905
)
SILENT = frozenset(("script", "style", "template"))
SPOKEN = ("alt", "aria-label")
JOINED = frozenset(("cf-hidden", "cf-word"))
"""Classes of words that go on with the line they stand in; words of any other class are a label of their own."""
MARKS = re.compile(r"^(?:#{1,6}\s+|[-*+]\s+|>\s?)")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
NAMED = re.compile(r"^:\s")
"""What follows the link that names a thing: the name is a label of its own."""
BRACKETS = re.compile(r"^\(([^()]*(?:\([^()]*\)[^()]*)*)\)$")
"""Brackets around the whole of a label."""
END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z]|[\"“(\d])")


@dataclass(frozen=True)
class Sentence:
    """One sentence, heading, label or cell. `place` says in which result or care card of the page it is, or ""."""

    text: str
    place: str


def read_sentences(markup: str) -> tuple[Sentence, ...]:
    """The sentences of a page, top to bottom; `markup` is Markdown with blocks of HTML in it."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    reader.flush()
    return tuple(reader.found)


def read_text(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text of a record."""
    return read_sentences(f"<p>{html.escape(plain(text), quote=False)}</p>")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Sentence] = []
        self.open: list[tuple[str, str]] = []
        self.silent = self.cards = 0
        self.words: list[str] = []
        self.labels: list[tuple[str, bool]] = []
        self.linked = False

    @property
    def place(self) -> str:
        return next((place for _, place in reversed(self.open) if place), "")

    def flush(self) -> None:
        self._say("".join(self.words))
        self.words = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.silent += tag in SILENT
        self.linked = False
        classes = (held.get("class") or "").split()
        labelled = tag in INLINE and bool(classes) and not JOINED & set(classes)
        if tag not in INLINE or tag == "br" or labelled:
            self.flush()
        if tag in INLINE and tag not in VOID:
            self.labels.append((tag, labelled))
        for name in SPOKEN:
            self._say(held.get(name) or "")
        if tag not in INLINE and tag not in VOID:
            self.open.append((tag, self._name_place(held)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name in SPOKEN:
            self._say(dict(attrs).get(name) or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT and self.silent > 0
        self.linked = tag == "a"
        if tag in INLINE:
            self._close(tag)
            return
        self.flush()
        self.labels.clear()
        if any(name == tag for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def _close(self, tag: str) -> None:
        """Ends the label that `tag` opened, if it was one."""
        index = next((index for index in reversed(range(len(self.labels))) if self.labels[index][0] == tag), None)
        if index is not None and self.labels.pop(index)[1]:
            self.flush()

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.linked and NAMED.match(data):
            self.flush()
            data = data[1:]
        self.linked = False
        if self.open:
            self.words.append(data)
            return
        for number, line in enumerate(data.split("\n")):
            if number and (not line.strip() or MARKS.match(line.strip()) or line.startswith("|")):
                self.flush()
            self.words.append(f" {_plain(line)}" if number else line)

    def _name_place(self, held: dict[str, str | None]) -> str:
        if outcome := held.get("data-outcome"):
            return f"result {outcome}"
        if "cf-care" in (held.get("class") or "").split():
            self.cards += 1
            return self.place or f"card {self.cards}"
        return ""

    def _say(self, text: str) -> None:
        for cell in _cells(text):
            whole = BRACKETS.sub(r"\1", " ".join(_plain(cell.strip()).split()))
            self.found += [Sentence(part, self.place) for part in END.split(whole) if re.search(r"\w", part)]


def _plain(text: str) -> str:
    """Text without the marks of Markdown that begin a line, name a link or stress a word."""
    text = LINK.sub(r"\1", MARKS.sub("", text))
    return re.sub(r"\*\*|(?<!\w)[*_](?=\w)|(?<=[\w.])[*_](?!\w)|\\(?=[^\w\s])|\s*\{#[\w-]+\}", "", text)


def _cells(text: str) -> Iterator[str]:
    stripped = text.strip()
    if stripped.startswith("|"):
        yield from (cell for cell in re.split(r"(?<!\\)\|", stripped) if cell.strip(" -:"))
    else:
        yield stripped
