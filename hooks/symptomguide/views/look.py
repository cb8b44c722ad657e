"""The look of a site as the browser reads it: colours as custom properties, the mark as a picture of its own."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from ..models import Site
from ..models.look import Colours, Mark

LINE = {"stroke-width": "1.5", "stroke-linejoin": "round"}


class ShapeView(NamedTuple):
    """A shape of the mark; `fill` and `outline` are custom properties, `outline` may be ""."""

    path: str
    fill: str
    outline: str


class MarkView(NamedTuple):
    """The mark of the site, to be drawn in the colours of the theme."""

    width: int
    height: int
    shapes: tuple[ShapeView, ...]


def build_mark(mark: Mark) -> MarkView:
    """The view of the mark."""
    shapes = (ShapeView(s.path, _property(s.fill), _property(s.outline) if s.outline else "") for s in mark.shapes)
    return MarkView(mark.width, mark.height, tuple(shapes))


def build_tokens(colours: Colours) -> str:
    """The colours as rules of a stylesheet, each a custom property: light, then dark as the system or the reader asks.

    The dark ones are not for paper.
    """
    light, dark = (_declare(colours, theme) for theme in ("light", "dark"))
    return (
        f":root {{{light}}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root:not([data-theme]) {{{dark}}} }}\n"
        f'@media screen {{ :root[data-theme="dark"] {{{dark}}} }}\n'
    )


def _declare(colours: Colours, theme: str) -> str:
    names = type(colours).model_fields
    return "".join(f" {_property(name)}: {getattr(getattr(colours, name), theme)};" for name in names)


def build_icon(site: Site) -> str:
    """The mark on a square, in the light colours, as a file of its own: browsers show it on the tab."""
    side = max(site.mark.width, site.mark.height)
    return draw_mark(site, (site.mark.width - side) // 2, (site.mark.height - side) // 2, side, side)


def draw_mark(site: Site, left: int, top: int, width: int, height: int) -> str:
    """The mark as SVG in the light colours; the numbers are the part of its grid that is shown."""
    icon = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"{left} {top} {width} {height}")
    for shape in site.mark.shapes:
        drawn = SubElement(icon, "path", d=shape.path, fill=getattr(site.colours, shape.fill).light)
        if shape.outline:
            drawn.attrib |= {"stroke": getattr(site.colours, shape.outline).light, **LINE}
    return tostring(icon, encoding="unicode")


def _property(name: str) -> str:
    return f"--{name.replace('_', '-')}"
