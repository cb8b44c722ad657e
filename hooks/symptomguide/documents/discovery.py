"""Files that help others find the site and follow it: feed of changes, llms.txt, robots.txt, sitemap."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from ..addresses import ANCHOR_PAGES, url_of
from ..guide import Guide
from ..models import Change
from ..text import plain
from .document import Document, list_documents
from .frame import FEED, find_modified

HEADERS = "_headers"
"""Read by some hosts; others publish it as it is, and it does no harm there."""
REDIRECTS = "_redirects"
"""Read by some hosts, for which a page at an old address is then never shown."""
CHANGE_PAGE = ANCHOR_PAGES["changes"]


def build_discovery_files(guide: Guide, address: str) -> dict[str, str]:
    """Text of each file by its path from the root of the site; `address` is the public one, or "" where there is none.

    A sitemap needs full addresses, so there is none without; the other files then hold relative ones.
    """
    files = {"llms.txt": _lines(_llms(guide, address)), "robots.txt": _lines(_robots(address))}
    if CHANGE_PAGE in guide.docs:
        files[FEED] = _lines(_feed(guide, address))
    files[HEADERS] = _lines(_headers())
    if guide.moved:
        files[REDIRECTS] = _lines(_redirects(guide, address))
    if address:
        files["sitemap.xml"] = _lines(_sitemap(guide, address))
    return files


def _lines(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _headers() -> Iterator[str]:
    """What a host that reads such a file says with each answer; the policy of a page stands in the page itself."""
    yield "/*"
    yield "  Content-Security-Policy: frame-ancestors 'none'"
    yield "  X-Frame-Options: DENY"
    yield "  X-Content-Type-Options: nosniff"
    yield "  Referrer-Policy: no-referrer"
    yield "  Permissions-Policy: camera=(), geolocation=(), microphone=()"
    for folder in ("stylesheets", "javascripts"):  # their names change with what they hold
        yield f"/assets/{folder}/*"
        yield "  Cache-Control: public, max-age=31536000, immutable"


def _redirects(guide: Guide, address: str) -> Iterator[str]:
    for old, doc in guide.moved.items():
        yield f"/{old}/ {address or '/'}{url_of(doc, True)} 301"


def _robots(address: str) -> Iterator[str]:
    yield "User-agent: *"
    yield "Allow: /"
    if address:
        yield f"Sitemap: {address}sitemap.xml"


def _sitemap(guide: Guide, address: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    for document in list_documents(guide).values():
        if not document.for_readers:
            continue
        modified = find_modified(document)
        day = f"<lastmod>{modified.isoformat()}</lastmod>" if modified else ""
        yield f"  <url><loc>{escape(address + url_of(document.doc, True))}</loc>{day}</url>"
    yield "</urlset>"


def _llms(guide: Guide, address: str) -> Iterator[str]:
    """The form of llmstxt.org: title, summary, lists of links."""
    site, documents = guide.library.site, list_documents(guide).values()
    yield f"# {site.name}"
    yield f"\n> {' '.join(filter(None, (site.question, plain(site.description))))}"
    yield f"\n{plain(site.disclaimer)}"
    yield "\n## Pages\n"
    for document in documents:
        if document.kind in ("written", "index"):
            yield _link(document, address)
    for section in site.sections:
        records = [one for one in documents if one.record and one.section == section.id]
        if records:
            yield f"\n## {section.title}\n"
            yield from (_link(document, address) for document in records)


def _link(document: Document, address: str) -> str:
    address = f"{address}{url_of(document.doc, True)}"
    return f"- [{document.title}]({address or './'}): {document.description}"


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
