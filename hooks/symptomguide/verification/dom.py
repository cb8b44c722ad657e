"""Produced pages as trees, read with the standard library."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urldefrag
from xml.etree.ElementTree import Element

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
HEADING = re.compile(r"h([1-6])")


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        parent = self.open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data


@functools.cache
def read_page(file: Path) -> Element:
    """The page as a tree."""
    builder = _Builder()
    builder.feed(file.read_text(encoding="utf-8"))
    return builder.root


def find_main(file: Path) -> Element:
    """What stands between header and footer."""
    found = read_page(file).find(".//main")
    assert found is not None, f"{file.name} has no <main>"
    return found


def text_of(element: Element) -> str:
    """The words of an element with single spaces, without those that show only when a reader asks for them."""
    return " ".join("".join(_words(element)).split())


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if "popover" not in child.attrib:
            yield from _words(child)
        yield child.tail or ""


def headings(file: Path) -> list[tuple[int, str]]:
    """(level, words) of every heading of the page."""
    found = ((HEADING.fullmatch(element.tag), element) for element in find_main(file).iter())
    return [(int(match[1]), text_of(element)) for match, element in found if match]


def ids(file: Path) -> set[str]:
    """Every id of the page."""
    return {element.attrib["id"] for element in read_page(file).iter() if "id" in element.attrib}


def links(element: Element, page: str) -> Iterator[str]:
    """Addresses of links inside the site, from its root, without what follows `#`: `causes/x/`."""
    for link in element.iter("a"):
        address = urldefrag(link.get("href", "")).url
        if address and ":" not in address:
            path = normpath(join(dirname(page), unquote(address)))
            yield "" if path == "." else f"{path}/"
