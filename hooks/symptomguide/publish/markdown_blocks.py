"""Keeps the parts of a page that are HTML already away from Markdown's parsers. The only file that knows Markdown.

Markdown passes blocks of HTML through as they are, but reads every tag of them first, and MkDocs reads them once more.
Most of a page made from records is such blocks, so a build would spend half its time on text that does not change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

START = re.compile(r"<(article|aside|details|div|dl|figure|h[2-6]|nav|ol|p|section|table|ul)[\s>]")
FENCES = ("```", "~~~")


class HtmlBlocks(Extension):
    """Stores whole blocks of HTML before Markdown looks for them; what is no whole block is left to Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown calls it by this name)
        """Runs once line ends are normal, before fenced code and HTML are looked for."""
        md.preprocessors.register(_Keeper(md), "symptomguide-html-blocks", 28)


def makeExtension(**options: object) -> HtmlBlocks:  # noqa: N802
    """The extension, for whoever names this module in a list of extensions."""
    return HtmlBlocks(**options)


class _Keeper(Preprocessor):
    """Puts a mark in the place of each block, which Markdown replaces by the block at its end."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines with a mark for each block."""
        return list(self._replace(lines))

    def _replace(self, lines: list[str]) -> Iterator[str]:
        number, fence = 0, ""
        while number < len(lines):
            line = lines[number]
            if line.startswith(FENCES):
                fence = "" if fence == line[:3] else fence or line[:3]
            begins = not fence and (number == 0 or not lines[number - 1].strip())
            if begins and (ends := _find_ends(lines, number)):
                for end in ends:
                    yield from ("", self.md.htmlStash.store("\n".join(lines[number:end])), "")
                    number = end
            else:
                yield line
                number += 1


def _find_ends(lines: list[str], start: int) -> list[int]:
    """The number of the line after each block of those that start at `start`, one behind the other.

    A blank line or the end of the page must follow the last, as Markdown asks for too; else there is none.
    """
    ends = []
    while start < len(lines) and (match := START.match(lines[start])):
        start = _find_end(lines, start, match[1])
        if not start:
            return []
        ends.append(start)
    return [] if "".join(lines[start : start + 1]).strip() else ends


def _find_end(lines: list[str], start: int, tag: str) -> int:
    """The number of the line after the block that starts at `start`; 0 where it does not end a line of its own."""
    opening, closing, depth = re.compile(rf"<{tag}[\s>]"), f"</{tag}>", 0
    for number in range(start, len(lines)):
        line = lines[number].rstrip()
        depth += len(opening.findall(line)) - line.count(closing)
        if depth <= 0:
            return number + 1 if depth == 0 and line.endswith(closing) else 0
    return 0
