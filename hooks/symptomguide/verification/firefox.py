"""A Firefox that is offline from its start, driven by WebDriver BiDi, which it speaks by itself."""

from __future__ import annotations

import base64
import collections
import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from websockets.sync.client import ClientConnection, connect

LISTENS = "WebDriver BiDi listening on "
LOADED = """
() => new Promise((loaded) =>
  document.readyState === "complete" ? loaded() : addEventListener("load", () => loaded()))
"""
LONGEST = 120
"""Seconds for one answer of the browser."""


class FirefoxTab:
    """The one tab of a Firefox."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection, self.sent = connection, 0
        self.send("session.new", capabilities={})
        self.context = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def send(self, method: str, **parameters: Any) -> Any:
        """The result of a command of WebDriver BiDi; raises RuntimeError with what the browser says against it."""
        self.sent += 1
        self.connection.send(json.dumps({"id": self.sent, "method": method, "params": parameters}))
        while (answer := json.loads(self.connection.recv(timeout=LONGEST))).get("id") != self.sent:
            pass  # an event that nobody asked for
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]

    def open(self, address: str) -> None:
        """Opens an address as somebody who comes from elsewhere, and returns once the page has loaded."""
        for url in ("about:blank", address):  # what is open already would only be loaded again, and keep its state
            self.send("browsingContext.navigate", context=self.context, url=url, wait="complete")
        self.run(LOADED)  # Firefox may say that it is complete before its scripts have run

    def run(self, script: str, *arguments: Any) -> Any:
        """What a function written in JavaScript, which may be asynchronous, returns for these arguments."""
        told = self.send(
            "script.callFunction",
            functionDeclaration=f"async (all) => JSON.stringify((await ({script})(...JSON.parse(all))) ?? null)",
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
            target={"context": self.context},
            awaitPromise=True,
        )
        if told["type"] == "exception":
            raise RuntimeError(told["exceptionDetails"]["text"])
        return json.loads(told["result"]["value"])

    def print(self) -> bytes:
        """The page as a PDF on A4."""
        page = {"width": 21, "height": 29.7}  # centimetres
        told = self.send("browsingContext.print", context=self.context, page=page, shrinkToFit=False)
        return base64.b64decode(told["data"])


def find_firefox() -> str | None:
    """The Firefox in $FIREFOX or on the PATH; None for none."""
    return os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")


@contextmanager
def open_firefox(program: str) -> Iterator[FirefoxTab]:
    """A tab of Firefox; raises RuntimeError where it does not start."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [program, "--headless", "--offline", "--no-remote", "--profile", profile, "--remote-debugging-port=0"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            with connect(f"{_find_address(process.stderr)}/session", max_size=None) as connection:
                yield FirefoxTab(connection)
        finally:
            process.terminate()
            process.wait()


def _find_address(log: IO[str] | None) -> str:
    """Where a Firefox listens, as it says in its log, of which the rest is thrown away."""
    assert log
    for line in log:
        if line.startswith(LISTENS):
            threading.Thread(target=collections.deque, args=(log, 0), daemon=True).start()
            return line.removeprefix(LISTENS).strip()
    raise RuntimeError("Firefox ended before it listened")
