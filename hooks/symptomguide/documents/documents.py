"""Every document of the site as finished Markdown with front matter.

This is all that an adapter needs to render. It knows neither MkDocs nor the file a document will be written to.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..addresses import ANCHOR_PAGES, INDEX_PAGE, MACRO_PAGE
from ..guide import Guide
from ..text import plain
from ..views.pages import build_page_view
from .glossary import mark_words
from .macro_help import build_macro_help
from .names import find_entries, find_names
from .page_index import Named, PageIndexView, build_page_index
from .render import front_matter, render_page, render_record, resolve_links


def render_doc(guide: Guide, doc: str, *, directories: bool) -> str:
    """Finished Markdown of a document, with front matter; raises ProblemsFound where a macro or a link fails."""
    if doc in guide.pages:
        markdown = render_page(guide.pages[doc], guide.library)
    elif doc == MACRO_PAGE:
        markdown = render_record("macros", build_macro_help(guide.library))
    elif doc == INDEX_PAGE:
        markdown = render_record("all-pages", _build_index(guide))
    else:
        kind, _, name = doc.removesuffix(".md").partition("/")
        markdown = render_record(kind, build_page_view(guide.library, kind, name))
    return front_matter(_meta(guide, doc)) + resolve_links(markdown, doc, guide.docs, directories, guide.docs[doc])


def explain_words(guide: Guide, doc: str, page: str, *, directories: bool) -> str:
    """The HTML of a document with the first use of each technical word explained, but for the checker and sheets."""
    layout = guide.pages[doc].meta.layout if doc in guide.pages else "page"
    if doc in (MACRO_PAGE, INDEX_PAGE, ANCHOR_PAGES["glossary"]) or layout in ("checker", "sheet"):
        return page
    marked = mark_words(page, guide.words, describe(guide, doc)[0])
    return resolve_links(marked, doc, guide.docs, directories)


def describe(guide: Guide, doc: str) -> tuple[str, str]:
    """Title and description of a document, without marks."""
    if doc in guide.pages:
        meta = guide.pages[doc].meta
        return meta.title, plain(meta.description)
    if doc == MACRO_PAGE:
        return "Macros for editors", "Every macro that a page in content/ may call, with an example of each."
    if doc == INDEX_PAGE:
        return "All pages, A to Z", "Every page of this site, and every name that leads to one."
    kind, _, name = doc.removesuffix(".md").partition("/")
    record = guide.library.records[kind][name]
    return plain(getattr(record, "title", name)), plain(getattr(record, "summary", ""))


def _meta(guide: Guide, doc: str) -> dict[str, object]:
    title, description = describe(guide, doc)
    return {"title": title, "description": description}


def _build_index(guide: Guide) -> PageIndexView:
    return build_page_index(*describe(guide, INDEX_PAGE), _name_all(guide))


def _name_all(guide: Guide) -> Iterator[Named]:
    for doc in guide.docs:
        if doc in (MACRO_PAGE, INDEX_PAGE):
            continue
        title, _ = describe(guide, doc)
        to = doc.removesuffix(".md").removesuffix("/index")
        yield Named(title, "", to)
        yield from (Named(name, title, to) for name in find_names(guide, doc))
        for kind, record, names in find_entries(guide, doc):
            yield from (Named(name, title, f"{kind}/{record.id}") for name in names)
