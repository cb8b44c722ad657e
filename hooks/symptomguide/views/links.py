"""Views of links inside the site, of rows and facts made of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..addresses import has_place
from ..models import Mechanic, Muscle, Recovery
from ..records.library import Library
from ..text import plain
from .levels import TagView


class LinkView(NamedTuple):
    """A link inside the site: `to` is kind/id or the name of a page."""

    title: str
    to: str


class RowView(NamedTuple):
    """One row of a list of links; `tag` is None where no level applies.

    `fits` are the choices of a filter that keep the row, parted by blanks; "" where the list has no filter.
    """

    link: LinkView
    text: str
    tag: TagView | None
    fits: str = ""


class FactView(NamedTuple):
    """A label and its value, with a level or links where the value is one."""

    label: str
    text: str
    tag: TagView | None = None
    links: tuple[LinkView, ...] = ()


def title_of(library: Library, kind: str, name: str) -> str:
    """What a reader calls a record: its title, sign, term or statement, without marks."""
    record = library.records[kind][name]
    words = (getattr(record, field, None) for field in ("title", "sign", "term", "statement"))
    return plain(next((word for word in words if word), name))


def build_links(library: Library, kind: str, ids: Iterable[str]) -> tuple[LinkView, ...]:
    """Links to the records of one kind, in the order given."""
    return tuple(LinkView(title_of(library, kind, name), f"{kind}/{name}") for name in ids)


def find_pages(library: Library, kind: str, name: str) -> tuple[LinkView, ...]:
    """Links to the records that name kind/name and have a place in the site; values have none."""
    mentions = library.mentions.get(f"{kind}/{name}", ())
    records = dict.fromkeys((mention.kind, mention.id) for mention in mentions if has_place(mention.kind))
    return tuple(LinkView(title_of(library, *record), "/".join(record)) for record in records)


def build_rows(records: Iterable[Mechanic | Muscle | Recovery], kind: str) -> tuple[RowView, ...]:
    """Rows that lead to the records of one kind, by order, then by title."""
    ordered = sorted(records, key=lambda record: (record.order, record.title))
    return tuple(RowView(LinkView(item.title, f"{kind}/{item.id}"), item.summary, None) for item in ordered)


def link_to_check(library: Library) -> LinkView:
    """The way to the check, as the home page calls it."""
    starts = library.site.start
    start = next((one for one in starts if one.page == "check"), starts[0])
    return LinkView(start.title, start.page)


def without_stop(text: str) -> str:
    """A single sentence without its full stop, as the values beside it have none."""
    return text.removesuffix(".") if ". " not in text else text
