"""Signs that stand in a file where another one is meant: told by name, with what to type in their place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from ..patterns import compile_later
from ..text import is_harmless

CONFLICT = compile_later(r"\s*(?:(?:<{7}|>{7}|\|{7})(?:\s.*)?|={7}\s*)")
BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # look like a blank and are none
DASHES = "\u2010-\u2015\u2212\u2022\u00b7\u2023\u25e6\u25aa"
QUOTES = "\u2018-\u201f\u00ab\u00bb\u2039\u203a\u300c\u300d\uff02\uff07"
BLOCK_TEXT = compile_later(r"(?:^|.*[:-])\s[|>][+-]?[1-9]?\s*(?:#.*)?")
COMMENT = compile_later(r"\s*(?:#.*)?")

BLANK_INDENT = compile_later(rf"[ ]*([{BLANKS}])")
BLANK_AFTER_MARK = compile_later(rf"\s*(?:-[ {BLANKS}]+)*(?:[A-Za-z_]\w*:|-)[ ]*([{BLANKS}])")
DASH_AS_MARK = compile_later(rf"\s*([{DASHES}])[ {BLANKS}]")
DASH_IN_KEY = compile_later(r"\s*(?:- )?[a-z_]+(\uff1a)")
QUOTED = compile_later(rf"\s*(?:- )*(?:[A-Za-z_]\w*:\s+)?([{QUOTES}])[^{QUOTES}]*[{QUOTES}]\s*")
QUOTED_IN_LIST = compile_later(rf"[^\"']*(?::|-)\s+\[(?:[^\]]*,)?\s*([{QUOTES}])")


MERGE_MARKS = ("<" * 7, ">" * 7, "|" * 7, "=" * 7)
TWINS = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u0405\u0408"
    "\u03bf\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
    "aeopcyxijsdhABEKMHOPCTXISJoABEZHIKMNOPTYX",
)
"""The letters of Cyrillic and Greek that look like one of a to z, with that one."""
TWIN = compile_later(f"[{''.join(map(chr, TWINS))}]")
PIECE = compile_later(r"[^\W_]+")
LOOK_ALIKE = compile_later(rf"[{BLANKS}{DASHES}{QUOTES}\uff1a]|{TWIN.pattern}")


def is_clean(text: str) -> bool:
    """True for a text in which nothing can have slipped in, as in most, so that no line needs a closer look."""
    if any(map(text.__contains__, MERGE_MARKS)) or not text.replace("\n", "").isprintable():
        return False
    return text.isascii() or not LOOK_ALIKE.search(text)


class Slip(NamedTuple):
    """A sign at a column (from 1) of a line; `instead` is what may stand there so that the rest can be read, or ""."""

    line: int
    column: int
    message: str
    rule: str
    instead: str = ""


def find_unseen(lines: tuple[str, ...]) -> Iterator[Slip]:
    """Marks of a merge, tabs, unseen signs and letters of another alphabet inside a word, in any kind of file."""
    for number, line in enumerate(lines, 1):
        yield from () if line.isascii() else _find_twins(number, line)
        if CONFLICT.fullmatch(line):
            column = len(line) - len(line.lstrip()) + 1
            yield Slip(number, column, "a merge conflict is left here; keep one side and delete the marks", "conflict")
            return
        if line.isprintable():
            continue
        for column, char in enumerate(line, 1):
            if char == "\t":
                inside = " " if line[: column - 1].strip() else ""
                yield Slip(number, column, "a tab stands here; use spaces", "tab", inside)
            elif not is_harmless(char):
                message = f"an unseen character (U+{ord(char):04X}) stands here; delete it"
                yield Slip(number, column, message, "unseen-character")
            else:
                continue
            break


def _find_twins(number: int, line: str) -> Iterator[Slip]:
    """Letters that only look like one of a to z, in a word that has real ones, which no search can find."""
    for word in PIECE.finditer(line):
        if any(char.isascii() for char in word[0]):
            for letter in TWIN.finditer(word[0]):
                right, name = letter[0].translate(TWINS), unicodedata.name(letter[0]).lower()
                what = f"{name}, U+{ord(letter[0]):04X}"
                message = f"a letter of '{word[0][:40]}' only looks right ({what}); type '{right}' again"
                yield Slip(number, word.start() + letter.start() + 1, message, "look-alike", right)


def find_lookalikes(lines: tuple[str, ...], first: int) -> Iterator[Slip]:
    """Blanks, dashes, quotes and colons of YAML's grammar that are none; `first` is the number of the first line."""
    for number, line in _lines_of_grammar(lines, first):
        for pattern, what, instead, remedy in (
            (BLANK_INDENT, "a hard blank", " ", "type an ordinary blank"),
            (BLANK_AFTER_MARK, "a hard blank", " ", "type an ordinary blank"),
            (DASH_AS_MARK, "a dash or bullet", "-", "a list item starts with a hyphen and a blank: '- '"),
            (DASH_IN_KEY, "a wide colon", "", "a field name ends in an ordinary colon and a blank: ': '"),
            (QUOTED_IN_LIST, "a curly quote", "", "quotes are straight here: \"…\" or '…'"),
        ):
            if match := pattern.match(line):
                yield _slip(number, match, what, remedy, instead)
        if match := QUOTED.fullmatch(line):
            remedy = "quotes around a text are straight: \"…\" or '…'; most texts need none"
            yield _slip(number, match, "a curly quote", remedy, _straight(line[match.start(1) :].rstrip()))


def _straight(text: str) -> str:
    """A text in curly quotes, in straight ones; "" where both kinds stand in it."""
    inner = text[1:-1]
    mark = next((mark for mark in "'\"" if mark not in inner and (mark == "'" or "\\" not in inner)), "")
    return f"{mark}{inner}{mark}" if mark else ""


def _slip(number: int, match: re.Match[str], what: str, remedy: str, instead: str) -> Slip:
    name = unicodedata.name(match[1], "").lower()
    message = f"{what} stands here ({name}, U+{ord(match[1]):04X}); {remedy}"
    return Slip(number, match.start(1) + 1, message, "look-alike", instead)


def _lines_of_grammar(lines: tuple[str, ...], first: int) -> Iterator[tuple[int, str]]:
    """(number, line) of the lines that are no long text after > or |, and no comment."""
    inside = -1
    for number, line in enumerate(lines, first):
        indent = len(line) - len(line.lstrip(" "))
        if inside >= 0 and (indent > inside or not line.strip()):
            continue
        inside = indent if BLOCK_TEXT.fullmatch(line) else -1
        if not COMMENT.fullmatch(line):
            yield number, line


def explain_encoding(data: bytes, start: int) -> tuple[tuple[int, int], str]:
    """The place and the reason for a file whose byte `start` is no UTF-8."""
    place = (data.count(b"\n", 0, start) + 1, start - data.rfind(b"\n", 0, start))
    how = "save it again as UTF-8 (in an editor of Windows: Save as, Encoding, UTF-8)"
    if is_wide(data):
        return (1, 1), f"the file is UTF-16, which some editors call Unicode; {how}"
    return place, f"the file is not UTF-8 text: this letter cannot be read; {how}"


def is_wide(data: bytes) -> bool:
    """True for text of two bytes a letter, with a mark at its start or without."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    odd, even = data[1:400:2], data[0:400:2]
    return len(data) > 3 and (odd.count(0) > 0.8 * len(odd)) != (even.count(0) > 0.8 * len(even))
