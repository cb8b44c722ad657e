"""Engine tests: the check of the data knows every id that a page of the example has before anything is built."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from symptomguide.addresses import file_of
from symptomguide.documents.anchors import FRAME_IDS, WORD_ID, may_be_made
from symptomguide.documents.document import Document, list_documents
from symptomguide.guide import Guide
from symptomguide.text import find_ids

ANY_ID = re.compile(r'<([a-z][a-z0-9]*)[^>]*?\sid="([^"]+)"')


@pytest.fixture
def written(guide: Guide) -> list[Document]:
    """The documents of hand-written pages."""
    return [document for document in list_documents(guide).values() if document.page]


def read_ids(site: Path, document: Document) -> list[tuple[str, str]]:
    """(tag, id) of each id that the page of a document has in the site."""
    return ANY_ID.findall((site / file_of(document.doc, True)).read_text(encoding="utf-8"))


def test_what_stands_around_the_pages_has_the_ids_that_are_kept_from_headings(
    built_site: Path, guide: Guide, written: list[Document]
) -> None:
    around = set[str]()
    for document in written:
        made = find_ids(document.rendered.text)
        around |= {id for tag, id in read_ids(built_site, document) if id not in made and not re.match("h[1-6]", tag)}
    words = {f"{WORD_ID}{name}" for name in guide.library.ids["glossary"]}
    assert around - words == FRAME_IDS
    assert around & words


def test_every_id_that_a_macro_makes_is_foreseen(guide: Guide, written: list[Document]) -> None:
    unseen = {
        f"{document.doc}#{id}"
        for document in written
        for id in find_ids(document.rendered.text)
        if document.page and not may_be_made(id, document.page, guide.library)
    }
    assert not unseen


def test_a_heading_has_the_id_that_markdown_gives_it(built_site: Path, written: list[Document]) -> None:
    for document in written:
        produced = {id for _, id in read_ids(built_site, document)}
        assert document.page
        assert [heading.id for heading in document.page.headings if heading.id not in produced] == []
