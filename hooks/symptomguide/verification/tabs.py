"""A tab of one browser or another in which a test opens files, runs scripts and prints, with the network off."""

from __future__ import annotations

import base64
import importlib.util
import os
import re
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
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


class _Firefox:
    def __init__(self, marionette: Any) -> None:
        self.marionette = marionette

    def open(self, address: str) -> None:
        self.marionette.navigate(address)

    def run(self, script: str, *arguments: Any) -> Any:
        wrapped = (
            f"const done = arguments[arguments.length - 1]; Promise.resolve(({script})(...arguments[0])).then(done);"
        )
        return self.marionette.execute_async_script(wrapped, script_args=[list(arguments)])

    def print(self) -> bytes:
        settings = {"page": {"width": 21, "height": 29.7}, "shrinkToFit": False}  # centimetres
        return base64.b64decode(self.marionette._send_message("WebDriver:Print", settings, key="value"))


def count_pages(pdf: bytes) -> int:
    """The pages of a PDF, whose parts may lie in packed streams."""
    streams = (zlib.decompressobj().decompress(match[1]) for match in STREAM.finditer(pdf))
    return sum(len(PAGE.findall(part)) for part in (pdf, *streams))


@contextmanager
def open_chromium(browser: Browser) -> Iterator[Tab]:
    """A tab of Chromium, of the size of a phone."""
    with browser.new_context(viewport=PHONE, offline=True) as context:
        yield _Chromium(context.new_page())


def find_firefox() -> str | None:
    """The Firefox in $FIREFOX or on the PATH, where the library that drives it is installed; else None."""
    if importlib.util.find_spec("marionette_driver") is None:
        return None
    return os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")


@contextmanager
def open_firefox(program: str) -> Iterator[Tab]:
    """A tab of Firefox."""
    from marionette_driver.marionette import Marionette

    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    profile = Path(folder.name, "profile")
    profile.mkdir()
    log = str(profile.with_name("log"))
    marionette = Marionette(bin=program, headless=True, profile=str(profile), gecko_log=log)
    try:
        marionette.start_session()
        with marionette.using_context("chrome"):
            marionette.execute_script("Services.io.offline = true;")
        marionette.timeout.script = 60
        yield _Firefox(marionette)
    finally:
        marionette.quit()
        folder.cleanup()
