"""A tab of one browser or another in which a test opens files, runs scripts and prints, with the network off."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from playwright.sync_api import Browser, Page

from .site import PHONE

PAGE = re.compile(rb"/Type\s*/Page\b")
STREAM = re.compile(rb"/Type\s*/ObjStm\b.*?>>\s*stream\r?\n(.*?)endstream", re.DOTALL)


class Tab(Protocol):
    """What a test does in a tab."""

    def open(self, address: str) -> None:
        """Opens an address, and returns once the page has loaded."""

    def run(self, script: str, *arguments: Any) -> Any:
        """What a function written in JavaScript, which may be asynchronous, returns for these arguments."""

    def print(self) -> bytes:
        """The page as a PDF on A4."""


class _Chromium:
    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, address: str) -> None:
        self.page.goto(address)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.page.evaluate(f"(all) => ({script})(...all)", list(arguments))

    def print(self) -> bytes:
        return self.page.pdf(format="A4")


def count_pages(pdf: bytes) -> int:
    """The pages of a PDF, whose parts may lie in packed streams."""
    streams = (zlib.decompressobj().decompress(match[1]) for match in STREAM.finditer(pdf))
    return sum(len(PAGE.findall(part)) for part in (pdf, *streams))


@contextmanager
def open_chromium(browser: Browser) -> Iterator[Tab]:
    """A tab of Chromium, of the size of a phone."""
    with browser.new_context(viewport=PHONE, offline=True) as context:
        yield _Chromium(context.new_page())
