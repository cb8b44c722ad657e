"""Where everything stands on a sheet of A4: questions on the left, their answers, on the right where those lead.

Units are a quarter of a millimetre, so that words of 12 units are 3 mm high. Nothing crosses: each question has boxes
of its own for what its answers lead to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .measure import ASK_WIDTH, EDGE, END_WIDTH, GAP, LINE, MARK, PAD, SAID_WIDTH, SIZE, SMALL, WIDTH
from .sheets import Sheet, Step, Way

SPINE, SAID = EDGE + ASK_WIDTH + 14, EDGE + ASK_WIDTH + 26
END = SAID + SAID_WIDTH + 30
SHOWN_WIDTH = 718
BASE = 3
"""How far the base of a line stands above its end."""


class Words(NamedTuple):
    """A line of text whose base stands at `y`."""

    x: int
    y: int
    text: str
    bold: bool = False
    size: int = SIZE


class Box(NamedTuple):
    """A question (`level` ""), a place to go on (`level` "on"), or a result at its level; `changed` draws it thick."""

    x: int
    y: int
    width: int
    height: int
    level: str
    changed: bool


class Arrow(NamedTuple):
    """A line with a head at its end, from a question to where some of its answers lead."""

    path: str
    head: str
    changed: bool


class Picture(NamedTuple):
    """A sheet with everything in its place; `text` tells what it shows to those who do not see it."""

    title: str
    text: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    words: tuple[Words, ...]

    @property
    def shown_width(self) -> int:
        """Its width in pixels of 1/96 inch: 19 cm, so that it fits between the edges of A4."""
        return SHOWN_WIDTH

    @property
    def shown_height(self) -> int:
        """Its height in the same pixels."""
        return -(-self.height * SHOWN_WIDTH // self.width)


def place_sheet(sheet: Sheet, words: Mapping[str, str], foot: str) -> Picture:
    """The picture of a sheet; `words` gives each level its word, `foot` is the last line."""
    placed = _Placed([Words(EDGE, 34, sheet.title, True, 18)])
    y = 52
    for step in sheet.steps:
        _place_step(step, y, words, placed)
        y += step.height
    placed.words.append(Words(EDGE, y + LINE, foot, size=SMALL))
    said = f"{len(sheet.steps)} questions, each with its answers and where they lead"
    return Picture(
        sheet.title, said, WIDTH, y + 2 * LINE, tuple(placed.boxes), tuple(placed.arrows), tuple(placed.words)
    )


@dataclass
class _Placed:
    words: list[Words]
    boxes: list[Box] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)

    def write(self, x: int, top: int, lines: Sequence[str], bold: bool = False, size: int = SIZE) -> int:
        """Places lines of text from `top` on, and returns where they end."""
        self.words += [Words(x, top + LINE * n - BASE, line, bold, size) for n, line in enumerate(lines, 1)]
        return top + LINE * len(lines)


def _place_step(step: Step, top: int, words: Mapping[str, str], placed: _Placed) -> None:
    end = placed.write(EDGE + PAD, top + PAD, step.asked, bold=True)
    height = placed.write(EDGE + PAD, end, step.name, size=SMALL) + PAD - top
    placed.boxes.append(Box(EDGE, top, ASK_WIDTH, height, "", bool(step.note)))
    y = top
    for way in step.ways:
        _place_way(way, y, top + height // 2, words, placed)
        y += way.height + GAP


def _place_way(way: Way, top: int, middle: int, words: Mapping[str, str], placed: _Placed) -> None:
    """Places the answers of a way and the box that they lead to; `middle` is that of its question."""
    line = top + way.height // 2
    y = line - len(way.said) * LINE // 2
    for text, changed in way.said:
        y = placed.write(SAID, y, [text], bold=changed)
    head = [f"{words[way.level]} [{way.note}]" if way.note else words[way.level]] if way.level else []
    height = (len(head) + len(way.name)) * LINE + 2 * PAD
    start, x = line - height // 2, END + PAD + (MARK if way.level else 0)
    placed.boxes.append(Box(END, start, END_WIDTH, height, way.level or "on", bool(way.note)))
    y = placed.write(x, start + PAD, head, bold=True)
    placed.write(x, y, way.name, bold=not way.level, size=SMALL if way.level else SIZE)
    placed.arrows.append(
        Arrow(
            f"M{EDGE + ASK_WIDTH} {middle}H{SPINE}V{line}H{SAID - 5}M{SAID + SAID_WIDTH + 4} {line}H{END - 8}",
            f"M{END - 9} {line - 5}L{END - 1} {line}L{END - 9} {line + 5}Z", way.changed,
        )
    )  # fmt: skip
