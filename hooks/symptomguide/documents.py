"""Every document of the site as finished Markdown with front matter.

This is all that an adapter needs to render. It knows neither MkDocs nor the file a document will be written to.
"""

from __future__ import annotations

from .addresses import ANCHOR_PAGES, MACRO_PAGE
from .guide import Guide
from .render import front_matter, render_page, render_record, resolve_links
from .text import plain
from .views.macro_help import build_macro_help
from .views.records import build_page_view
from .words import mark_words

URGENT_BOOST = {"emergency": 4, "same-day": 2}  # danger pages come first in the site's own search


def render_doc(guide: Guide, doc: str, *, directories: bool) -> str:
    """Finished Markdown of a document, with front matter; raises ProblemsFound where a macro or a link fails."""
    if doc in guide.pages:
        markdown = render_page(guide.pages[doc], guide.library)
    elif doc == MACRO_PAGE:
        markdown = render_record("macros", build_macro_help(guide.library))
    else:
        kind, _, name = doc.removesuffix(".md").partition("/")
        markdown = render_record(kind, build_page_view(guide.library, kind, name))
    return front_matter(_meta(guide, doc)) + resolve_links(markdown, doc, guide.docs, directories, guide.docs[doc])


def explain_words(guide: Guide, doc: str, page: str, *, directories: bool) -> str:
    """The HTML of a document with the first use of each technical word explained, but for the checker and sheets."""
    layout = guide.pages[doc].meta.layout if doc in guide.pages else "page"
    if doc in (MACRO_PAGE, ANCHOR_PAGES["glossary"]) or layout in ("checker", "sheet"):
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
    kind, _, name = doc.removesuffix(".md").partition("/")
    record = guide.library.records[kind][name]
    return plain(getattr(record, "title", name)), plain(getattr(record, "summary", ""))


def _meta(guide: Guide, doc: str) -> dict[str, object]:
    title, description = describe(guide, doc)
    return {"title": title, "description": description, "search": _search_weight(guide, doc)}


def _search_weight(guide: Guide, doc: str) -> dict[str, object] | None:
    if doc == MACRO_PAGE:
        return {"exclude": True}
    if doc in guide.pages:
        boost = guide.pages[doc].meta.boost
    else:
        kind, _, name = doc.removesuffix(".md").partition("/")
        boost = URGENT_BOOST.get(getattr(guide.library.records[kind][name], "urgency", ""), 1)
    return {"boost": boost} if boost != 1 else None
