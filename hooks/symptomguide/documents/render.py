"""Views and templates to Markdown. The only module that knows Jinja."""

from __future__ import annotations

import functools
import html
import json
import re
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined, Template, TemplateError
from jinja2.bccache import Bucket
from markupsafe import Markup

from ..addresses import find_target, relative_url
from ..macros import MACROS
from ..models.figures import DRAWING_PATTERN
from ..pages.calls import Call
from ..pages.content import CONTENT_FOLDER, Page
from ..problem import Problem, ProblemsFound, shown
from ..records.library import Library
from ..store import recall
from ..text import escape, to_markup
from ..views.evidence import find_usual
from ..views.pages import PageView
from .document import Document
from .macro_help import MacroHelpView
from .page_index import Named, PageIndexView

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
SUFFIX = ".md.jinja"
LINK = re.compile(r'"to:([^"]*)"')

CONTENTS_MARK = "<!--cf-toc-->"
"""Where the theme puts the list of what is on a page, for narrow screens: below its title and what leads in."""

READY = (Markup, int)
"""What a template prints as it is; a tuple, since print_value runs hundreds of times a page."""

PROSE = re.compile(r"[^\W\d_]|[*\[]")

_printed: ContextVar[set[str] | None] = ContextVar("printed", default=None)


def print_value(value: Any) -> Any:
    """What an expression in a template prints: numbers as they are, every text through `text.to_markup`."""
    if isinstance(value, READY):
        return value
    if isinstance(value, str):
        if (printed := _printed.get()) is not None:
            printed.add(value)
        return _as_markup(value)
    raise TypeError(f"a template printed {type(value).__name__}; only text and numbers may be printed")


@functools.lru_cache(maxsize=20_000)  # titles and summaries stand on many pages
def _as_markup(text: str) -> Markup:
    return Markup(to_markup(text))


@contextmanager
def note_printed() -> Iterator[set[str]]:
    """Gives a set that fills with each text that templates print meanwhile, as the records hold it."""
    texts: set[str] = set()
    before = _printed.set(texts)
    try:
        yield texts
    finally:
        _printed.reset(before)


class KeptCode(BytecodeCache):
    """Keeps what Jinja makes of the text of a template from build to build."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives the bucket its program, where there is one."""
        bucket.code = recall(self._name(bucket), lambda: None, lambda code: code is not None)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the program of the bucket."""
        recall(self._name(bucket), lambda: bucket.code)

    @staticmethod
    def _name(bucket: Bucket) -> tuple[str, str, str]:
        return "code", bucket.key, bucket.checksum


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_read_template),
        undefined=StrictUndefined,
        finalize=print_value,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{*",  # since `{#id}` names a heading in Markdown
        comment_end_string="*}",
        auto_reload=False,
        bytecode_cache=KeptCode(),
    )
    environment.filters["literal"] = lambda address: Markup(escape(address))
    environment.filters["path"] = _print_path
    environment.filters["data"] = _print_data
    environment.filters["slug"] = lambda name: Markup(name.replace("_", "-"))
    environment.filters["usual"] = find_usual
    environment.filters["result"] = lambda macro: Markup(without_ids(render_macro(macro.name, macro.result)))
    return environment


def _print_path(path: str) -> Markup:
    """Path data of a drawing as it is: letters of paths, numbers and spaces are marks of nothing."""
    if not re.fullmatch(DRAWING_PATTERN, path):
        raise ValueError(f"'{shown(path)}' is no path data")
    return Markup(path)


def _print_data(text: str) -> Markup:
    """JSON inside a data block, where only the marks of HTML could end it."""
    for mark in "<>&":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(text)


def _read_template(name: str) -> tuple[str, str, None]:
    return (TEMPLATES / name).read_text(encoding="utf-8"), name, None


def forget_templates() -> None:
    """Reads templates anew at their next use, for a preview that reloads."""
    _environment.cache_clear()


@contextmanager
def _template_faults() -> Iterator[None]:
    """Turns what fails in a template into a problem at the line of the template."""
    try:
        yield
    except (TemplateError, LookupError, TypeError, ValueError, AttributeError) as error:
        name, line = _find_line(error)
        path = f"hooks/symptomguide/{TEMPLATES.name}/{name}"
        problem = Problem(path, line, 1, f"the template failed: {shown(error)}", "template-failed")
        raise ProblemsFound([problem]) from error


def _find_line(error: BaseException) -> tuple[str, int]:
    """The template and the line that failed. A frame's line is that of the program made of the template."""
    for frame, number in reversed(list(traceback.walk_tb(error.__traceback__))):
        if frame.f_code.co_filename.endswith(SUFFIX):
            made = frame.f_globals.get("__jinja_template__")
            return frame.f_code.co_filename, made.get_corresponding_lineno(number) if made else number
    return getattr(error, "name", None) or "", getattr(error, "lineno", None) or 1


