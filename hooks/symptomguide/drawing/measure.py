"""How wide words are, without asking a font: as in the widest one that screens and printers commonly have."""

from __future__ import annotations

WIDTHS = {
    0.29: "ijl'|",
    0.34: " ,./:;!I()[]",
    0.41: 'frt-"',
    0.55: "cksvxyzJ",
    0.7: "ABCEFKLPRSTXYZ?=+<>",
    0.8: "DGHNOQUVwm",
    1.0: "MW%@…→",
}
"""Widths in parts of the font's size; other signs are as wide as a small o."""
OTHER = 0.64
_WIDTH = {sign: width for width, signs in WIDTHS.items() for sign in signs} | {"m": 0.98, "w": 0.82}
BOLD = 1.16

WIDTH, HEIGHT, EDGE = 840, 1188, 30
"""A sheet of A4 in quarters of a millimetre, and what stays free at its sides."""
ASK_WIDTH, SAID_WIDTH, END_WIDTH = 190, 330, 200
"""How wide the columns are: questions, their answers, and where they lead."""
SIZE, SMALL, LINE, PAD, GAP = 12, 10, 14, 5, 5
"""The size of words, of names, of a line, of what stays free inside a box, and between boxes."""
MARK = 24
"""How wide the mark of a level is."""


def measure(text: str, size: float, bold: bool = False) -> float:
    """The width of `text` in the unit of `size`, rather too wide than too narrow."""
    return sum(_WIDTH.get(sign, OTHER) for sign in text) * size * (BOLD if bold else 1)


def wrap(text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """`text` in lines that are no wider than `width`; a word that is too wide alone is cut."""
    lines, line = list[str](), ""
    for word in text.split():
        if measure(longer := f"{line} {word}".strip(), size, bold) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while measure(word, size, bold) > width:
            cut = next(n for n in range(len(word), 0, -1) if n == 1 or measure(word[:n], size, bold) <= width)
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return (*lines, line) if line else tuple(lines)
