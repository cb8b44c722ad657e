"""same-numbers: a number said in the same words by two records has a name.

Where two records give the same number with its unit, and the three words before it or after it are the same, one of
them may be changed and the other forgotten. Give the number a name in site-data/values and write the name in both.
`same_numbers` in site.yaml lists the words that may stand twice, each with its reason; what stands there and is no
longer said twice is taken out, so that the list only gets shorter.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping

from ..patterns import compile_later
from ..problem import Problem, shown
from ..records.file import Path_, SourceFile
from ..records.library import Library
from ..records.values import LITERAL_KINDS, NUMBER

ID = "same-numbers"

UNITS = ("minute", "hour", "day", "week", "month", "year", "set", "time", "metre", "km", "degree", "point")
"""`metre` finds the kilometre, too."""
AMOUNT = compile_later(rf"\b{NUMBER}(?: (?:to|or|and) {NUMBER})? (?:{'|'.join((*UNITS, 'kilometre'))})s?\b")
WORD = compile_later(r"[^\W_][\w'-]*")
PLAIN = {
    *("about", "after", "been", "each", "first", "from", "have", "into", "last", "least", "more", "most", "only"),
    *("over", "some", "than", "that", "them", "then", "they", "this", "times", "until", "when", "will", "with"),
    *("within", "your"),
}
"""Words of four letters and more that say nothing of what is counted."""

Spot = tuple[str, Path_, str]  # the record, the text in it, and the number as it stands


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem where a second record says a number as another does, and for each exception that is over."""
    known = {" ".join(entry.words.lower().split()): index for index, entry in enumerate(library.site.same_numbers)}
    over = set(known)
    for (key, path, number), sayings in _said_again(library).items():
        over.difference_update(sayings)
        if known.keys().isdisjoint(sayings):
            file, (saying, other) = library.files[key], next(iter(sayings.items()))
            remedy = "name the number in site-data/values and write its name in both"
            message = f"'{shown(saying)}' stands in {library.files[other].path} too; {remedy}"
            yield file.problem(file.place_of(path, number), message, ID)
    for words in sorted(over) if library.whole else ():
        file = library.files["site"]
        message = f"'{shown(words)}' is not said by two records any more; take the entry out"
        yield file.problem(file.place(("same_numbers", known[words])), message, ID)


def _said_again(library: Library) -> Mapping[Spot, dict[str, str]]:
    """For each number that an earlier record says too, what both say and the key of the earlier one."""
    first: dict[str, str] = {}
    again: defaultdict[Spot, dict[str, str]] = defaultdict(dict)
    for key, file in library.files.items():
        if key.partition("/")[0] not in LITERAL_KINDS:
            for path, saying, number in file.recall(ID, _find_sayings):
                if first.setdefault(saying, key) != key:
                    again[key, path, number][saying] = first[saying]
    return again


def _find_sayings(file: SourceFile) -> Iterator[tuple[Path_, str, str]]:
    for path, text in file.texts:
        if path[:1] != ("same_numbers",):  # what may stand twice is not itself a place where it stands
            yield from ((path, saying, number) for saying, number in find_sayings(text))


def find_sayings(text: str) -> Iterator[tuple[str, str]]:
    """Yields each number of `text` with the three words before it, and with the three after it; and it alone."""
    small = text.lower()
    if not any(map(small.__contains__, UNITS)):  # as with most texts, so this quick look comes first
        return
    text, small = " ".join(text.split()), " ".join(small.split())
    for amount in AMOUNT.finditer(small):
        number = amount[0]
        before = WORD.findall(small[: amount.start()])[-3:]
        after = WORD.findall(small[amount.end() :])[:3]
        for words, saying in ((before, [*before, number]), (after, [number, *after])):
            if len(words) == 3 and any(len(word) > 3 and word not in PLAIN for word in words):
                yield " ".join(saying), text[amount.start() : amount.end()]
