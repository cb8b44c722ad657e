"""Engine tests on the example: each page knows what it is, which records stand on it, and all that it was made from."""

from __future__ import annotations

import datetime
import functools
from collections import namedtuple
from collections.abc import Iterator, Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass, replace

import pytest
from pydantic import BaseModel

from symptomguide.addresses import HOME_PAGE
from symptomguide.documents import render
from symptomguide.documents.document import Document, Rendered, list_documents, make_macro_page
from symptomguide.documents.finish import render_document
from symptomguide.guide import Guide
from symptomguide.models import Advice, Record
from symptomguide.models.approvals import TREE, Approval, Approver
from symptomguide.records.file import SourceFile
from symptomguide.records.library import Library
from symptomguide.records.prints import Prints
from symptomguide.records.walk import walk_texts
from symptomguide.records.watched import WatchedLibrary
from symptomguide.store import Store, using
from symptomguide.text import to_markup

WHOLE = namedtuple("WHOLE", "one").__repr__.__code__
"""How every named tuple writes all that is in it, unless its class says otherwise."""

PLAIN = (str, int, bool, float, tuple, list, dict, frozenset, type(None), datetime.date)
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


def render_all(guide: Guide, store: Store | None = None) -> dict[str, Rendered]:
    """What the templates make of every page, with a store or without."""
    with using(store):
        found = {doc: document.rendered for doc, document in list_documents(guide).items()}
    if store:
        store.turn()
    return found


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
    store = Store()
    before = render_all(guide, store)
    changes = {field: "Changed by a test"}
    after = render_all(change(guide, kind, name, **changes))
    changed = {doc for doc, rendered in after.items() if rendered.text != before[doc].text}
    assert changed
    assert {doc for doc in changed if not {f"{kind}/{name}", "*"} & before[doc].reads} == set()
    assert render_all(change(guide, kind, name, **changes), store) == after


def test_nothing_is_rendered_again_that_a_store_holds(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store()
    before = render_all(guide, store)
    monkeypatch.setattr(render, "_environment", lambda: pytest.fail("a template was asked for"))
    assert render_all(replace(guide), store) == before


def test_what_a_page_read_does_not_depend_on_the_pages_before_it(guide: Guide) -> None:
    """Else something is remembered from page to page that a page read, too, and its reads do not say so."""
    documents = list_documents(guide).values()
    first = [render_document(document) for document in documents]
    assert [render_document(document) for document in reversed(documents)] == first[::-1]


def test_the_print_of_what_a_page_read_is_another_where_any_of_it_is(guide: Guide) -> None:
    library, name = guide.library, min(guide.library.records["causes"])
    approval = Approval(
        record=TREE,
        approver=Approver(name="Dr Test", role="Physician", registration="T 1"),
        date=datetime.date(2030, 5, 1),
        hash="0" * 20,
    )
    unnamed = replace(library)
    vars(unnamed)["mentions"] = {}
    others = {
        f"causes/{name}": change(guide, "causes", name, title="Another").library,
        "causes/*": replace(library, records={**library.records, "causes": {}}),
        f"@causes/{name}": unnamed,
        TREE: replace(library, tree=None),
        "signed": replace(library, approvals=(approval,)),
        "sources/new": replace(library, files={**library.files, "sources/new": SourceFile("new.yaml")}),
        "muscles/*": replace(library, ids={**library.ids, "muscles": frozenset()}),
    }
    prints = Prints(library)
    assert [note for note, other in others.items() if Prints(other).take([note]) == prints.take([note])] == []
    assert [note for note, other in others.items() if Prints(other).take(["*"]) == prints.take(["*"])] == []
    assert all(Prints(other).take(["changes/*"]) == prints.take(["changes/*"]) for other in others.values())


def test_a_view_is_written_with_all_that_is_in_it(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a template makes is kept by how its view is written."""
    views: list[object] = []
    fill = render._fill
    monkeypatch.setattr(render, "_fill", lambda name, view, make: (views.append(view), fill(name, view, make))[1])
    for document in [*list_documents(guide).values(), make_macro_page(guide)]:
        render_document(document)
    assert views
    assert [view for view in views if " at 0x" in repr(view)] == []
    parts = {type(part): part for view in views for part in walk(view)}
    fields = [field for part in parts.values() if is_dataclass(part) for field in dataclass_fields(part)]
    models = [
        field for part in parts.values() if isinstance(part, BaseModel) for field in type(part).model_fields.values()
    ]
    assert [field for field in (*fields, *models) if not field.repr] == []
    others = [one for one in parts if "__repr__" in vars(one) and not is_dataclass(one) and one not in PLAIN]
    assert [one for one in others if one.__repr__.__code__ is not WHOLE] == []  # type: ignore[attr-defined]


def walk(part: object) -> Iterator[object]:
    """A part of a view and all below it."""
    yield part
    held = dict(part) if isinstance(part, BaseModel) else vars(part) if is_dataclass(part) else part
    for one in held.values() if isinstance(held, Mapping) else held if isinstance(held, (tuple, list)) else ():
        yield from walk(one)


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


NAMES = {field.name for field in dataclass_fields(Library)} | {
    name for name, one in vars(Library).items() if isinstance(one, property | functools.cached_property)
}


@pytest.mark.parametrize("name", sorted(NAMES - {"site"}))
def test_nothing_of_the_library_is_read_unnoted(guide: Guide, name: str) -> None:
    library = WatchedLibrary(guide.library)
    found = getattr(library, name)
    for key in found if isinstance(found, Mapping) else ():
        if isinstance(found[key], Mapping):
            list(found[key])
    assert library.reads
