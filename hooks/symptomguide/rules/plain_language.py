"""plain-language: a twelve-year-old can read it, and nothing diagnoses, promises or blames.

A sentence for readers has at most 22 words; a choice of a question, which lists what may be there, may be one of
25. A technical word of the glossary counts as one. A record of 100 words and more is no harder than school grade
8. No text tells readers what they have ("you have a …"), promises that it heals, or blames them. Records of sources and
stories, and fields for clinicians, are read by nobody else and are left alone.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import partial

from ..models import Part, Term
from ..patterns import compile_later
from ..problem import Problem, shown
from ..reading import (
    LONGEST_SENTENCE,
    count_words,
    estimate_grade,
    find_phrases,
    may_hold_phrase,
    split_sentences,
    term_pattern,
)
from ..records.file import Path_, SourceFile
from ..records.library import Library
from ..records.walk import walk_texts
from ..records.words import find_forms
from ..store import digest
from ..text import plain

ID = "plain-language"

LONGEST_CHOICE = 25
WORST_GRADE = 8.0
FEWEST_WORDS = 100
"""A shorter text has no grade that means anything."""

WORD = compile_later("[a-z]{2}")
UNREAD_KINDS = ("sources", "stories", "values")
Text = tuple[Path_, str]


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each sentence, phrase and record that is not plain."""
    terms = find_terms(library)
    context = digest(terms.pattern)
    for key, record in _records(library):
        file = library.files[key]
        yield from file.recall_problems(ID, partial(_check_record, key=key, record=record, terms=terms), context)


def _check_record(file: SourceFile, key: str, record: Part, terms: re.Pattern[str]) -> Iterator[Problem]:
    texts = list(_texts_of(key, record))
    suspect = may_hold_phrase("\n".join(text for _, text in texts))  # as few are
    for path, text in texts:
        if suspect or text.count(" ") >= LONGEST_SENTENCE:
            yield from _check_text(file, path, text, terms)
    yield from _check_grade(file, [text for _, text in texts])


def find_terms(library: Library) -> re.Pattern[str]:
    """What finds each technical word of the glossary, in all its forms."""
    return term_pattern(form for term in library.all(Term) for form in find_forms(term))


def _records(library: Library) -> Iterator[tuple[str, Part]]:
    for kind, records in library.records.items():
        if kind not in UNREAD_KINDS:
            yield from ((f"{kind}/{name}", record) for name, record in records.items())
    yield "site", library.site
    if library.tree is not None:
        yield from ((f"tree/{name}", record) for name, record in library.tree.records.items())


def _texts_of(key: str, record: Part) -> Iterator[Text]:
    """The texts of a record that readers see, without marks; ids, paths of drawings and words for clinicians apart."""
    kind = key.partition("/")[0]
    for path, text, ref in walk_texts(record):
        if ref is None and " " in text and not _unread(kind, path) and WORD.search(text):
            yield path, plain(text) if "](" in text or "*" in text else " ".join(text.split())


def _unread(kind: str, path: Path_) -> bool:
    return (
        path[-1] in ("because", "reason")
        or (kind == "red-flags" and path == ("ask",))  # the question in words for whoever writes the tree
        or (kind == "site" and path[0] == "same_numbers")
    )


def _check_text(file: SourceFile, path: Path_, text: str, terms: re.Pattern[str]) -> Iterator[Problem]:
    answer = path[-1] == "text" and "answers" in path  # what readers say of themselves
    most = LONGEST_CHOICE if answer else LONGEST_SENTENCE
    for words, message in find_complaints(text, most, terms, said_by_reader=answer):
        start, exact = file.place(path), file.place_of(path, words[:24])
        yield file.problem(exact if exact != start else file.place_of(path, words.split()[0]), message, ID)


def find_complaints(
    text: str, most: int, terms: re.Pattern[str], *, said_by_reader: bool = False
) -> Iterator[tuple[str, str]]:
    """Yields (words, message) for each sentence of more words than `most`, and each phrase that may not stand."""
    if text.count(" ") >= most:
        for sentence in split_sentences(text):
            if sentence.count(" ") >= most and (count := count_words(terms.sub("word", sentence))) > most:
                yield sentence, f"this sentence has {count} words; at most {most} are easy to read, so make two of it"
    for phrase, words in () if said_by_reader else find_phrases(text):
        yield words, f"'{shown(words.strip())}' is {phrase.what}; {phrase.instead}"


def _check_grade(file: SourceFile, texts: Sequence[str]) -> Iterator[Problem]:
    if sum(text.count(" ") + 1 for text in texts) < FEWEST_WORDS:
        return
    told = [sentence for text in texts for sentence in split_sentences(text)]
    if (
        sum(sentence.count(" ") + 1 for sentence in told) >= FEWEST_WORDS
        and (grade := estimate_grade(told)) > WORST_GRADE
    ):
        message = (
            f"this reads like school grade {grade:.0f}; use shorter sentences and everyday words, to reach grade 8"
        )
        yield file.problem((1, 1), message, ID)
