"""Reads the produced site back and resolves every address in it. It relies on no log of the renderer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from .problem import Problem, shown

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
        "data-bundle",
        "data-frame",
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
CSS_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", re.IGNORECASE)
DATA_BLOCKS = frozenset(("application/json", "application/ld+json"))


@dataclass(frozen=True)
class _Address:
    line: int
    column: int
    tag: str
    attribute: str
    value: str
    loads: bool


@dataclass
class _Document(HTMLParser):
    """What one page holds: its ids, its addresses, and what has no place in it."""

    ids: dict[str, int] = field(default_factory=dict)
    addresses: list[_Address] = field(default_factory=list)
    faults: list[tuple[int, int, str, str]] = field(default_factory=list)
    _code: int = 0
    _script: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collects the ids, addresses and handlers of one tag."""
        line, column = self.getpos()
        values = dict(attrs)
        if tag in ("code", "pre"):
            self._code += 1
        self._script = tag if tag in ("script", "style") else ""
        loads = tag in LOADING_TAGS and not (tag == "link" and set((values.get("rel") or "").split()) <= LINK_RELATIONS)
        if tag in ("script", "style") and "src" not in values and values.get("type") not in DATA_BLOCKS:
            self.faults.append((line, column + 1, f"an inline <{tag}> stands here; put it in a file", "inline-code"))
        if tag == "meta" and (values.get("http-equiv") or "").lower() == "refresh":
            self.faults.append(
                (line, column + 1, "this page moves on by itself; link to the other page", "inline-code")
            )
        for name, value in attrs:
            self._attribute(tag, name, value or "", loads, (line, column + 1))

    def _attribute(self, tag: str, name: str, value: str, loads: bool, place: tuple[int, int]) -> None:
        if name == "id" or (name == "name" and tag == "a"):
            if name == "id" and value in self.ids:
                first = self.ids[value]
                self.faults.append(
                    (*place, f"the id '{shown(value)}' stands twice; first on line {first}", "duplicate-id")
                )
            self.ids.setdefault(value, place[0])
        elif name.startswith("on") or name in ("style", "srcdoc"):
            self.faults.append((*place, f"the attribute {shown(name)} holds code or style; take it out", "inline-code"))
        elif name in ADDRESS_ATTRIBUTES:
            values = (
                [part.split()[0] for part in value.split(",") if part.split()]
                if name in ("srcset", "imagesrcset")
                else [value.strip()]
            )
            self.addresses.extend(_Address(*place, tag, name, item, loads) for item in values)
        if name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            self.addresses.extend(_Address(*place, tag, name, f"#{item}", False) for item in value.split())
        if TEMPLATE_MARK.search(value):
            self.faults.append((*place, f"'{shown(value)}' holds a template mark", "template-mark"))

    def handle_endtag(self, tag: str) -> None:
        """Leaves code and scripts."""
        if tag in ("code", "pre"):
            self._code = max(0, self._code - 1)
        self._script = ""

    def handle_data(self, data: str) -> None:
        """Looks for template marks in text a reader sees."""
        if not self._code and not self._script and (match := TEMPLATE_MARK.search(data)):
            line, column = self.getpos()
            line += data.count("\n", 0, match.start())
            self.faults.append(
                (line, column + 1, f"the template mark '{match[0]}' is left in the page", "template-mark")
            )


def read_back(site: Path, label: str, base: str = "/") -> list[Problem]:
    """Every fault of the pages and stylesheets below `site`, sorted.

    Each `href`, `src` and `#id` must lead to a file or an id that is there; schemes are https, tel, mailto or
    relative; nothing from another host loads by itself; no template mark, inline code or double id is left.
    Paths of problems start with `label`. `base` is the path below which the site will be served: the page for unknown
    addresses, which is served at any of them, writes its addresses from there.
    """
    documents = {file.relative_to(site).as_posix(): _parse(file) for file in sorted(site.rglob("*.html"))}
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    if not documents:
        return [Problem(label, 1, 1, "there is no page here", "empty-site")]
    problems: list[Problem] = []
    for name, document in documents.items():
        path = f"{label}/{name}"
        problems.extend(Problem(path, line, column, message, rule) for line, column, message, rule in document.faults)
        for address in document.addresses:
            if name == "404.html" and address.value.startswith(base):
                address = replace(address, value=address.value.removeprefix(base) or ".")
            if message := _complaint(address, name, documents, files):
                text = f"{address.attribute} of <{address.tag}> is '{shown(address.value)}': {message}"
                problems.append(Problem(path, address.line, address.column, text, "dead-address"))
    for name in sorted(files):
        if name.endswith(".css"):
            problems.extend(_check_css(site / name, name, files, label))
    return sorted(set(problems))


def _parse(file: Path) -> _Document:
    document = _Document()
    document.feed(file.read_text(encoding="utf-8"))
    document.close()
    return document


def _complaint(address: _Address, page: str, documents: Mapping[str, _Document], files: set[str]) -> str:
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
        index = str(PurePosixPath(target) / "index.html")
        if index not in files:
            return "there is no such file in the site"
        if target and not parts.path.endswith("/") and not parts.path.endswith("."):
            return "the slash at its end is missing"
        target = index
    if parts.fragment and target in documents and unquote(parts.fragment) not in documents[target].ids:
        return f"the page {target} has no id '{shown(parts.fragment)}'"
    return ""


def _resolve(path: str, page: str) -> str | None:
    """The file that `path` on `page` means, from the root of the site; None where it leads out of it."""
    if path.startswith("/"):
        return None
    base = list(PurePosixPath(page).parent.parts)
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
