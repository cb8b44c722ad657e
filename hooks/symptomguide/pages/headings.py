"""The headings of hand-written pages: where each stands, the id that Markdown gives it, and what is wrong with one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..records.file import SourceFile

HEADING = re.compile(r"#{1,6}\s+(.*?)(?:\s+#+)?\s*")
OWN_ID = re.compile(r"\{#([a-z0-9-]+)\}\s*$")
UNDERLINE = re.compile(r"(=+|-+) *")
GLUED = re.compile(r"#{1,6}(?![#\s]|$)")
INSIDE = re.compile(r"(?=[\s>]|[-*+]\s|\d+\.\s)(?:[\s>]|[-*+]\s|\d+\.\s)+#{1,6}")
NUMBERED = re.compile(r"(.*)_([0-9]+)")
RULE = "heading"

Lines = Iterable[tuple[int, str]]


class Heading(NamedTuple):
    """A heading of a page; `own` says whether its id was written with it, or is made of its words."""

    line: int
    column: int
    id: str
    own: bool


def read_headings(lines: Lines) -> tuple[Heading, ...]:
    """The headings among `lines`, (number from 1, line), with the ids that Markdown gives them."""
    found = [
        (number, match[1], OWN_ID.search(match[1])) for number, line in lines if (match := HEADING.fullmatch(line))
    ]
    used = {own[1] for _, _, own in found if own}
    headings = []
    for number, words, own in found:
        id = own[1] if own else _make_unique(_slug(words), used)
        used.add(id)
        headings.append(Heading(number, 1, id, bool(own)))
    return tuple(headings)


def _make_unique(id: str, used: set[str]) -> str:
    while id in used or not id:
        match = NUMBERED.fullmatch(id)
        id = f"{match[1]}_{int(match[2]) + 1}" if match else f"{id}_1"
    return id


def _slug(heading: str) -> str:
    words = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", heading)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def check_headings(source: SourceFile, lines: Lines) -> tuple[Heading, ...]:
    """The headings among `lines`; adds a problem to `source` for each hidden one, and for each id that stands twice."""
    lines = tuple(lines)
    for place, message in _find_hidden(lines):
        source.problems.append(source.problem(place, message, RULE))
    first: dict[str, int] = {}
    headings = read_headings(lines)
    for heading in headings:
        if heading.own and heading.id in first:
            message = f"line {first[heading.id]} has the id '{heading.id}' too; give one of the two another"
            source.problems.append(source.problem((heading.line, heading.column), message, "duplicate-id"))
        first.setdefault(heading.id, heading.line)
    return headings


def _find_hidden(lines: Lines) -> Iterator[tuple[tuple[int, int], str]]:
    """Yields place and message for each line that Markdown takes for a heading, or part of one, unlike its writer."""
    above = ""
    for number, line in lines:
        if GLUED.match(line):
            yield (number, 1), "a line that starts with # is a heading: put a blank behind #, or a word before it"
        elif match := INSIDE.match(line):
            yield (number, match.end()), "a heading starts its line, in no list and no quotation; take out #"
        elif UNDERLINE.fullmatch(line) and above.strip() and not above.startswith(("#", "{{")):
            mark = "#" * (1 if line.startswith("=") else 2)
            yield (
                (number, 1),
                f"this makes the line above a heading; write '{mark} ' before that line, or leave a blank line between",
            )
        above = line
