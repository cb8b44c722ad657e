"""Sources that were retracted, corrected or replaced, as the registries of their DOIs tell, asked in both directions.

A registry may know it of the paper (`updated-by`), or of the notice alone (`update-to`), so both are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ..guide import Guide
from ..models import Source
from ..text import escape, plain
from .places import tell_places
from .web import Fetch

CROSSREF = "https://api.crossref.org/works"
DATACITE = "https://api.datacite.org/dois"
GRAVE = ("retraction", "withdrawal", "removal", "partial_retraction", "expression_of_concern")
OBSOLETE = ("IsObsoletedBy", "Obsoletes")


@dataclass(frozen=True)
class Update:
    """A notice about a paper: what it does to it, and its own DOI."""

    kind: str
    doi: str


@dataclass(frozen=True)
class Found:
    """Lines of Markdown, the worst first, and the sources whose registry could not be asked."""

    lines: tuple[str, ...]
    unasked: tuple[str, ...]


def find_updates(guide: Guide, fetch: Fetch) -> Found:
    """What happened to the sources that have a DOI; notices that a source names in `updates_seen` are left out."""
    found, unasked = list[tuple[bool, str]](), list[str]()
    for source in guide.library.all(Source):
        updates = ask_registries(source.doi, fetch) if source.doi else ()
        if updates is None:
            unasked.append(f"sources/{source.id}")
            continue
        seen = {_fold(doi) for doi in source.updates_seen}
        for update in updates:
            if _fold(update.doi) not in seen:
                found.append((update.kind in GRAVE, _tell(guide, source, update)))
    return Found(tuple(line for _, line in sorted(found, key=lambda one: not one[0])), tuple(unasked))


def ask_registries(doi: str, fetch: Fetch) -> tuple[Update, ...] | None:
    """What the registry of a DOI knows of notices about it, each once; None where a registry does not answer.

    A DOI that neither holds has no notice in them; the look at links tells whether it is one at all.
    """
    known: tuple[Update, ...] | None = ()
    for ask in (_ask_crossref, _ask_datacite):
        known, held = ask(doi, fetch)
        if held:
            break
    if known is None:
        return None
    worst_last = sorted(known, key=lambda one: one.kind in GRAVE)
    return tuple({_fold(one.doi): one for one in worst_last}.values())


def _ask_crossref(doi: str, fetch: Fetch) -> tuple[tuple[Update, ...] | None, bool]:
    """The notices that the paper names and those that name it, and whether the registry holds it or did not answer."""
    paper = _get(f"{CROSSREF}/{quote(doi, safe='')}", fetch)
    notices = _get(f"{CROSSREF}?filter=updates:{quote(doi, safe='')}&rows=100", fetch) if paper else {}
    if paper is None or notices is None:
        return None, True
    message = _part(paper, "message")
    named = [_read(one, one.get("DOI")) for one in _parts(message, "updated-by")]
    title = " ".join(str(one) for one in message.get("title") or ())
    if title.lower().startswith(("retracted", "withdrawn")):
        named.append(Update("retraction", doi))
    naming = [
        _read(update, item.get("DOI"))
        for item in _parts(_part(notices, "message"), "items")
        for update in _parts(item, "update-to")
        if _fold(update.get("DOI")) == _fold(doi)
    ]
    return (*named, *naming), bool(paper)


def _ask_datacite(doi: str, fetch: Fetch) -> tuple[tuple[Update, ...] | None, bool]:
    """As `_ask_crossref`: what replaces the work, by its own record and by that of the other."""
    work = _get(f"{DATACITE}/{quote(doi, safe='')}", fetch)
    query = quote(f'relatedIdentifiers.relatedIdentifier:"{doi}"')
    others = _get(f"{DATACITE}?query={query}", fetch) if work else {}
    if work is None or others is None:
        return None, True
    replacing = [str(other.get("id")) for other in _parts(others, "data") if _fold(doi) in _related(other, OBSOLETE[1])]
    found = (*_related(_part(work, "data"), OBSOLETE[0]), *replacing)
    return tuple(Update("newer version", one) for one in found), bool(work)


def _related(work: dict[str, Any], kind: str) -> tuple[str, ...]:
    related = _parts(_part(work, "attributes"), "relatedIdentifiers")
    return tuple(_fold(one.get("relatedIdentifier")) for one in related if one.get("relationType") == kind)


def _get(address: str, fetch: Fetch) -> dict[str, Any] | None:
    """The JSON object at an address; {} where there is none, None where the registry does not answer with one."""
    answer = fetch(address)
    if answer.status == 404:
        return {}
    try:
        value = json.loads(answer.body) if answer.status == 200 else None
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _part(value: dict[str, Any], name: str) -> dict[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def _parts(value: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    found = value.get(name)
    yield from (one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()


def _read(update: dict[str, Any], doi: Any) -> Update:
    return Update(str(update.get("type") or "update"), str(doi))


def _fold(doi: Any) -> str:
    return str(doi).lower().removeprefix("https://doi.org/")


def _tell(guide: Guide, source: Source, update: Update) -> str:
    kind = escape(update.kind.replace("_", " "))
    word = f"**{kind}**" if update.kind in GRAVE else kind
    path = f"sources/{source.id}"
    notice = escape(update.doi)
    return f"- {word} of `{path}` ({escape(plain(source.title))}): notice {notice}{tell_places(guide, path)}"
