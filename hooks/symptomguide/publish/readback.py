"""Reads the produced site back and resolves every address in it. It relies on no log of the renderer."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..problem import Problem, shown

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
SCHEMES = frozenset(("https", "tel", "mailto"))
TEMPLATE_MARK = re.compile(r"\{\{|\}\}|\{%|%\}|\"to:")
VALUE = r"""\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)"""
TAG = re.compile(
    rf"""<(?:!--.*?--|!doctype\s[^<>]*|(/?[a-zA-Z][\w-]*)((?:\s+[^\s"'<>/=]+(?:{VALUE})?)*)\s*/?)>""",
    re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
CSS_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", re.IGNORECASE)
RAW_TAGS = frozenset(("script", "style"))  # what stands between their tags is no HTML
CODE_TAGS = frozenset(("code", "pre"))  # may show template marks to readers
ID_ATTRIBUTES = frozenset(("for", "aria-labelledby", "aria-describedby", "aria-controls"))
DATA_BLOCKS = frozenset(("application/json", "application/ld+json"))


@dataclass(frozen=True)
class _Address:
    at: int
    tag: str
    attribute: str
    value: str
    loads: bool


class _Document:
    """What one page holds: its ids, its addresses, and what has no place in it, each with its offset in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ids: dict[str, int] = {}
        self.addresses: list[_Address] = []
        self.faults: list[tuple[int, str, str]] = []
        self._read()

    def place(self, at: int) -> tuple[int, int]:
        """Line and column of an offset."""
        return self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)

    def _read(self) -> None:
        """Goes through the page tag by tag. What is read strictly is read alike by every browser."""
        end, code = 0, 0
        while match := TAG.search(self.text, end):
            if end < match.start():
                self._words(end, match.start(), bool(code))
            name, attributes, end = (match[1] or "").lower(), match[2], match.end()
            if name.removeprefix("/") in CODE_TAGS:
                code = max(0, code - 1) if name.startswith("/") else code + 1
            if name in RAW_TAGS or (attributes and not name.startswith("/")):
                self._tag(match.start(), name, attributes)
            if name in RAW_TAGS:
                close = re.compile(f"</{name}", re.IGNORECASE).search(self.text, end)
                end = close.start() if close else len(self.text)
        self._words(end, len(self.text), bool(code))

    def _words(self, start: int, end: int, code: bool) -> None:
        """Looks at the words between two tags, which a reader sees."""
        text = self.text[start:end]
        if (odd := text.find("<")) >= 0:
            self.faults.append((start + odd, f"'{shown(text[odd : odd + 20])}' is no whole tag", "broken-tag"))
        seen = html.unescape(text)
        if not code and (match := TEMPLATE_MARK.search(seen)):
            message = f"the template mark '{match[0]}' is left in the page"
            at = text.find(match[0])
            if at < 0:  # written as character references: the line is known, the column is not
                above = text.split("\n")[: seen.count("\n", 0, match.start())]
                at = sum(len(line) + 1 for line in above)
            self.faults.append((start + at, message, "template-mark"))

    def _tag(self, at: int, tag: str, attributes: str) -> None:
        """Collects the ids, addresses and handlers of one tag."""
        split = [
            (match[1].lower(), html.unescape(match[2] or match[3] or match[4] or ""))
            for match in ATTRIBUTE.finditer(attributes)
        ]
        values = dict(split)
        loads = tag in LOADING_TAGS and not (tag == "link" and set(values.get("rel", "").split()) <= LINK_RELATIONS)
        if tag in RAW_TAGS and "src" not in values and values.get("type") not in DATA_BLOCKS:
            self.faults.append((at, f"an inline <{tag}> stands here; put it in a file", "inline-code"))
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.faults.append((at, "this page moves on by itself; link to the other page", "inline-code"))
        if tag == "svg" and not {"width", "height"} <= set(values):
            message = "this drawing names no width and height, and fills the screen where the stylesheet is missing"
            self.faults.append((at, message, "drawing-without-size"))
        for name, value in split:
            self._attribute(tag, name, value, loads, at)

    def _attribute(self, tag: str, name: str, value: str, loads: bool, at: int) -> None:
        if name == "id" or (name == "name" and tag == "a"):
            if name == "id" and value in self.ids:
                first, _ = self.place(self.ids[value])
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
            self.addresses.extend(_Address(at, tag, name, item, loads) for item in values)
        elif name in ID_ATTRIBUTES:
            self.addresses.extend(_Address(at, tag, name, f"#{item}", False) for item in value.split())
        if TEMPLATE_MARK.search(value):
            self.faults.append((at, f"'{shown(value)}' holds a template mark", "template-mark"))


def read_back(site: Path, label: str, base: str = "/", *, folders: bool = True) -> list[Problem]:
    """Every fault of the pages and stylesheets below `site`, sorted.

    Each `href`, `src` and `#id` must lead to a file or an id that is there; schemes are https, tel, mailto or
    relative; nothing from another host loads by itself; no template mark, inline code or double id is left.
    Paths of problems start with `label`. `base` is the path below which the site will be served: the page for unknown
    addresses, which is served at any of them, writes its addresses from there. `folders` says whether a server will
    answer for a folder with its index.html; from a disk, a link to a folder shows a list of files.
    """
    documents = {
        file.relative_to(site).as_posix(): _Document(file.read_text(encoding="utf-8"))
        for file in sorted(site.rglob("*.html"))
    }
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    if not documents:
        return [Problem(label, 1, 1, "there is no page here", "empty-site")]
    problems: list[Problem] = []
    for name, document in documents.items():
        path = f"{label}/{name}"
        problems.extend(Problem(path, *document.place(at), message, rule) for at, message, rule in document.faults)
        for address in document.addresses:
            if name == "404.html" and address.value.startswith(base):
                address = replace(address, value=address.value.removeprefix(base) or ".")
            if message := _complaint(address, name, documents, files, folders):
                text = f"{address.attribute} of <{address.tag}> is '{shown(address.value)}': {message}"
                problems.append(Problem(path, *document.place(address.at), text, "dead-address"))
    for name in sorted(files):
        if name.endswith(".css"):
            problems.extend(_check_css(site / name, name, files, label))
    return sorted(set(problems))


def _complaint(address: _Address, page: str, documents: Mapping[str, _Document], files: set[str], folders: bool) -> str:
    try:
        parts = urlsplit(address.value)
    except ValueError:
        return "this is no address"
    if parts.scheme:
        if address.loads and parts.scheme == "data" and address.tag == "img":
            return ""
        if parts.scheme not in SCHEMES:
            return f"only {', '.join(sorted(SCHEMES))} and relative addresses are allowed"
        return "this loads from another host by itself" if address.loads else ""
    if parts.netloc:
        return "write https:// in full"
    target = page if not parts.path else _resolve(parts.path, page)
    if target is None:
        return "it leads out of the site, or from its root, which breaks in a sub-path"
    if target not in files:
        index = f"{target}/index.html".lstrip("/")
        if index not in files:
            return "there is no such file in the site"
        if target and not parts.path.endswith("/") and not parts.path.endswith("."):
            return "the slash at its end is missing"
        if not folders:
            return f"it leads to a folder, which a reader without a server sees as a list of files; name {index}"
        target = index
    if parts.fragment and target in documents and unquote(parts.fragment) not in documents[target].ids:
        return f"the page {target} has no id '{shown(parts.fragment)}'"
    return ""


def _resolve(path: str, page: str) -> str | None:
    """The file that `path` on `page` means, from the root of the site; None where it leads out of it."""
    if path.startswith("/"):
        return None
    base = page.split("/")[:-1]
    for part in unquote(path).split("/"):
        if part == "..":
            if not base:
                return None
            base.pop()
        elif part not in ("", "."):
            base.append(part)
    return "/".join(base)


def _check_css(file: Path, name: str, files: set[str], label: str) -> Iterator[Problem]:
    text = file.read_text(encoding="utf-8")
    for match in CSS_ADDRESS.finditer(text):
        value = match[1] or match[2]
        if value.startswith(("data:", "#")):
            continue
        target = None if "//" in value else _resolve(value.split("#")[0].split("?")[0], name)
        if target not in files:
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            message = f"the stylesheet loads '{shown(value)}', which is no file of the site"
            yield Problem(f"{label}/{name}", line, column, message, "dead-address")
