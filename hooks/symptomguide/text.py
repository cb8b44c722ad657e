"""The one way for text from a record to reach a page.

Text is plain, with a tiny inline grammar: `*words*` for emphasis and `[words](kind/id)` for a
link to another record; names of values, `{id}`, were replaced before (`values`). `find_fault` says what may
not stand in a text; `to_markup` turns a text into HTML that is safe anywhere in Markdown: in a paragraph, a
table cell, a list item, a heading, an HTML block or an attribute.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from .patterns import compile_later
from .problem import shown

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

LINK = compile_later(r"\[([^\[\]]+)\]\(([^()\s]*)\)")
LINK_TARGET = compile_later(r"([a-z][a-z-]*)/([a-z0-9-]{1,64})")
EMPHASIS = compile_later(r"\*(?=[^\s*])([^*]*[^\s*])\*")
TOKEN = compile_later(f"{LINK.pattern}|{EMPHASIS.pattern}")

# Anything that Markdown or HTML could read as a mark. Letters, digits, spaces and the signs , ; ? / ( ) '
# never start one. A hyphen inside a word and a full stop after a letter are harmless too.
MARK = compile_later(r"""[\\`*_{}\[\]<>#+|~^=&":!$@%]|(?<![^\W_])-|(?<![^\W\d_])\.""")
ID = compile_later(r'id="([^"]+)"')

_FAULTS = (
    (
        compile_later(r"\{\{|\}\}|\{%|%\}|\{#|#\}"),
        "holds the template mark",
        "macros are for pages in content/; take it out",
    ),
    (
        compile_later(r"</?[A-Za-z]|<!|<\?"),
        "holds HTML",
        "write plain text; for 'less than' put a space after the sign",
    ),
    (compile_later(r"(?i)\b(?:java|vb)script\s*:"), "holds a script address", "take it out"),
)


SUSPECT = compile_later(r"[{}<\[]")
"""A text with none of these and no script has no fault but unseen signs, as most have not: this is looked at first."""


class TextFault(NamedTuple):
    """Why a text is refused: `snippet` is the part of it that is at fault."""

    snippet: str
    message: str


def find_fault(text: str) -> TextFault | None:
    """The first thing in `text` that may not reach a page, or None."""
    if not text.replace("\n", "").isprintable():  # a quick look first: nearly every text is
        for char in text:
            if not is_harmless(char):
                name = unicodedata.name(char, f"U+{ord(char):04X}")
                return TextFault(char, f"holds an invisible or control character ({name}); delete it")
    if not SUSPECT.search(text) and "script" not in text.casefold():
        return None
    for pattern, what, remedy in _FAULTS:
        if match := pattern.search(text):
            return TextFault(match[0], f"{what} '{shown(match[0])}'; {remedy}")
    for match in LINK.finditer(text):
        if not LINK_TARGET.fullmatch(match[2]):
            return TextFault(
                match[0],
                f"links to '{shown(match[2])}'; a link names a record by folder and file name, "
                "such as [these words](causes/its-file-name)",
            )
    return None


def is_harmless(char: str) -> bool:
    """False for control, zero-width, bidirectional and other unseen characters; line ends are allowed."""
    return char == "\n" or unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"}


def find_links(text: str) -> Iterator[tuple[str, str, str]]:
    """Yields (whole link, kind, id) for each link to a record in `text`."""
    for match in LINK.finditer(text):
        if target := LINK_TARGET.fullmatch(match[2]):
            yield match[0], target[1], target[2]


def find_ids(markup: str) -> frozenset[str]:
    """The ids in what templates made."""
    return frozenset(match[1] for match in ID.finditer(markup) if _is_attribute(markup, match.start()))


def _is_attribute(markup: str, at: int) -> bool:
    return markup[at - 1].isspace() and markup.rfind("<", 0, at) > markup.rfind(">", 0, at)


def plain(text: str) -> str:
    """The words of `text` alone, without its inline grammar and with single spaces."""
    return " ".join(TOKEN.sub(lambda match: plain(match[1]) if match[1] else match[3], text).split())


def escape(text: str) -> str:
    """`text` with each mark of Markdown and HTML as a character reference and single spaces."""
    return MARK.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))


def to_markup(text: str) -> str:
    """HTML for `text`: emphasis as `<em>`, links as `<a href="to:kind/id">`, all else escaped.

    The addresses are made relative to the page by `render.resolve_links`.
    """
    return "".join(_pieces(" ".join(text.split())))


def _pieces(text: str) -> Iterator[str]:
    end = 0
    for match in TOKEN.finditer(text):
        yield _escape_marks(text, end, match.start())
        if match[3] is not None:
            yield f"<em>{escape(match[3])}</em>"
        elif LINK_TARGET.fullmatch(match[2]):
            yield f'<a href="to:{match[2]}">{"".join(_pieces(match[1]))}</a>'
        else:
            yield escape(match[0])
        end = match.end()
    yield _escape_marks(text, end, len(text))


def _escape_marks(text: str, start: int, end: int) -> str:
    """Escapes text[start:end], looking at the neighbours outside it, so that no mark forms at a seam."""
    return MARK.sub(lambda match: f"&#{ord(match[0])};", text[start:end])


def format_date(day: datetime.date) -> str:
    """24 November 2026."""
    return f"{day.day} {format_month(day)}"


def format_month(day: datetime.date) -> str:
    """November 2026."""
    return f"{MONTHS[day.month - 1]} {day.year}"
