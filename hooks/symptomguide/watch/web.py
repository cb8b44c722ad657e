"""Asks other servers: the one place of the engine that does, and only where the command `watch` is run."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

AGENT = "symptomguide-watch (checks links and corrections of sources once a week)"
SECONDS, MOST_BYTES = 20, 2_000_000


@dataclass(frozen=True)
class Answer:
    """What a server answered: its status, 0 where none did, and the first part of the body, or why there is none."""

    status: int
    body: str = ""


Fetch = Callable[[str], Answer]
"""Asks for an address that begins with https://."""


def fetch(address: str) -> Answer:
    """What the server answers, redirections followed; a server that does not answer is asked a second time."""
    return next((found for found in (_ask(address), _ask(address)) if found.status), Answer(0, "no answer"))


def _ask(address: str) -> Answer:
    if not address.startswith("https://"):
        raise ValueError(f"{address} does not begin with https://")
    request = urllib.request.Request(address, headers={"User-Agent": AGENT, "Accept": "*/*"})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as response:
            return Answer(response.status, response.read(MOST_BYTES).decode("utf-8", errors="replace"))
    except urllib.error.HTTPError as error:
        return Answer(error.code)
    except (OSError, ValueError, http.client.HTTPException) as error:
        return Answer(0, str(error))
