"""Links and pictures of hand-written pages: where each leads, and what is wrong with one that leads nowhere."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from ..addresses import DATA_FILE, MACRO_PAGE, find_target
from ..patterns import compile_later
from ..problem import Problem, nearest, shown
from ..records.file import SourceFile

INLINE = compile_later(
    r"(!?)\[(?:[^\[\]\\]|\\.|!?\[[^\[\]]*\](?:\([^()]*\))?)*\]\(\s*((?:[^\s()]|\([^\s()]*\))*)[^)]*\)"
)
PICTURE_IN_LINK = compile_later(r"!\[[^\[\]]*\]\(\s*([^\s()]*)[^)]*\)")
DEFINITION = compile_later(r" {0,3}\[([^\[\]^]+)\]:\s*(\S+)")
BY_NAME = compile_later(r"\[((?:[^\[\]\\]|\\.)+)\]\[([^\[\]]*)\]")
SCHEMES = ("https", "mailto", "tel")

Lines = Iterable[tuple[int, str]]


class PageLink(NamedTuple):
    """A link on a page: `target` as written, `doc` the page it leads to ("" for elsewhere), `anchor` a place on it."""

    line: int
    column: int
    target: str
    doc: str = ""
    anchor: str = ""


def check_links(source: SourceFile, lines: Lines, page: str, known: Collection[str]) -> tuple[PageLink, ...]:
    """The links to pages of the site in `lines`, (number from 1, line); those that lead nowhere become problems.

    `page` is the path of the page below content/, `known` those of every page and picture of the site.
    """
    links: list[PageLink] = []
    lines = tuple(lines)
    told = {problem.line for problem in source.problems}
    names = {match[1].casefold() for _, line in lines if (match := DEFINITION.match(line))}
    for number, line in lines:
        if number in told:
            continue
        for column, target, picture in _find_targets(line):
            doc, anchor, message = _resolve(target, page, known, picture)
            if message:
                source.problems.append(source.problem((number, column), message, "broken-link"))
            elif doc:
                links.append(PageLink(number, column, target, doc, anchor))
        for match in BY_NAME.finditer(line):
            name = match[2] or match[1]
            if name.casefold() not in names:
                message = f"no line says where '{shown(name)}' leads; add '[{shown(name)}]: …', or write (…) after ]"
                source.problems.append(source.problem((number, match.start() + 1), message, "broken-link"))
    return tuple(links)


def _find_targets(line: str) -> Iterator[tuple[int, str, bool]]:
    """(column from 1, target, whether it is a picture) of each link in a line."""
    if match := DEFINITION.match(line):
        yield match.start(2) + 1, match[2], False
        return
    for match in INLINE.finditer(line):
        if line[: match.start()].endswith("\\"):
            continue
        yield match.start(2) + 1, match[2], bool(match[1])
        for inner in PICTURE_IN_LINK.finditer(line, match.start() + 1, match.start(2)):
            yield inner.start(1) + 1, inner[1], True


def _resolve(target: str, page: str, known: Collection[str], picture: bool) -> tuple[str, str, str]:
    """(page it leads to, anchor, what is wrong); the first two are empty for what lies elsewhere."""
    parts = urlsplit(target)
    if parts.scheme or target.startswith("//"):
        return "", "", _refuse_address(target, picture)
    path, anchor = unquote(parts.path), unquote(parts.fragment)
    if not path and not anchor:
        return "", "", "this link leads nowhere; write where it leads, such as about.md"
    if path.startswith("/"):
        return "", "", f"'{shown(target)}' starts at the server's root; write it from this page, such as ../about.md"
    doc = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if doc == DATA_FILE and not picture:
        return "", "", ""
    if doc in known and doc.endswith(".md") != picture:
        return (doc, anchor, "") if doc.endswith(".md") else ("", "", "")
    return "", "", f"'{shown(target)}' leads to no {'picture' if picture else 'page'}{_hint(doc, page, known, picture)}"


def _refuse_address(target: str, picture: bool) -> str:
    parts = urlsplit(target)
    if picture:
        return f"'{shown(target)}' would load from another host; put the picture itself into content/assets"
    if parts.scheme not in SCHEMES or target.startswith("//"):
        return f"'{shown(target)}' is no address that may be linked; it starts with https://, mailto: or tel:"
    if "@" in parts.netloc:
        return f"'{shown(target)}' holds a user name; take out what stands before @"
    if parts.scheme == "https" and not parts.netloc:
        return f"'{shown(target)}' names no host; write https:// and the address"
    return ""


def _hint(doc: str, page: str, known: Collection[str], picture: bool) -> str:
    """'; did you mean …', written as it must stand on `page`; else what a link looks like."""
    meant = find_target(doc.removesuffix("/index.html").removesuffix(".html"), known)
    choices = [name for name in known if name.endswith(".md") != picture]
    same = [name for name in choices if posixpath.basename(name) == posixpath.basename(doc) != "index.md"]
    near = meant.doc if meant and not picture else same[0] if same else nearest(doc, choices)
    if near:
        return f"; did you mean '{posixpath.relpath(near, posixpath.dirname(page) or '.')}'?"
    return "; a picture lies in content/" if picture else "; write the path of its file from here, ending in .md"


def explain_anchor(path: str, link: PageLink, ids: Collection[str]) -> Problem:
    """The problem of a link whose page has no such place; `ids` are those that the page has."""
    near = nearest(link.anchor, ids)
    hint = f"did you mean '#{near}'?" if near else "give a heading there this id with {#" + shown(link.anchor) + "}"
    message = f"the page {link.doc} has no place '#{shown(link.anchor)}'; {hint}"
    return Problem(path, link.line, link.column, message, "broken-link")


def explain_missing(path: str, link: PageLink) -> Problem:
    """The problem of a link to a page that is there for records, of which there are none, or for editors alone."""
    why, remedy = "does not exist while it has no records", "add a record"
    if link.doc == MACRO_PAGE:
        why, remedy = "is not published", "write 'editor_pages: true' in site.yaml"
    message = f"the page {link.doc} {why}; take this link out, or {remedy}"
    return Problem(path, link.line, link.column, message, "broken-link")
