"""Documents to finished Markdown, and to the HTML that readers get.

This is all that an adapter needs to render. It knows neither MkDocs nor the file a document will be written to.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import cast

from pydantic import BaseModel

from ..addresses import ANCHOR_PAGES
from ..guide import Guide
from ..models import Advice
from ..models.approvals import TREE
from ..records.library import Library
from ..records.prints import Prints
from ..records.walk import walk_texts
from ..records.watched import EVERYTHING, WatchedLibrary
from ..store import in_use, recall
from ..views.pages import build_page_view
from .document import Document, Rendered, list_documents
from .glossary import mark_words
from .macro_help import build_macro_help
from .names import find_entries
from .page_index import Named, build_page_index
from .render import front_matter, note_printed, render_page, render_record, resolve_links

Kept = tuple[list[str], str, str, list[str]]
"""Of a rendered document: its reads, the print of what they stand for, its text, and the paths of what it shows."""


def render_document(document: Document) -> Rendered:
    """The Markdown of a document, and what it rests on; raises ProblemsFound where a macro or a template fails."""
    if document.kind in ("index", "moved") or not in_use():  # the one rests on all there is, the other on a title
        return _render_anew(document)
    library, prints = document.guide.library, _take_prints(document.guide)

    def make() -> Kept:
        made = _render_anew(document)
        return sorted(made.reads), prints.take(made.reads), made.text, list(made.shown)

    made_from = ("document", document.doc, document.kind, repr(document.page), prints.site)
    reads, _, text, shown = recall(made_from, make, lambda kept: kept[1] == prints.take(kept[0]))
    return Rendered(text, frozenset(reads), {path: _find(library, path) for path in shown})


@functools.lru_cache(maxsize=1)
def _take_prints(guide: Guide) -> Prints:
    return Prints(guide.library)


def _find(library: Library, path: str) -> Advice:
    kind, _, name = path.partition("/")
    held = library.tree.records if kind == TREE and library.tree else library.records[kind]
    return cast(Advice, held[name])


def _render_anew(document: Document) -> Rendered:
    library = WatchedLibrary(document.guide.library)
    with note_printed() as printed:
        text = _render(document, library)
    shown = dict(_find_shown(document, library, printed))
    return Rendered(text, frozenset((EVERYTHING,)) if document.kind == "index" else frozenset(library.reads), shown)


def _render(document: Document, library: WatchedLibrary) -> str:
    if document.page:
        return render_page(document.page, library)
    if document.record:
        return render_record(document.section, build_page_view(library, document.section, document.record.id))
    if document.kind == "macros":
        return render_record("macros", build_macro_help(library))
    if document.leads_to:
        there = list_documents(document.guide)[document.leads_to]
        return render_record("moved", Named(there.title, "", there.name))
    names = _name_all(list_documents(document.guide).values())
    return render_record("all-pages", build_page_index(document.title, document.description, names))


def _name_all(documents: Iterable[Document]) -> Iterator[Named]:
    for document in documents:
        if document.kind in ("macros", "index"):
            continue
        title, to = document.title, document.name
        yield Named(title, "", to)
        yield from (Named(name, title, to) for name in document.names)
        for kind, record, names in find_entries(document):
            yield from (Named(name, title, f"{kind}/{record.id}") for name in names)


def _find_shown(document: Document, library: WatchedLibrary, printed: set[str]) -> Iterator[tuple[str, Advice]]:
    """A page about a record shows that; a written one what it asked for by name, and of lists what it printed."""
    if isinstance(document.record, Advice):
        yield document.name, document.record
    if not document.page:
        return
    texts = _hold_texts(document.guide)
    listed = (
        path for path, one in library.listed.items() if isinstance(one, Advice) and _is_printed(one, printed, texts)
    )
    for path in dict.fromkeys((*library.asked, *listed)):
        record = library.asked.get(path) or library.listed[path]
        if isinstance(record, Advice):
            yield path, record
    tree = document.guide.library.tree if TREE in library.reads else None
    if tree and any(_is_printed(part, printed, texts) for part in (*tree.questions.values(), *tree.actions.values())):
        yield from ((f"{TREE}/{name}", file) for name, file in tree.records.items())


@functools.lru_cache(maxsize=1)
def _hold_texts(guide: Guide) -> dict[int, list[str]]:
    """The sentences of each record that was looked at, by its identity: it lives as long as `guide`."""
    return {}


def _is_printed(record: BaseModel, printed: set[str], texts: dict[int, list[str]]) -> bool:
    """True where a sentence of the record was printed; its title alone may be a link to it."""
    if id(record) not in texts:
        texts[id(record)] = [text for path, text, _ in walk_texts(record) if " " in text and path != ("title",)]
    return not printed.isdisjoint(texts[id(record)])


def finish(document: Document, *, directories: bool) -> str:
    """The Markdown of a document with front matter and its links as addresses; raises ProblemsFound where one fails."""
    return front_matter(describe(document)) + write_markdown(document, directories=directories)


def describe(document: Document) -> dict[str, str]:
    """What a document says of itself, by the names that builders of sites give it; what is empty is left out."""
    meta = {"title": document.title, "description": document.description}
    return {name: text for name, text in meta.items() if text}


def write_markdown(document: Document, *, directories: bool) -> str:
    """The Markdown of a document with its links as addresses; raises ProblemsFound where one fails."""
    return resolve_links(document, document.rendered.text, directories)


def explain_words(document: Document, html: str, *, directories: bool) -> str:
    """The HTML of a document with the first use of each technical word explained, but for the checker and sheets."""
    unexplained = document.kind in ("macros", "index", "moved") or document.doc == ANCHOR_PAGES["glossary"]
    if unexplained or document.layout in ("checker", "sheet"):
        return html
    return resolve_links(document, mark_words(html, document.guide.words, document.title), directories)
