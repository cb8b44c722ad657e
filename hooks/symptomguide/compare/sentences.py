"""The sentences of a page as readers meet them, from its finished Markdown and HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

INLINE = frozenset(
    "a abbr b bdi br cite code data dfn em i kbd mark q s small span strong sub sup time u wbr".split(" ")  # noqa: SIM905
)
VOID = frozenset(
    "area br circle col ellipse embed hr img input line link meta path rect source use wbr".split(" ")  # noqa: SIM905
)
SILENT = frozenset(("script", "style", "template"))
SPOKEN = ("alt", "aria-label")
MARKS = re.compile(r"^(?:#{1,6}\s+|[-*+]\s+|>\s?)")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
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


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Sentence] = []
        self.open: list[tuple[str, str]] = []
        self.silent = self.cards = 0
        self.words: list[str] = []

    @property
    def place(self) -> str:
        return next((place for _, place in reversed(self.open) if place), "")

    def flush(self) -> None:
        self._say("".join(self.words))
        self.words = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.silent += tag in SILENT
        if tag not in INLINE or tag == "br":
            self.flush()
        for name in SPOKEN:
            self._say(held.get(name) or "")
        if tag not in INLINE and tag not in VOID:
            self.open.append((tag, self._name_place(held)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name in SPOKEN:
            self._say(dict(attrs).get(name) or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT and self.silent > 0
        if tag in INLINE:
            return
        self.flush()
        if any(name == tag for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
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
            whole = " ".join(_plain(cell.strip()).split())
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
