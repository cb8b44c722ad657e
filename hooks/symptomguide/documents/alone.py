"""The check in one file: the check, when to get help and the handout as parts of a page that needs nothing beside it.

Its parts are the very pages of the site. Links from one to another stay in the file; all others lead to the published
site, or are words where nobody has published it.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from ..addresses import HOME_PAGE, find_target, url_of
from ..guide import Guide
from ..text import find_ids, format_date
from ..views.stamp import Trust, build_stamp
from .copies import Edition, build_edition
from .document import Document, list_documents
from .frame import find_trust
from .shell import NavLink, ShellView

CHECK = "check"
PAGES = (CHECK, "get-help", "handout")
SIGNS = "part-get-help"
LINK = re.compile(r'(<a\b[^<>]*?)\shref="([^"]*)"')
FURTHER = re.compile(r'<p class="cf-more"><a(?![^<>]*\shref=)[^<>]*>.*?</a></p>\n?', re.DOTALL)
TAG = re.compile(r"<[a-z][^<>]*>")
NAMES = re.compile(r'(\s(?:id|for|popovertarget|aria-(?:labelledby|describedby|controls))=")([^"]*)"')


@dataclass(frozen=True)
class Part:
    """A page of the site as a part of the file: its id there, and what stands on it."""

    id: str
    title: str
    layout: str
    content: str


@dataclass(frozen=True)
class AloneView:
    """The file: what stands around its parts, its edition, and when its facts must be checked, in ISO form too."""

    frame: ShellView
    parts: tuple[Part, ...]
    edition: Edition
    due: str
    due_words: str


def list_parts(guide: Guide) -> Mapping[str, Document]:
    """The pages that the file holds, by the id of their part, the check first; none where the site has no check."""
    targets = {name: find_target(name, guide.docs) for name in PAGES}
    if not targets[CHECK]:
        return {}
    documents = list_documents(guide)
    return {f"part-{name}": documents[target.doc] for name, target in targets.items() if target}


def build_alone(guide: Guide, frame: ShellView, contents: Mapping[str, str], address: str) -> AloneView:
    """The file, from the frame of the check and the HTML of each page in a copy for a folder.

    `address` is the public one, or "".
    """
    pages = list_parts(guide)
    names = _name_apart({part: contents[document.doc] for part, document in pages.items()})
    links = _Links(guide, {document.doc: part for part, document in pages.items()}, names, address)
    parts = tuple(
        Part(
            part,
            document.title,
            document.layout,
            links.lead(document.doc, _rename(contents[document.doc], names[part])),
        )
        for part, document in pages.items()
    )
    trust = _join_trust(pages)
    due = trust.next_check
    frame = replace(_lead_to_parts(frame, parts), stamp=build_stamp(trust))
    return AloneView(frame, parts, build_edition(guide.day, address), due.isoformat(), format_date(due))


def _lead_to_parts(frame: ShellView, parts: tuple[Part, ...]) -> ShellView:
    """The frame with links to the parts and to nothing else."""
    first, signs = parts[0].id, next((part.id for part in parts if part.id == SIGNS), parts[0].id)
    return replace(
        frame,
        home=f"#{first}",
        index="",
        header_links=tuple(NavLink(part.title, f"#{part.id}", "") for part in parts),
        footer_links=(),
        breadcrumbs=(),
        section="",
        strip=replace(frame.strip, url=f"#{signs}") if frame.strip else None,
        jsonld=None,
        picture="",
        edition=None,
        danger=(),
    )


def _join_trust(pages: Mapping[str, Document]) -> Trust:
    """What all parts rest on."""
    trusts = [find_trust(document) for document in pages.values()]
    return Trust(
        tuple(record for trust in trusts for record in trust.records),
        tuple(approvals for trust in trusts for approvals in trust.approvals),
    )


def _name_apart(contents: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """New ids, by part, for what has the id of something in a part before it."""
    taken: set[str] = set(contents)
    names: dict[str, dict[str, str]] = {}
    for part, content in contents.items():
        ids = find_ids(content)
        names[part] = {name: f"{part}-{name}" for name in sorted(ids & taken)}
        taken |= ids | set(names[part].values())
    return names


def _rename(content: str, names: Mapping[str, str]) -> str:
    def rename(match: re.Match[str]) -> str:
        return f'{match[1]}{" ".join(names.get(name, name) for name in match[2].split())}"'

    return TAG.sub(lambda tag: NAMES.sub(rename, tag[0]), content) if names else content


@dataclass(frozen=True)
class _Links:
    """Where links lead: `parts` says which part a document is, `names` which ids of a part have changed."""

    guide: Guide
    parts: Mapping[str, str]
    names: Mapping[str, Mapping[str, str]]
    address: str

    def lead(self, doc: str, content: str) -> str:
        """The content of a document with its links for the file."""
        docs = {url_of(other, False): other for other in self.guide.docs}

        def lead(match: re.Match[str]) -> str:
            found = self._find(doc, html.unescape(match[2]), docs)
            return f'{match[1]} href="{html.escape(found)}"' if found else match[1]

        return FURTHER.sub("", LINK.sub(lead, content))

    def _find(self, doc: str, target: str, docs: Mapping[str, str]) -> str:
        """The address of `target`, as the page of `doc` writes it; "" where it leads nowhere from here."""
        address = urlsplit(target)
        if address.scheme:
            return target
        path = posixpath.normpath(posixpath.join(posixpath.dirname(url_of(doc, False)), address.path))
        other = docs.get(path, "") if address.path else doc
        if other == HOME_PAGE:
            return f"#{next(iter(self.parts.values()))}"
        if part := self.parts.get(other):
            return f"#{self.names[part].get(address.fragment, address.fragment) or part}"
        if not self.address:
            return ""
        anchor = f"#{address.fragment}" if address.fragment else ""
        return f"{self.address}{url_of(other, True) if other else path}{anchor}"
