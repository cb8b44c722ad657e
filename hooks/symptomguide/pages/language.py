"""The rule of plain language, for the prose of hand-written pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

from ..problem import Problem
from ..reading import LONGEST_SENTENCE
from ..records.library import Library
from ..rules.plain_language import ID, find_complaints, find_terms
from ..store import recall
from ..text import plain
from .content import Page


def check_pages(library: Library, pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Yields a problem for each sentence and phrase of a page that is not plain."""
    terms = find_terms(library)
    for page in pages.values():
        text = "\n".join(page.lines)
        for line, column, message in recall(
            (ID, terms.pattern, str(page.first_line), text), partial(_find_complaints, page, terms)
        ):
            yield Problem(page.path, line, column, message, ID)


def _find_complaints(page: Page, terms: re.Pattern[str]) -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (*_place_of(page, line, words), message)
        for line, text in find_prose(page)
        for words, message in find_complaints(plain(text), LONGEST_SENTENCE, terms)
    )


def find_prose(page: Page) -> Iterator[tuple[int, str]]:
    """Yields (line in the file, text) of each paragraph and list item of a page."""
    block: list[str] = []
    start, fenced = 0, False
    for number, line in enumerate((*page.lines, ""), page.first_line):
        bare = line.strip()
        fenced ^= bare.startswith(("```", "~~~"))
        breaks = fenced or not bare or bare.startswith(("#", "{{", "|", "```", "~~~"))
        if block and (breaks or re.match(r"[-*+] |\d+\. ", bare)):
            yield start, " ".join(block)
            block = []
        if not breaks:
            start = start if block else number
            block.append(re.sub(r"^(?:[-*+]|\d+\.) +|^> ?", "", bare))
    if block:
        yield start, " ".join(block)


def _place_of(page: Page, start: int, words: str) -> tuple[int, int]:
    """Line and column at which `words` begin, at or after the line `start`; else the start."""
    for length in (24, len(words.split()[0])):
        for number in range(start, page.first_line + len(page.lines)):
            line = page.lines[number - page.first_line]
            if not line.strip():
                break
            if (found := line.find(words[:length])) >= 0:
                return number, found + 1
    return start, 1
