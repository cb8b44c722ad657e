"""The model of a site's look: its colours and its mark. What a site leaves out, the engine fills with a plain look."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, Strict
from pydantic_core import PydanticCustomError

from .fields import Part
from .figures import Drawing, Place

HEX_DIGITS = frozenset("0123456789abcdef")


def _only_hex(value: str) -> str:
    if len(value) != 7 or value[0] != "#" or not HEX_DIGITS.issuperset(value[1:]):
        raise PydanticCustomError("bad_colour", "a colour is # and six small letters a to f or digits: '#0b5563'")
    return value


Hex = Annotated[str, Strict(), AfterValidator(_only_hex)]
"""A colour as red, green and blue: `#0b5563`."""


class Colour(Part):
    """One colour of the site, in its light and in its dark theme."""

    light: Hex
    dark: Hex


def _plain(light: str, dark: str, description: str) -> Colour:
    shade: Colour = Field(Colour.model_construct(light=light, dark=dark), description=description)
    return shade


class Colours(Part):
    """The colours of the site. Those of the four levels of care and of the focus belong to the engine.

    `symptomguide check` refuses words that do not stand out from what lies below them.
    """

    paper: Colour = _plain("#f7f8fa", "#10151b", "Behind the whole page.")
    surface: Colour = _plain("#ffffff", "#181f27", "Cards and fields.")
    sunken: Colour = _plain("#eef0f3", "#141a21", "Areas that step back.")
    line: Colour = _plain("#d5dae0", "#343e4a", "Lines between things.")
    edge: Colour = _plain("#6f7985", "#8794a3", "The border of what can be pressed or filled in.")
    ink: Colour = _plain("#1b2430", "#e8ecf1", "Words.")
    ink_2: Colour = _plain("#4a5563", "#b3bdc9", "Words that matter less.")
    brand: Colour = _plain("#1f4e8c", "#9cc3f5", "Links, and the main button.")
    brand_hover: Colour = _plain("#163a69", "#c4dcfa", "The same below the pointer.")
    on_brand: Colour = _plain("#ffffff", "#0c1c30", "Words on the main button.")
    skin: Colour = _plain("#e9e9ed", "#25303a", "Figures: the body.")
    outline: Colour = _plain("#3a3a44", "#b9bcc6", "Figures: the line around it.")
    muscle_edge: Colour = _plain("#3a3a44", "#14161a", "Figures: the line around its parts.")
    muscle_a: Colour = _plain("#b7a0b0", "#9a8494", "Figures: the first shade of muscle.")
    muscle_b: Colour = _plain("#9f8799", "#83707e", "Figures and charts: the second, darkest shade.")
    muscle_c: Colour = _plain("#cdbcc8", "#b09fab", "Figures: the third, palest shade.")
    tendon: Colour = _plain("#f2f0e6", "#d9d6c8", "Figures: tendons.")
    bone: Colour = _plain("#fcfcfa", "#8fa0a9", "Figures: bones.")


ColourName = Literal[
    "paper", "surface", "sunken", "line", "edge", "ink", "ink_2", "brand", "brand_hover", "on_brand",
    "skin", "outline", "muscle_edge", "muscle_a", "muscle_b", "muscle_c", "tendon", "bone",
]  # fmt: skip


class MarkShape(Part):
    """One shape of the mark."""

    fill: ColourName = Field(description="The colour it is filled with.")
    outline: ColourName | None = Field(None, description="The colour of the line around it; most shapes have none.")
    path: Drawing


class Mark(Part):
    """The mark of the site: beside its name, in the browser's tab and on the picture for social networks.

    It takes its colours from the theme, so that it shows on light and dark.
    """

    width: Place = Field(ge=8, le=64, description="Width of the grid; a line around a shape is 1.5 steps wide.")
    height: Place = Field(ge=8, le=64)
    shapes: tuple[MarkShape, ...] = Field(min_length=1, max_length=12, description="What comes later lies on top.")


PLAIN_MARK = Mark.model_construct(
    width=32,
    height=32,
    shapes=(
        MarkShape.model_construct(fill="brand", path="M16 2a14 14 0 1 0 0 28 14 14 0 0 0 0-28z"),
        MarkShape.model_construct(fill="on_brand", path="M13.5 8h5v5.5H24v5h-5.5V24h-5v-5.5H8v-5h5.5z"),
    ),
)
"""A disc with a cross, for a site that has no mark of its own."""
