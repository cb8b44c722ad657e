"""Engine tests on the example: each page knows what it is, which records stand on it, and all that it was made from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symptomguide.addresses import HOME_PAGE
from symptomguide.documents.document import Document, list_documents
from symptomguide.guide import Guide
from symptomguide.models import Advice, Record
from symptomguide.records.walk import walk_texts
from symptomguide.records.watched import WatchedLibrary
from symptomguide.text import to_markup

CALLED = ("title", "term", "sign", "statement", "label")


def sentences(record: Record) -> set[str]:
    """The sentences of a record as they stand on a page, without what it is called, which may be a link alone."""
    found = (text for path, text, _ in walk_texts(record) if path[0] not in CALLED and len(text) > 30 and " " in text)
    return {f">{to_markup(text)}<" for text in found}


def advice(guide: Guide) -> dict[str, Record]:
    records = ((f"{kind}/{name}", one) for kind, held in guide.library.records.items() for name, one in held.items())
    return {path: record for path, record in records if isinstance(record, Advice)}


def written(guide: Guide) -> list[Document]:
    return [document for document in list_documents(guide).values() if document.kind == "written"]


def change(guide: Guide, kind: str, name: str, **values: object) -> Guide:
    """The guide with other values in one record."""
    held = guide.library.records[kind]
    changed = held[name].model_copy(update=values)
    return replace(guide, library=replace(guide.library, records={
        **guide.library.records, kind: {**held, name: changed},
    }))  # fmt: skip


def test_what_stands_on_a_written_page_is_among_the_records_it_shows(guide: Guide) -> None:
    missed = []
    for document in written(guide):
        shown = {text for record in document.rendered.shown.values() for text in sentences(record)}
        for path in document.rendered.reads & advice(guide).keys():
            texts = sentences(advice(guide)[path]) - shown  # what two records say alike is shown with either
            missed += [(document.doc, path, text) for text in texts if text in document.rendered.text]
    assert missed == []


def test_a_page_does_not_show_what_it_only_looked_through(guide: Guide) -> None:
    home = list_documents(guide)[HOME_PAGE].rendered
    signs = {f"red-flags/{name}": flag for name, flag in guide.library.records["red-flags"].items()}
    printed = {path for path, flag in signs.items() if f">{to_markup(getattr(flag, 'card_line', ''))}<" in home.text}
    assert home.shown.keys() & signs.keys() == printed
    assert printed
    assert signs.keys() - printed
    assert signs.keys() <= home.reads


def test_the_page_of_a_record_shows_that_record(guide: Guide) -> None:
    pages = [document for document in list_documents(guide).values() if document.record]
    assert pages
    assert [one.doc for one in pages if dict(one.rendered.shown) != {one.name: one.record}] == []


@pytest.mark.parametrize("kind", ["causes", "muscles", "mechanics", "recovery", "exercises", "plans", "risks",
    "red-flags", "claims", "sources", "glossary", "figures", "charts", "changes"])  # fmt: skip
def test_a_page_changes_with_nothing_but_what_it_read(guide: Guide, kind: str) -> None:
    name, record = next(iter(guide.library.records[kind].items()))
    field = next(field for field in CALLED if hasattr(record, field))
    before = {doc: document.rendered for doc, document in list_documents(guide).items()}
    after = list_documents(change(guide, kind, name, **{field: "Changed by a test"}))
    changed = {doc for doc, document in after.items() if document.rendered.text != before[doc].text}
    assert changed
    assert {doc for doc in changed if not {f"{kind}/{name}", "*"} & before[doc].reads} == set()


def test_a_page_read_less_than_everything(guide: Guide) -> None:
    cause = next(one for one in list_documents(guide).values() if one.section == "causes" and one.record)
    others = {f"causes/{name}" for name in guide.library.records["causes"]} - cause.rendered.reads
    assert others


def test_every_way_to_read_the_library_is_noted(guide: Guide) -> None:
    library = WatchedLibrary(guide.library)
    name = min(library.records["causes"])
    assert library.reads == {"causes/*"}
    assert library.records["causes"][name].id == name
    assert library.mentions.get(f"causes/{name}") is not None
    assert library.ids["muscles"]
    assert library.tree is guide.library.tree
    assert library.signed == guide.library.signed
    claim = f"claims/{min(guide.library.records['claims'])}"
    assert library.files[claim].path
    assert library.reads == {"causes/*", f"causes/{name}", f"@causes/{name}", "muscles/*", "tree", "signed", claim}
