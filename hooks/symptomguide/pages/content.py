"""Reads the hand-written pages in content/ and checks what may stand in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from ..addresses import MACRO_PAGE, list_record_docs
from ..models.fields import Flag, Line, Name, OldAddresses, Part
from ..models.values import Value
from ..patterns import compile_later
from ..problem import Problem, shown
from ..records.file import Place, SourceFile
from ..records.folders import find_pages, find_pictures
from ..records.kept import note_on, recall_frozen
from ..records.source import load_text, parse_lines
from ..records.validation import build_model
from ..records.values import NAME
from ..store import digest
from .calls import Call, CallFault, Macro, parse_call
from .headings import Heading, check_headings
from .links import PageLink, check_links
from .values import fill_page

CONTENT_FOLDER = "content"

FENCE = compile_later(r"(`{3,}|~{3,})[ ]*\.?[\w#.+-]*[ ]*")
CODE_SPAN = compile_later(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
CALL_LINE = compile_later(r"\{\{(.*)\}\}\s*")
HEADING_ID = compile_later(r"(#{1,6} .*?)\{#[a-z0-9-]+\}\s*$")
FORBIDDEN = (
    (r"\{\{|\}\}", "template-mark", "a macro call stands alone on a line: {{ name(argument=\"value\") }}"),
    (r"\{[%#]|[%#]\}", "template-mark", "pages hold no template code; take it out"),
    (r"\{", "page-markup", "an opening brace adds hidden attributes; take it out, or put it in `code`"),
    (r"</?[A-Za-z]|<!|<\?", "page-markup", "pages hold no HTML; use Markdown or a macro"),
    (r"(?i)\bon[a-z]+\s*=", "page-markup", "an event handler has no place here; take it out"),
    (r"(?i)\b(?:java|vb)script\s*:|\bdata\s*:\s*text", "page-markup", "a script address is not allowed"),
    (r"&(?:#|[A-Za-z]+;)", "page-markup", "a character reference hides its sign; write the sign itself"),
    (r'"to:', "page-markup", "the engine marks its links so; put a blank behind the quotation mark"),
    (r"\]\([^)]*$", "page-markup", "a link and its address stand on one line; join the lines"),
    (r"!\[[^\[\]]*\](?!\()", "page-markup", "a picture names its file: ![words](assets/a.png)"),
)  # fmt: skip


class PageMeta(Part):
    """The lines between `---` on top of a page."""

    title: Name = Field(description="The title of the page, in the browser tab and in search results.")
    description: Line = Field(description="One or two sentences for search engines.")
    layout: Literal["home", "page", "wide", "checker", "sheet"] = "page"
    kicker: Name | None = Field(None, description="A short word above the title.")
    strip: Flag = Field(
        True, description="false takes the emergency line off; a page that begins with an emergency card has none."
    )
    contents: Flag = Field(False, description="true to show 'On this page'.")
    also_called: tuple[Name, ...] = Field(
        (), description="Everyday words for what it holds; search finds the page by them."
    )
    was: OldAddresses = ()


class Page(NamedTuple):
    """A hand-written page: `name` is its path below content/, `body` its lines after the front matter.

    `was_at` says where each of its old addresses is written.
    """

    name: str
    path: str
    meta: PageMeta
    lines: tuple[str, ...]
    first_line: int
    calls: tuple[Call, ...]
    links: tuple[PageLink, ...] = ()
    headings: tuple[Heading, ...] = ()
    was_at: tuple[Place, ...] = ()


def load_pages(
    root: Path,
    list_macros: Callable[[], Mapping[str, Macro]],
    ids: Mapping[str, frozenset[str]],
    values: Mapping[str, Value] | None = None,
) -> tuple[dict[str, Page], list[Problem]]:
    """Every page below content/ by name, and the problems of those that may not be built.

    `list_macros` gives the macros that there are; it is asked where a page is not known from before.
    """
    pages: dict[str, Page] = {}
    titles: dict[str, str] = {}
    problems: list[Problem] = []
    files = tuple(find_pages(root / CONTENT_FOLDER, CONTENT_FOLDER, problems))
    known = {*(name for _, name in files), *list_record_docs(ids), *find_pictures(root / CONTENT_FOLDER), MACRO_PAGE}
    context = digest(repr(sorted(known)), repr([(kind, sorted(ids[kind])) for kind in ids]), repr(values))
    for file, name in files:
        source = load_text(file, f"{CONTENT_FOLDER}/{name}")

        def read(source: SourceFile = source, name: str = name) -> Page | None:
            page, found = read_page(source, name, list_macros(), ids, values, known)
            problems.extend(found)
            return page

        page = recall_frozen(note_on(f"page {name}", context, source.text.encode()), read)
        if page is None:
            continue
        twin = titles.setdefault(page.meta.title.casefold(), page.path)
        if twin != page.path:
            if not source.yaml:  # the page is known from before, but not where its title stands
                read()
            message = f"{twin} has this title too; delete the page that is a copy, or give it a title of its own"
            problems.append(source.problem(source.key_place(("title",)), message, "page-twice"))
        pages[name] = page
    return pages, problems


def list_pages(root: Path) -> frozenset[str]:
    """The name of every page below content/, whatever stands in it."""
    return frozenset(name for _, name in find_pages(root / CONTENT_FOLDER, CONTENT_FOLDER, []))


def read_page(
    source: SourceFile,
    name: str,
    macros: Mapping[str, Macro],
    ids: Mapping[str, frozenset[str]],
    values: Mapping[str, Value] | None = None,
    known: Collection[str] | None = None,
) -> tuple[Page | None, list[Problem]]:
    """The page that `source` holds, or None with its problems; `known` are the pages and pictures it may lead to."""
    if source.unread:
        return None, source.problems
    end = next((number for number, line in enumerate(source.lines[1:], 2) if line == "---"), 0)
    if source.lines[0] != "---" or not end:
        message = "a page starts with its title and description between two lines of ---"
        if source.lines[0] != "---" and re.fullmatch("[\u2010-\u2015\u2212-]+", source.lines[0]):
            message += ": three hyphens, not dashes"
        return None, [source.problem((1, 1), message, "front-matter")]
    meta = build_model(PageMeta, parse_lines(source, 2, end - 1))
    calls: list[Call] = []
    outside_code = tuple(_lines_outside_code(source, end + 1))
    for number, line in outside_code:
        _check_line(source, number, NAME.sub(lambda name: " " * len(name[0]), line), calls, macros, ids)
    _check_title(source, end + 1)
    links = check_links(source, outside_code, name, known) if known is not None else ()
    lines = fill_page(source, outside_code, values) if values is not None else source.lines
    headings = check_headings(source, [(number, lines[number - 1]) for number, _ in outside_code])
    if meta is None or source.problems:
        return None, source.problems
    was_at = tuple(source.place(("was", index)) for index in range(len(meta.was)))
    return Page(name, source.path, meta, lines[end:], end + 1, tuple(calls), links, headings, was_at), []


def _lines_outside_code(source: SourceFile, first: int) -> Iterator[tuple[int, str]]:
    """Yields (number, line) outside fenced code, code spans blanked out."""
    fence = ""
    opened = 0
    for number, line in enumerate(source.lines[first - 1 :], first):
        if fence:
            fence = "" if line.rstrip(" ") == fence else fence
        elif match := FENCE.fullmatch(line):
            fence, opened = match[1], number
        else:
            yield number, _blank_code(source, number, line)
    if fence:
        message = f"the code block opened here is never closed; write {fence} on a line of its own"
        source.problems.append(source.problem((opened, 1), message, "open-code"))


def _blank_code(source: SourceFile, number: int, line: str) -> str:
    """The line with its code spans blanked out; one that goes on in another line is a problem."""
    rest = CODE_SPAN.sub(lambda found: " " * len(found[0]), line)
    column = re.sub(r"\\.", "  ", rest).find("`")
    problem = source.problem((number, column + 1), "code opens and closes on one line; close it with `", "open-code")
    if column >= 0 and problem not in source.problems:
        source.problems.append(problem)
    return rest


def _check_line(
    source: SourceFile,
    number: int,
    line: str,
    calls: list[Call],
    macros: Mapping[str, Macro],
    ids: Mapping[str, frozenset[str]],
) -> None:
    if match := CALL_LINE.fullmatch(line):
        inner = match[1]
        try:
            calls.append(parse_call(inner, number, macros, ids))
        except CallFault as fault:
            column = 2 + len(inner) - len(inner.lstrip()) + fault.column
            source.problems.append(source.problem((number, column), fault.message, fault.rule))
        return
    if heading := HEADING_ID.match(line):
        line = heading[1]
    for pattern, rule, message in FORBIDDEN:
        if found := re.search(pattern, line):
            text = f"'{shown(found[0])}' stands here; {message}"
            source.problems.append(source.problem((number, found.start() + 1), text, rule))
            return


def _check_title(source: SourceFile, first: int) -> None:
    """One title, first of all: readers with a screen reader find their way by it."""
    titles = [number for number, line in _lines_outside_code(source, first) if line.startswith("# ")]
    start = next((number for number, line in enumerate(source.lines[first - 1 :], first) if line.strip()), first)
    if not titles or titles[0] != start:
        source.problems.append(source.problem((start, 1), "a page begins with its title: '# …'", "page-title"))
    for number in titles[1:]:
        source.problems.append(source.problem((number, 1), "a page has one title; use ## here", "page-title"))
