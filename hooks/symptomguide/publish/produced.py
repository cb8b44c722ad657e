"""The one reader of produced HTML: what each page of a site holds, and what has no place in it.

It is strict, since it is a gate: what it reads is read alike by every browser, and it mends nothing.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import html
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..problem import shown
from ..store import recall

ADDRESS_ATTRIBUTES = frozenset(
    [
        "href",
        "src",
        "srcset",
        "imagesrcset",
        "poster",
        "data",
        "action",
        "formaction",
        "background",
        "cite",
        "ping",
        "manifest",
        "xlink:href",
        "data-library",
        "data-documents",
        "data-engine",
        "data-dialog",
    ]
)
LOADING_TAGS = frozenset(
    (
        "script",
        "img",
        "iframe",
        "link",
        "source",
        "video",
        "audio",
        "embed",
        "object",
        "track",
        "input",
        "use",
        "image",
        "base",
    )
)
LINK_RELATIONS = frozenset(("canonical", "alternate", "license"))  # <link> that names an address but loads nothing
TEMPLATE_MARK = re.compile(r"\{\{|\}\}|\{%|%\}|\"to:")
VALUE = r"""\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)"""
TAG = re.compile(
    rf"""<(?:!--.*?--|!doctype\s[^<>]*|(/?[a-zA-Z][\w-]*)((?:\s+[^\s"'<>/=]+(?:{VALUE})?)*)\s*/?)>""",
    re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
RAW_TAGS = frozenset(("script", "style"))  # what stands between their tags is no HTML
CODE_TAGS = frozenset(("code", "pre"))  # may show template marks to readers
HARMLESS = re.compile(
    r"""(?:[^<&{}%"]+|&(?:#(?!0*(?:34|37|123|125);)[0-9]+|amp|gt|lt);|</?(?!(?:code|meta|pre|script|style|svg)\b)[a-z][a-z0-9-]*"""
    r"""(?:\s+(?:aria-hidden|class|d|role)="[^"<&{}%]*")*\s*/?>)+"""
)
"""A run of words and tags that hold nothing of what is looked for: most of a page, passed in one step.

Without possessive quantifiers, which Python 3.11.2 gets wrong.
"""

ID_ATTRIBUTES = frozenset(("for", "aria-labelledby", "aria-describedby", "aria-controls"))
JUDGED_TAGS = RAW_TAGS | {"link", "meta", "svg"}  # judged by attributes that matter nowhere else
JUDGED_ATTRIBUTES = ADDRESS_ATTRIBUTES | ID_ATTRIBUTES | {"id", "name", "style", "srcdoc"}
LEADS_ON = re.compile(r"0; url=(\.[^\s:]*)")
"""How a page at an old address leads on at once, to another page of the site."""
DATA_BLOCKS = frozenset(("application/json", "application/ld+json"))


class Address(NamedTuple):
    """An address in a tag: its offset in the text, and whether what it names loads by itself."""

    at: int
    tag: str
    attribute: str
    value: str
    loads: bool


@functools.lru_cache(maxsize=4096)  # most tags stand on every page
def _read_attributes(tag: str, text: str) -> tuple[tuple[str, str], ...]:
    """Name and value of each attribute in what stands in a tag behind its name, but for those that cannot matter."""
    found = (
        (match[1].lower(), html.unescape(match[2] or match[3] or match[4] or "")) for match in ATTRIBUTE.finditer(text)
    )
    return tuple(one for one in found if tag in JUDGED_TAGS or _matters(*one))


def _matters(name: str, value: str) -> bool:
    judged = name in JUDGED_ATTRIBUTES or name.startswith("on")
    return judged or bool(TEMPLATE_MARK.search(value))


class ProducedPage:
    """What one page holds: its ids, and what has no place in it, each with its offset in the text; its SHA-256.

    A page whose like was read before is not read again, until somebody asks for its text or its addresses.
    """

    def __init__(self, data: bytes) -> None:
        self._data, self.sum = data, hashlib.sha256(data).hexdigest()
        self.ids, self.faults = recall(("produced", self.sum), lambda: (self._read.ids, self._read.faults))

    @functools.cached_property
    def text(self) -> str:
        """The page as text."""
        text, self._data = self._data.decode("utf-8"), b""  # one of the two is enough to hold
        return text

    @property
    def addresses(self) -> list[Address]:
        """Each address in it."""
        return self._read.addresses

    @functools.cached_property
    def _read(self) -> _Reader:
        return _Reader(self.text)

    def place(self, at: int) -> tuple[int, int]:
        """Line and column of an offset."""
        return place(self.text, at)


def place(text: str, at: int) -> tuple[int, int]:
    """Line and column of an offset in a text."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


class _Reader:
    """Goes through a page tag by tag. What is read strictly is read alike by every browser."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.allowed: frozenset[str] = frozenset()
        self.ids: dict[str, int] = {}
        self.addresses: list[Address] = []
        self.faults: list[tuple[int, str, str]] = []
        self._go()

    def _go(self) -> None:
        end, code = self._pass(0), 0
        while match := TAG.search(self.text, end):
            if end < match.start():
                self._words(end, match.start(), bool(code))
            name, attributes, end = (match[1] or "").lower(), match[2], match.end()
            if name.removeprefix("/") in CODE_TAGS:
                code = max(0, code - 1) if name.startswith("/") else code + 1
            found = _read_attributes(name, attributes) if attributes and not name.startswith("/") else ()
            if found:
                self._tag(match.start(), name, found)
            if name in RAW_TAGS:
                close = re.compile(f"</{name}", re.IGNORECASE).search(self.text, end)
                start, end = end, close.start() if close else len(self.text)
                self._code(match.start(), name, dict(found), self.text[start:end])
            else:
                end = self._pass(end)
        self._words(end, len(self.text), bool(code))

    def _pass(self, start: int) -> int:
        """Where the run ends that starts at `start` and holds nothing of what is looked for."""
        run = HARMLESS.match(self.text, start)
        return run.end() if run else start

    def _words(self, start: int, end: int, code: bool) -> None:
        """Looks at the words between two tags, which a reader sees."""
        text = self.text[start:end]
        if text.isspace():
            return
        if (odd := text.find("<")) >= 0:
            self.faults.append((start + odd, f"'{shown(text[odd : odd + 20])}' is no whole tag", "broken-tag"))
        seen = html.unescape(text) if "&" in text else text
        if not code and (match := TEMPLATE_MARK.search(seen)):
            message = f"the template mark '{match[0]}' is left in the page"
            at = text.find(match[0])
            if at < 0:  # written as character references: the line is known, the column is not
                above = text.split("\n")[: seen.count("\n", 0, match.start())]
                at = sum(len(line) + 1 for line in above)
            self.faults.append((start + at, message, "template-mark"))

    def _tag(self, at: int, tag: str, split: tuple[tuple[str, str], ...]) -> None:
        """Collects the ids, addresses and handlers of one tag, from the names and values of its attributes."""
        values = dict(split)
        loads = tag in LOADING_TAGS and not (tag == "link" and set(values.get("rel", "").split()) <= LINK_RELATIONS)
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            if match := LEADS_ON.fullmatch(values.get("content", "")):
                self.addresses.append(Address(at, tag, "content", match[1], True))
            else:
                self.faults.append((at, "this page moves on by itself; link to the other page", "inline-code"))
        if tag == "meta" and values.get("http-equiv", "").lower() == "content-security-policy":
            directives = (part.split() for part in values.get("content", "").split(";"))
            self.allowed |= {f"{name} {value}" for name, *sources in directives for value in sources}
        if tag == "svg" and not {"width", "height"} <= set(values):
            message = "this drawing names no width and height, and fills the screen where the stylesheet is missing"
            self.faults.append((at, message, "drawing-without-size"))
        for name, value in split:
            self._attribute(tag, name, value, loads, at)

    def _code(self, at: int, tag: str, values: dict[str, str], code: str) -> None:
        """Refuses code whose hash the policy of the page, which stands before it, does not name."""
        if "src" not in values and values.get("type") not in DATA_BLOCKS and hash_code(tag, code) not in self.allowed:
            self.faults.append((at, f"an inline <{tag}> stands here; put it in a file", "inline-code"))

    def _attribute(self, tag: str, name: str, value: str, loads: bool, at: int) -> None:
        if name == "id" or (name == "name" and tag == "a"):
            if name == "id" and value in self.ids:
                first, _ = place(self.text, self.ids[value])
                message = f"the id '{shown(value)}' stands twice; first on line {first}"
                self.faults.append((at, message, "duplicate-id"))
            self.ids.setdefault(value, at)
        elif name.startswith("on") or name in ("style", "srcdoc"):
            self.faults.append((at, f"the attribute {shown(name)} holds code or style; take it out", "inline-code"))
        elif name in ADDRESS_ATTRIBUTES:
            values = (
                [part.split()[0] for part in value.split(",") if part.split()]
                if name in ("srcset", "imagesrcset")
                else [value.strip()]
            )
            self.addresses.extend(Address(at, tag, name, item, loads) for item in values)
        elif name in ID_ATTRIBUTES:
            self.addresses.extend(Address(at, tag, name, f"#{item}", False) for item in value.split())
        if TEMPLATE_MARK.search(value):
            self.faults.append((at, f"'{shown(value)}' holds a template mark", "template-mark"))


def hash_code(tag: str, code: str) -> str:
    """How a policy allows this code between <script> or <style> tags: `script-src 'sha256-…'`."""
    return f"{tag}-src 'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


@dataclass(frozen=True)
class ProducedSite:
    """A site as it was built: its folder, and its pages by their paths from there."""

    folder: Path
    pages: dict[str, ProducedPage]

    @functools.cached_property
    def files(self) -> frozenset[str]:
        """The paths of all its files from there."""
        return frozenset(list_files(self.folder))


def list_files(folder: Path) -> Iterator[str]:
    """The path of each file below a folder, from there."""
    for place, _, names in os.walk(folder):
        yield from (os.path.join(place, name)[len(str(folder)) + 1 :].replace(os.sep, "/") for name in names)


def read_site(folder: Path) -> ProducedSite:
    """Reads every page below a folder, each once."""
    names = sorted(name for name in list_files(folder) if name.endswith(".html"))
    return ProducedSite(folder, {name: ProducedPage((folder / name).read_bytes()) for name in names})
