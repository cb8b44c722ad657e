"""Styles and scripts as they are published: without what only editors read, each named after its content.

So a page never runs with the script of another deploy: a browser that kept an old one asks for the new name.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

HASHED = re.compile(r"\.[0-9a-f]{8}(?=\.(?:js|css)$)")
LICENCE = re.compile(r"\s*(/\*(?:(?!\*/).)*@license.*?\*/)", re.DOTALL)


@dataclass(frozen=True)
class Asset:
    """A file to publish: its path in the site and its text."""

    path: str
    text: str


def publish(path: str, text: str) -> Asset:
    """The style or script at `path` without comments and spare spaces, with eight digits of its hash in its name.

    The licence of a work of others, a comment that starts the file, stays.
    """
    import rcssmin  # here, so that `symptomguide check` never loads them
    import rjsmin

    stem, _, suffix = path.rpartition(".")
    packed = {"css": rcssmin.cssmin, "js": rjsmin.jsmin}[suffix](text)
    if licence := LICENCE.match(text):
        packed = f"{licence[1]}\n{packed}"
    return Asset(f"{stem}.{hashlib.sha256(packed.encode()).hexdigest()[:8]}.{suffix}", packed)


def plain_name(path: str) -> str:
    """The path of a published style or script without its hash."""
    return HASHED.sub("", path)
