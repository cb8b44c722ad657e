"""Files that help others find the site and follow it: feed of changes, llms.txt, robots.txt, sitemap."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from ..addresses import ANCHOR_PAGES, INDEX_PAGE, MACRO_PAGE, PAGE_KINDS, url_of
from ..guide import Guide
from ..models import Change
from ..text import plain
from .documents import describe
from .frame import FEED, find_modified, find_trust

CHANGE_PAGE = ANCHOR_PAGES["changes"]


def build_discovery_files(guide: Guide, address: str) -> dict[str, str]:
    """Text of each file by its path from the root of the site; `address` is the public one, or "" where there is none.

    A sitemap needs full addresses, so there is none without; the other files then hold relative ones.
    """
    files = {"llms.txt": _lines(_llms(guide, address)), "robots.txt": _lines(_robots(address))}
    if CHANGE_PAGE in guide.docs:
        files[FEED] = _lines(_feed(guide, address))
    if address:
        files["sitemap.xml"] = _lines(_sitemap(guide, address))
    return files


def _lines(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _reader_docs(guide: Guide) -> list[str]:
    return [doc for doc in guide.docs if doc != MACRO_PAGE]


def _robots(address: str) -> Iterator[str]:
    yield "User-agent: *"
    yield "Allow: /"
    if address:
        yield f"Sitemap: {address}sitemap.xml"


def _sitemap(guide: Guide, address: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    for doc in _reader_docs(guide):
        modified = find_modified(guide, doc, find_trust(guide, doc))
        day = f"<lastmod>{modified.isoformat()}</lastmod>" if modified else ""
        yield f"  <url><loc>{escape(address + url_of(doc, True))}</loc>{day}</url>"
    yield "</urlset>"


def _llms(guide: Guide, address: str) -> Iterator[str]:
    """The form of llmstxt.org: title, summary, lists of links."""
    site = guide.library.site
    yield f"# {site.name}"
    yield f"\n> {plain(site.description)}"
    yield f"\n{plain(site.disclaimer)}"
    yield "\n## Pages\n"
    for doc in guide.pages:
        yield _link(guide, doc, address)
    yield _link(guide, INDEX_PAGE, address)
    for section in site.sections:
        docs = [doc for doc in guide.generated() if doc.split("/")[0] == section.id and section.id in PAGE_KINDS]
        if docs:
            yield f"\n## {section.title}\n"
            yield from (_link(guide, doc, address) for doc in docs)


def _link(guide: Guide, doc: str, address: str) -> str:
    title, description = describe(guide, doc)
    return f"- [{title}]({f'{address}{url_of(doc, True)}' or './'}): {description}"


def _feed(guide: Guide, address: str) -> Iterator[str]:
    """Atom. The ids rest on names of the site, not on its address, so that they outlive a move."""
    site = guide.library.site
    changes = sorted(guide.library.all(Change), key=lambda change: (change.date, change.id), reverse=True)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
    yield f"  <title>{escape(site.name)}: changes</title>"
    yield f"  <id>{_feed_id(site.short_name)}</id>"
    yield f"  <updated>{max((change.date for change in changes), default='2000-01-01')}T00:00:00Z</updated>"
    yield f"  <author><name>{escape(site.owner.name if site.owner else site.name)}</name></author>"
    if address:
        yield f'  <link rel="self" href={quoteattr(address + FEED)}/>'
    yield f'  <link rel="alternate" href={quoteattr(address + url_of(CHANGE_PAGE, True))}/>'
    for change in changes:
        yield "  <entry>"
        yield f"    <title>{escape(change.title)}</title>"
        yield f"    <id>{_feed_id(site.short_name, change.id)}</id>"
        yield f"    <updated>{change.date}T00:00:00Z</updated>"
        yield f'    <link rel="alternate" href={quoteattr(f"{address}{url_of(CHANGE_PAGE, True)}#{change.id}")}/>'
        yield f'    <content type="text">{escape(plain(change.text))} Why: {escape(plain(change.why))}</content>'
        yield "  </entry>"
    yield "</feed>"


def _feed_id(*names: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, "/".join(names)).urn
