"""What tests and measurements in a browser share: the browser, and a server of built folders."""

from __future__ import annotations

import functools
import gzip
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Playwright

from symptomguide.addresses import UNKNOWN_FILE

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Quickest first: a headless shell makes a fresh context in a third of the time of a whole Chromium."""

PREFIX = "sub"
"""The sub-path that every folder is served under too, as a project site is on a public host."""

LAY_OUT_ALL = "() => { dispatchEvent(new Event('pointerdown')); }"
"""Lays out what a page leaves for a moment later, as any deed of a reader does."""

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".xml": "application/xml",
    ".woff2": "font/woff2",
}
PACKED = frozenset((".html", ".css", ".js", ".json", ".svg", ".xml"))


def find_chromium() -> str | None:
    """The browser in $CHROMIUM or on the PATH, a headless shell first; None leaves the choice to Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named and os.access(named, os.X_OK):
        return named
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def launch_chromium(playwright: Playwright) -> Browser:
    """A headless browser that asks no host for anything by itself."""
    return playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))


@functools.cache
def packed_size(file: Path) -> int:
    """The bytes that a host sends for a file: packed with gzip -9 where that pays."""
    return len(_read(file)[0])


@functools.cache
def _read(file: Path) -> tuple[bytes, bool]:
    """(body, whether it is packed) of a file."""
    data = file.read_bytes()
    return (gzip.compress(data, 9, mtime=0), True) if file.suffix in PACKED else (data, False)


class _Handler(BaseHTTPRequestHandler):
    """Sends files below `folder`, at the root and below the sub-path, and 404.html for what is not there."""

    folder: Path
    prefix: str
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).lstrip("/").removeprefix(f"{self.prefix}/")
        file = self.folder / path
        file = file / "index.html" if file.is_dir() else file
        status = HTTPStatus.OK if file.is_file() else HTTPStatus.NOT_FOUND
        file = file if file.is_file() else self.folder / UNKNOWN_FILE
        body, packed = _read(file) if file.is_file() else (b"", False)
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keeps test output quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing: a browser that leaves a page hangs up in the middle of an answer."""


@contextmanager
def serve(folder: Path, prefix: str = PREFIX) -> Iterator[str]:
    """Serves a built folder at the root and in a sub-path; yields the address of its root, which ends in a slash."""
    handler = type("Handler", (_Handler,), {"folder": folder, "prefix": prefix})
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