def _fill(name: str, view: Any, fill: Callable[[Template], str]) -> str:
    """What `fill` makes of the template `name` for a view; raises ProblemsFound.

    Nothing but the template and the view can change it, and how a view is written holds all that is in it.
    """

    def make() -> tuple[str, list[str]]:
        with note_printed() as printed, _template_faults():
            return fill(_environment().get_template(f"{name}{SUFFIX}")), sorted(map(str, printed))

    text, printed = recall(("template", name, repr(view)), make)
    if (texts := _printed.get()) is not None:
        texts.update(printed)
    return text


def render_macro(name: str, view: Any) -> str:
    """Markdown of the macro `name` for its view, with links still as `to:`; raises ProblemsFound."""
    return _fill(f"macros/{name}", view, lambda template: str(getattr(template.module, name)(view)).strip("\n"))


def render_part(name: str, view: Any) -> str:
    """HTML of the part `name` for its view, for a script to put into a page; raises ProblemsFound."""
    return _fill(f"parts/{name}", view, lambda template: " ".join(str(getattr(template.module, name)(view)).split()))


def without_ids(markup: str) -> str:
    """`markup` with its ids and what points at them taken out, so that it may stand twice on a page."""
    return re.sub(r' (?:(?:id|aria-labelledby)="[^"]*"|href="#[^"]*")', "", markup)


def render_record(kind: str, view: PageView | MacroHelpView | PageIndexView | Named) -> str:
    """Markdown of the page of a record, without front matter, with links still as `to:`; raises ProblemsFound.

    It is kept for the list of all pages alone: of any other, the document is, and no other page has its view.
    """
    if isinstance(view, PageIndexView):
        return _fill(f"pages/{kind}", view, lambda template: _fill_page(template, view))
    with _template_faults():
        return _fill_page(_environment().get_template(f"pages/{kind}{SUFFIX}"), view)


def _fill_page(template: Template, view: Any) -> str:
    return template.render(view=view).strip("\n") + "\n"


def render_page(page: Page, library: Library) -> str:
    """Markdown of a hand-written page without its front matter, every call replaced by what it renders.

    Raises ProblemsFound where a macro fails, at the line of the call.
    """
    lines = list(page.lines)
    for call in page.calls:
        lines[call.line - page.first_line] = f"\n{_render_call(page, call, library)}\n"
    if page.meta.contents:
        lines.insert(_find_lead_end(lines), f'\n<div class="cf-page__side">{CONTENTS_MARK}</div>\n')
    return "\n".join(lines)


def _find_lead_end(lines: Sequence[str]) -> int:
    """The number of lines up to the end of the title, and of the sentence that leads in where there is one."""
    title = next(number for number, line in enumerate(lines, 1) if line.strip())
    start = next((number for number in range(title, len(lines)) if lines[number].strip()), None)
    if start is None or not PROSE.match(lines[start]):
        return title
    return next((number for number in range(start, len(lines)) if not lines[number].strip()), len(lines))


def _render_call(page: Page, call: Call, library: Library) -> str:
    try:
        return render_macro(call.name, MACROS[call.name](library, **dict(call.arguments)))
    except ProblemsFound as found:
        why = found.problems[0]
        message = f"the macro '{call.name}' failed at {why.path}:{why.line}: {why.message}"
        raise ProblemsFound([Problem(page.path, call.line, 1, message, "macro-failed")]) from found
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        message = f"the macro '{call.name}' failed: {shown(error)}; this is a fault of the macro, please report it"
        raise ProblemsFound([Problem(page.path, call.line, 1, message, "macro-failed")]) from error


def resolve_links(document: Document, text: str, directories: bool) -> str:
    """Replaces each `"to:kind/id"` in a text on the page of a document by the address as written there.

    Raises ProblemsFound where a template names a page that does not exist.
    """

    @functools.cache
    def resolve(address: str) -> str:
        name = html.unescape(address)
        target = find_target(name, document.guide.docs)
        if target is None:
            message = f"a template links to '{shown(name)}', which is no page of this site"
            path = document.path or f"{CONTENT_FOLDER}/{document.doc}"
            raise ProblemsFound([Problem(path, 1, 1, message, "dead-link")])
        return f'"{relative_url(target, document.doc, directories)}"'

    return LINK.sub(lambda match: resolve(match[1]), text)


def front_matter(values: Mapping[str, Any]) -> str:
    """YAML front matter; JSON values are YAML too, and leave nothing to quote wrongly."""
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value not in (None, "")
    ]
    return "\n".join(["---", *lines, "---", "", ""])
