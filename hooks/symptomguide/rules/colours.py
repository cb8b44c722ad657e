"""colour-contrast: the colours of site.yaml can be told apart by readers who see little.

Words need a contrast of 4.5 to 1 with what lies below them, borders and the lines of figures 3 to 1, in the light and
in the dark theme. The numbers are those of WCAG 2.2, success criteria 1.4.3 and 1.4.11.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..problem import Problem
from ..records.library import Library

ID = "colour-contrast"
WORDS, LINES = 4.5, 3.0

GROUNDS = ("paper", "surface", "sunken")
DRAWN_ON = {
    **dict.fromkeys(("ink", "ink_2", "brand", "brand_hover"), (GROUNDS, WORDS)),
    "on_brand": (("brand", "brand_hover"), WORDS),
    "edge": (GROUNDS, LINES),
    "outline": (("skin",), LINES),
    "muscle_edge": (("muscle_a", "muscle_b", "muscle_c"), LINES),
}
"""Each colour that is drawn on others: on which, and the least contrast."""


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each colour too much like one that it is drawn on; of several, the one most like it."""
    source, colours = library.files["site"], library.site.colours
    for theme in ("light", "dark"):
        shades = {name: getattr(getattr(colours, name), theme) for name in type(colours).model_fields}
        for name, (grounds, least) in DRAWN_ON.items():
            found, ground = min((contrast(shades[name], shades[ground]), ground) for ground in grounds)
            if found < least:
                message = (
                    f"'{name}' {shades[name]} is too much like '{ground}' {shades[ground]} below it in the {theme} "
                    f"theme: {found:.1f} to 1, but it needs {least:g} to 1; make one of them darker or lighter"
                )
                yield source.problem(source.place(("colours", name, theme)), message, ID)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours such as #0b5563, from 1 to 21, as WCAG 2.2 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
