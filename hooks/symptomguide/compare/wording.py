"""Which sentences differ between two sets of pages: each once, old beside new, with where it stands."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..tree.numbers import find_numbers
from .sentences import Sentence
from .softer import is_softer

Pages = Mapping[str, Sequence[Sentence]]
WARNINGS = ("do not", "danger sign")
SOFTER = "softer"
ORDER = (SOFTER, "level", "dose", "do not", "danger sign", "wording", "figure", "date")
STAMP = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}-\d{2}-\d{2}|\b[0-9a-f]{8}\b")
"""Dates, and the version of the questions, which moves with any word of them."""
WORD = re.compile(r"[^\W\d_]{3}")
"""What a dose has beside its number; a figure in a table, counted at each build, has not."""
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
ALIKE = 0.5


MOST_BESIDE = 2
"""Words that may stand beside the word of a level on a label: 'How urgent'."""
MOST_ON_LABEL = 4


@dataclass(frozen=True)
class Known:
    """The sentences, by what they are: of levels, things not to do, and danger signs.

    The latter two with the records that said them and no longer do, as `gone` has for every sentence of a record.
    `words` are those of the levels, as on labels; `standing` are sentences of levels that both sides know.
    """

    words: frozenset[str]
    levels: frozenset[str]
    do_not: Mapping[str, set[str]]
    danger: Mapping[str, set[str]]
    gone: Mapping[str, set[str]]
    standing: frozenset[str]


@dataclass(frozen=True)
class Change:
    """A sentence that differs; `before` is "" for a new one, `after` for one that is gone. `pages` in their order.

    `records` are those that said it, as a warning or before it got softer, and no longer do.
    """

    kind: str
    before: str
    after: str
    pages: tuple[str, ...]
    results: int
    cards: int
    records: frozenset[str] = frozenset()


def find_changes(old: Pages, new: Pages, known: Known) -> tuple[Change, ...]:
    """Every sentence that stands on a page more or fewer times than before, in the order of `ORDER`."""
    gone, come = _surplus(old, new), _surplus(new, old)
    pairs = _pair(old, new, gone, come)
    both = [(before, after) for before, after in pairs.items()]
    both += [(text, "") for text in gone if text not in pairs]
    both += [("", text) for text in come if text not in set(pairs.values())]
    changes = [_describe(before, after, gone.get(before, []), come.get(after, []), known) for before, after in both]
    return tuple(sorted(changes, key=lambda change: (ORDER.index(change.kind), -len(change.pages))))


def mark_words(before: str, after: str) -> tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]:
    """Both sentences as runs of words, each with whether it changed."""
    old, new = before.split(), after.split()
    left, right = list[tuple[str, bool]](), list[tuple[str, bool]]()
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if b > a:
            left.append((" ".join(old[a:b]), kind != "equal"))
        if d > c:
            right.append((" ".join(new[c:d]), kind != "equal"))
    return tuple(left), tuple(right)


def _surplus(here: Pages, there: Pages) -> dict[str, list[tuple[str, str]]]:
    """Sentence -> (page, place) of each page that holds it more often than the other side."""
    found: dict[str, list[tuple[str, str]]] = {}
    for doc, sentences in here.items():
        more = Counter(each.text for each in sentences) - Counter(each.text for each in there.get(doc, ()))
        elsewhere = Counter(there.get(doc, ()))
        for sentence in dict.fromkeys(sentences):
            if more[sentence.text] and not elsewhere[sentence]:
                found.setdefault(sentence.text, []).append((doc, sentence.place))
        for text in more:
            if not any(page == doc for page, _ in found.get(text, ())):
                found.setdefault(text, []).append((doc, next(each.place for each in sentences if each.text == text)))
    return found


def _pair(old: Pages, new: Pages, gone: Iterable[str], come: Iterable[str]) -> dict[str, str]:
    """Old sentence -> the new one that took its place, each used once; the likest first."""
    left, right = set(gone), set(come)
    votes: dict[tuple[str, str], float] = {}
    for doc in old:
        before = [each.text for each in old[doc]]
        after = [each.text for each in new.get(doc, ())]
        if before == after:
            continue
        for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if kind == "replace":
                alone = (b - a, d - c) == (1, 1)
                for one in set(before[a:b]) & left:
                    for other in set(after[c:d]) & right:
                        if (one, other) not in votes:
                            ratio = difflib.SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()
                            votes[one, other] = max(ratio, ALIKE if alone else 0)
    pairs: dict[str, str] = {}
    for (one, other), score in sorted(votes.items(), key=lambda item: -item[1]):
        if score >= ALIKE and one in left and other in right:
            pairs[one] = other
            left.discard(one)
            right.discard(other)
    return pairs


def _describe(
    before: str, after: str, lost: list[tuple[str, str]], gained: list[tuple[str, str]], known: Known
) -> Change:
    places = dict.fromkeys((*gained, *lost))
    kind = _judge(before, after, known)
    return Change(
        kind, before, after, tuple(dict.fromkeys(page for page, _ in places)),
        len({place for _, place in places if place.startswith("result ")}),
        len({(page, place) for page, place in places if place.startswith("card ")}),
        frozenset(known.gone.get(before, ()) if kind == SOFTER else ())
        | frozenset({*known.do_not.get(before, ()), *known.danger.get(before, ())}),
    )  # fmt: skip


def _judge(before: str, after: str, known: Known) -> str:
    if before and after and STAMP.sub("", before) == STAMP.sub("", after):
        return "date"
    texts = {before, after} - {""}
    level = _is_level(before, after, known.words)
    label = level and all(len(text.split()) <= MOST_ON_LABEL for text in texts)
    if is_softer(before, after) and not label and not texts <= known.standing:
        return SOFTER
    if level or texts & known.levels:
        return "level"
    if _numbers(before) != _numbers(after):
        return "dose" if any(map(WORD.search, texts)) else "figure"
    return "do not" if texts & known.do_not.keys() else "danger sign" if texts & known.danger.keys() else "wording"


def _is_level(before: str, after: str, words: frozenset[str]) -> bool:
    """True where nothing but the word of a level differs, or for a label of a level that is new or gone."""
    finder = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?![\w-])")
    held = [text for text in (before, after) if text and words and finder.search(text)]
    rest = [" ".join(re.findall(r"\w+", finder.sub(" ", text))) for text in held]
    if before and after:
        return len(rest) == 2 and rest[0] == rest[1]
    return bool(rest) and len(rest[0].split()) <= MOST_BESIDE


def _numbers(text: str) -> tuple[str, ...]:
    return find_numbers((YEAR.sub("", STAMP.sub("", text)),))
