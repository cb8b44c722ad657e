"""Marks the first use of each technical word on a finished page, with its meaning at hand.

The word becomes a button that opens its meaning, by touch, mouse or keyboard, with no script (the popover of HTML).
In print, and in browsers without popovers, the meaning stands in brackets behind the word. Running text only: no
headings, links, buttons, lists of sources or care cards.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ..records.words import Word
from ..text import escape

LEAVES = "a|button|code|dt|em|h[1-6]|label|legend|pre|summary|svg|th"
"""Elements in which no word is marked, and which never hold their own kind."""

PIECE = re.compile(rf"<(?:({LEAVES})\b[^>]*>(.*?)</\1>|!--.*?-->|[^>]*>)", re.DOTALL)
"""A leaf with all that is in it, a comment, or one tag."""

NAME = re.compile(r"</?([a-zA-Z0-9]+)")
CLASSES = re.compile(r'\sclass="([^"]*)"')
GLOSSARY_LINK = re.compile(r'\shref="[^"]*glossary[^"]*#([a-z0-9-]+)"')

VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "wbr", "source"))
RUNNING = frozenset(("p", "li", "dd", "td"))
CLOSED = frozenset(("details", "fieldset", "figure", "nav"))
CLOSED_CLASSES = frozenset(
    ("cf-care", "cf-sources", "cf-known", "cf-claim__sources", "cf-sign__more", "cf-terms", "cf-sheet", "cf-strength")
)


@dataclass(frozen=True)
class _Tag:
    """A tag that opens or `ends` an element, in which no word is marked if it is `closed`."""

    name: str
    ends: bool
    closed: bool


@functools.lru_cache(maxsize=4096)  # most tags stand on every page
def _read_tag(text: str) -> _Tag | None:
    """The tag that `text` is; None for a comment and for an element without content."""
    match = NAME.match(text)
    if not match or match[1].lower() in VOID or text.endswith("/>"):
        return None
    name, classes = match[1].lower(), CLASSES.search(text)
    closed = name in CLOSED or bool(classes and CLOSED_CLASSES & set(classes[1].split()))
    return _Tag(name, text.startswith("</"), closed)


def _find_end(page: str, name: str, start: int) -> int:
    """Where an element ends whose content starts at `start`."""
    depth = 1
    for match in re.compile(rf"<(/?){name}\b[^>]*>", re.IGNORECASE).finditer(page, start):
        depth += -1 if match[1] else 1
        if not depth:
            return match.end()
    return len(page)


def mark_words(page: str, words: tuple[Word, ...], title: str) -> str:
    """The HTML `page` with the first use of each word marked; what its title names is its subject and left alone."""
    if not words:
        return page
    by_id, by_form, finder = _index(words)
    done = {by_form[found[1].casefold()].id for found in finder.finditer(title)}
    return "".join(_Marker(by_id, by_form, finder, done).run(page))


@functools.lru_cache(maxsize=1)  # every page of a build asks for the same words
def _index(words: tuple[Word, ...]) -> tuple[dict[str, Word], dict[str, Word], re.Pattern[str]]:
    """Words by id, words by each form in small letters, and what finds a form, the longest first."""
    by_form = {form.casefold(): word for word in words for form in word.forms}
    forms = _branch({form.lower() for word in words for form in word.forms})
    finder = re.compile(rf"(?<![\w-])({forms})(?:s|es)?(?![\w-])", re.IGNORECASE if not forms.isascii() else 0)
    return {word.id: word for word in words}, by_form, finder


def _branch(endings: Collection[str]) -> str:
    """A pattern for any of the endings, the longest first, that looks at each letter once however many there are."""
    by_letter: dict[str, set[str]] = {}
    for ending in filter(None, endings):
        by_letter.setdefault(ending[0], set()).add(ending[1:])
    branches = (f"{_either_case(letter)}{_branch(rest)}" for letter, rest in sorted(by_letter.items()))
    pattern = "|".join(branches)
    return f"(?:{pattern}){'?' if '' in endings else ''}" if pattern else ""


def _either_case(letter: str) -> str:
    return f"[{letter}{letter.upper()}]" if letter.isascii() and letter.isalpha() else re.escape(letter)


class _Marker:
    """Goes through one page, tag by tag. `running` says whether it is within running text."""

    def __init__(
        self, by_id: dict[str, Word], by_form: dict[str, Word], finder: re.Pattern[str], done: set[str]
    ) -> None:
        self.by_id, self.by_form, self.finder, self.done = by_id, by_form, finder, done
        self.open: list[tuple[str, bool]] = []  # the name of each open element, and whether it stands in running text
        self.running = False

    def run(self, page: str) -> Iterator[str]:
        """Yields the page in pieces."""
        end = 0
        while match := PIECE.search(page, end):
            start, (piece, leaf, inside) = match.start(), match.group(0, 1, 2)
            if end < start:
                yield self._text(page[end:start])
            end, tag = match.end(), None if leaf else _read_tag(piece)
            if leaf == "a" and "<" not in inside and (word := self._linked(piece)):
                yield self._button(word, inside)
            elif tag and tag.closed and not tag.ends:
                end = _find_end(page, tag.name, end)
                yield page[start:end]
            else:
                if tag:
                    self._step(tag)
                yield piece
        yield self._text(page[end:])

    def _step(self, tag: _Tag) -> None:
        if not tag.ends:
            self.open.append((tag.name, self.running))
            self.running = self.running or tag.name in RUNNING
        while tag.ends and self.open:
            name, self.running = self.open.pop()
            if name == tag.name:
                return

    def _linked(self, tag: str) -> Word | None:
        """The word whose entry in the glossary the link `tag` leads to, if this is its first use."""
        match = GLOSSARY_LINK.search(tag) if tag.startswith("<a ") and self.running else None
        word = self.by_id.get(match[1]) if match else None
        return word if word and word.id not in self.done else None

    def _text(self, text: str) -> str:
        if not self.running or text.isspace():
            return text
        return self.finder.sub(lambda found: self._use(found, text), text)

    def _use(self, found: re.Match[str], text: str) -> str:
        word, written = self.by_form[found[1].casefold()], found[0]
        capitals = next((form for form in word.forms if form.casefold() == found[1].casefold()), "")
        if word.id in self.done or (capitals.isupper() and not found[1].isupper()):
            return written
        if text[: found.start()].endswith("("):  # what stands before explains it; and a button would leave "(" behind
            return written
        if text[found.end() :].lstrip().startswith("("):  # the sentence explains it itself
            self.done.add(word.id)
            return written
        return self._button(word, written)

    def _button(self, word: Word, written: str) -> str:
        self.done.add(word.id)
        return (
            f'<button class="cf-word" type="button" popovertarget="word-{word.id}">{written}</button>'
            f'<span class="cf-word__text" id="word-{word.id}" popover>'
            f'<span class="cf-word__name">{escape(word.name)}: </span>{word.meaning}</span>'
        )
