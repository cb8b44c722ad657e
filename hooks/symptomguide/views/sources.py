"""Views of sources: in short, in full, and all those of a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..models import Claim, Part, RedFlag, Source
from ..models.records import SourceType
from ..records.library import Library
from ..records.walk import find_references
from ..text import format_date, plain
from .links import LinkView, find_pages


class ChipView(NamedTuple):
    """A source in short: `label` such as 'Bayer 2017'."""

    label: str
    to: str
    title: str


class SourceView(NamedTuple):
    """A full citation; `href` is its public address or ""."""

    id: str
    label: str
    authors: str
    title: str
    where: str
    identifiers: str
    href: str
    kind: str
    supports: str
    studied_others: str
    whole: bool
    checked: str
    used_by: tuple[LinkView, ...] = ()


def build_chips(library: Library, ids: Iterable[str]) -> tuple[ChipView, ...]:
    """The chips of sources, in the order given."""
    sources = [library.get(Source, name) for name in ids]
    return tuple(ChipView(source_label(source), f"sources/{source.id}", plain(source.title)) for source in sources)


def source_label(source: Source) -> str:
    """'Bayer 2017' for people, the shorter of organisation and journal otherwise."""
    if source.label:
        return source.label
    first = plain(source.authors).split(",")[0].split(" (")[0]
    words = first.split()
    if len(words) > 1 and words[-1].isupper() and len(words[-1]) <= 3:
        name = " ".join(words[:-1])
    else:
        name = min(first, plain(source.journal).split(" (")[0], key=len)
    return f"{name} {source.year}" if source.year else name


def build_source(library: Library, source: Source) -> SourceView:
    """The full citation of a source, without what rests on it."""
    volume = f" {plain(source.volume)}" if source.volume else ""
    pages = f": {plain(source.pages)}" if source.pages else ""
    year = f" ({source.year})" if source.year else ""
    identifiers = [f"DOI {source.doi}"] if source.doi else []
    identifiers += [f"PubMed {source.pmid}"] if source.pmid else []
    return SourceView(
        id=source.id,
        label=source_label(source),
        authors=source.authors,
        title=source.title,
        where=f"{source.journal}{volume}{pages}{year}",
        identifiers=", ".join(identifiers),
        href=_public_address(source),
        kind=source.type.replace("-", " ").replace("rct", "randomised trial").capitalize(),
        supports=source.supports,
        studied_others=source.studied_others or "",
        whole=source.confidence == "high",
        checked=format_date(source.checked),
    )


def _public_address(source: Source) -> str:
    if source.doi:
        return f"https://doi.org/{source.doi}"
    if source.url:
        return source.url
    return f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/" if source.pmid else source.read_at or ""


def source_list(library: Library, *, kind: SourceType | None = None) -> tuple[SourceView, ...]:
    """Every source with its citation, its address and the records that rest on it; `kind` keeps those of one type.

    Example: {{ source_list(kind="guideline") }}
    """
    return tuple(
        build_source(library, source)._replace(used_by=find_pages(library, "sources", source.id))
        for source in library.all(Source)
        if kind in (None, source.type)
    )


def build_sources(library: Library, record: Part) -> tuple[SourceView, ...]:
    """Every source that the page shows: those the record names, and those of the claims and signs it shows."""
    ids: dict[str, None] = {}
    for reference in find_references(record):
        if reference.kind == "sources":
            ids.setdefault(reference.id)
        elif reference.kind == "claims":
            ids.update(dict.fromkeys(library.get(Claim, reference.id).sources))
        elif reference.kind == "red-flags":
            ids.update(dict.fromkeys(library.get(RedFlag, reference.id).sources))
    return tuple(build_source(library, library.get(Source, name)) for name in ids)
