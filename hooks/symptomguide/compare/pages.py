"""What readers meet on each page: its text, what stands around it, and the technical words that open there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents.document import Document, list_documents
from ..documents.frame import build_frame
from ..guide import Guide
from ..records.words import Word
from .sentences import Sentence, read_sentences, read_text


def find_reworded(old: Guide, new: Guide) -> tuple[Word, ...]:
    """The technical words, as both guides have them, that are explained otherwise now, are new, or are gone."""
    return tuple(set(old.words) ^ set(new.words))


def read_pages(guide: Guide, reworded: tuple[Word, ...]) -> dict[str, tuple[Sentence, ...]]:
    """The sentences of each page that is for readers; of the technical words only the `reworded` are looked for."""
    words = [(word, _find_forms(word)) for word in guide.words if word in reworded]
    documents = [document for document in list_documents(guide).values() if document.for_readers]
    return {
        each.doc: (
            *read_sentences(each.rendered.text),
            *(said for text in _list_around(each) for said in read_text(text)),
            *(
                said
                for word, finder in words
                if _explains(each, finder)
                for said in read_sentences(f"<p>{word.meaning}</p>")
            ),
        )
        for each in documents
    }


def _find_forms(word: Word) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, word.forms))})(?:s|es)?(?![\w-])", re.IGNORECASE)


def _explains(document: Document, finder: re.Pattern[str]) -> bool:
    """Whether the page opens the meaning of a word: not where it is a sheet, the check, or about that word."""
    plain = document.layout not in ("checker", "sheet") and document.kind != "index"
    return plain and not finder.search(document.title) and bool(finder.search(document.rendered.text))


def _list_around(document: Document) -> Iterator[str]:
    """What stands around the text of a page, in the tab of the browser, and where others link to it."""
    frame = build_frame(document, directories=True, built=True, address="")
    yield from (document.title, document.description, frame.title, frame.kicker)
    links = (*frame.header_links, *frame.footer_links, *frame.breadcrumbs)
    yield from (link.title for link in links)
    if frame.strip:
        yield from (frame.strip.text, frame.strip.link)
    yield from (frame.footer.disclaimer, frame.footer.privacy, frame.footer.licence)
    if frame.stamp:
        yield from (frame.stamp.checked, frame.stamp.next_check, frame.stamp.reviewed)
