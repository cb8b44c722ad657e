"""Judges the produced site: resolves every address in it, and relies on no log of the renderer."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from ..addresses import START_PAGE, UNKNOWN_FILE
from ..problem import Problem, shown
from ..store import recall
from .produced import Address, ProducedPage, ProducedSite

BASE = re.compile(r'href="(/(?:[^"/]+/)*)assets/')
SCHEMES = frozenset(("https", "tel", "mailto"))
CSS_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", re.IGNORECASE)


def read_back(site: ProducedSite, label: str, base: str = "/", *, folders: bool = True) -> list[Problem]:
    """Every fault of the pages and stylesheets of a site, sorted.

    Each `href`, `src` and `#id` must lead to a file or an id that is there; schemes are https, tel, mailto or
    relative; nothing from another host loads by itself; no template mark, inline code or double id is left.
    Paths of problems start with `label`. `base` is the path below which the site will be served: the page for unknown
    addresses, which is served at any of them, writes its addresses from there. `folders` says whether a server will
    answer for a folder with its index.html; from a disk, a link to a folder shows a list of files.
    """
    if not site.pages:
        return [Problem(label, 1, 1, "there is no page here", "empty-site")]
    problems: list[Problem] = []

    @functools.cache  # most links stand on many pages
    def miss(lead: Lead) -> str:
        return _miss(lead, site, folders)

    for name, page in site.pages.items():
        path = f"{label}/{name}"
        problems.extend(Problem(path, *page.place(at), message, rule) for at, message, rule in page.faults)
        if any(map(miss, find_leads(page, name, base))):
            for address in page.addresses:
                found = _follow(address, name, base)
                if message := found if isinstance(found, str) else miss(found):
                    text = f"{address.attribute} of <{address.tag}> is '{shown(address.value)}': {message}"
                    problems.append(Problem(path, *page.place(address.at), text, "dead-address"))
    for name in sorted(site.files):
        if name.endswith(".css"):
            problems.extend(_check_css(site, name, label))
    return sorted(set(problems))


class Lead(NamedTuple):
    """Where an address leads: the file that it means, its fragment, and how its path ends; None for a false address.

    `link` says whether it is that of a link to another page.
    """

    target: str | None
    fragment: str = ""
    ends: str = ""
    link: bool = False


def find_leads(page: ProducedPage, name: str, base: str = "/") -> list[Lead]:
    """Where the addresses of a page lead, each lead once; those that lead to other hosts are left out."""
    base = base if name == UNKNOWN_FILE else ""

    def find() -> list[tuple[Any, ...]]:
        differing = {(one.value, one.tag, one.loads): one for one in page.addresses}.values()
        found = dict.fromkeys(_follow(address, name, base) for address in differing)
        return [(None,) if isinstance(one, str) else tuple(one) for one in found if one]

    return [Lead(*one) for one in recall(("leads", name, base, page.sum), find)]


def is_copy(site: ProducedSite) -> bool:
    """Whether this is a copy for use from a folder, where no server answers."""
    return START_PAGE in site.pages


def find_base(site: ProducedSite) -> str:
    """The path below which a site will be served, with a slash at both ends, as its page for unknown addresses says."""
    unknown = site.pages.get(UNKNOWN_FILE)
    found = BASE.search(unknown.text) if unknown else None
    return found[1] if found else "/"


def _follow(address: Address, page: str, base: str) -> Lead | str:
    """Where an address leads; what is wrong with it, whatever the site holds; "" where it leads to another host."""
    value = address.value
    if page == UNKNOWN_FILE and value.startswith(base):
        value = value.removeprefix(base) or "."
    try:
        parts = urlsplit(value)
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
    target = page if not parts.path else resolve(parts.path, page)
    if target is None:
        return "it leads out of the site, or from its root, which breaks in a sub-path"
    return Lead(target, parts.fragment, parts.path[-1:], address.tag == "a" and bool(parts.path))


def _miss(lead: Lead, site: ProducedSite, folders: bool) -> str:
    """Why nothing is where an address leads; "" where something is."""
    target = lead.target
    if target is None:
        return "it is false whatever the site holds"
    if target not in site.files:
        index = f"{target}/index.html".lstrip("/")
        if index not in site.files:
            return "there is no such file in the site"
        if target and lead.ends not in ("/", "."):
            return "the slash at its end is missing"
        if not folders:
            return f"it leads to a folder, which a reader without a server sees as a list of files; name {index}"
        target = index
    if lead.fragment and target in site.pages and unquote(lead.fragment) not in site.pages[target].ids:
        return f"the page {target} has no id '{shown(lead.fragment)}'"
    return ""


def resolve(path: str, page: str) -> str | None:
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


def _check_css(site: ProducedSite, name: str, label: str) -> Iterator[Problem]:
    text = (site.folder / name).read_text(encoding="utf-8")
    for match in CSS_ADDRESS.finditer(text):
        value = match[1] or match[2]
        if value.startswith(("data:", "#")):
            continue
        target = None if "//" in value else resolve(value.split("#")[0].split("?")[0], name)
        if target not in site.files:
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            message = f"the stylesheet loads '{shown(value)}', which is no file of the site"
            yield Problem(f"{label}/{name}", line, column, message, "dead-address")
