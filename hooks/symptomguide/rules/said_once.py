"""said-once: one piece of advice has one wording and one place.

Where two records tell the reader the same, or nearly the same (words compared without order, capitals and little
words), one of them may be changed and the other forgotten. Write the advice once in site-data/statements and say it by
name in both: `- says: stop-the-run`. A statement is there for at least two records. `said_twice` in site.yaml lists
texts that may stand beside a near twin, each with its reason; an entry that nothing needs any more is taken out, so
that the list only gets shorter.
"""

from __future__ import annotations

import datetime
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..problem import Problem, shown
from ..records.file import Path_, SourceFile
from ..records.library import Library
from ..records.statements import SAYS, find_said, words_of
from ..store import recall

ID = "said-once"
ALIKE = 0.8
"""Share of their words that two texts have in common when they count as the same."""
FEWEST = 3
"""Fewest words that count in a text, for it to be compared by its words; shorter ones are twins if they are equal."""


class Said(NamedTuple):
    """A piece of advice as it is written: in which file, where, in which words; whether it says not to do something."""

    file: SourceFile
    path: Path_
    text: str
    words: frozenset[str]
    forbids: bool


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each piece of advice that stands twice, and each statement that one record alone says."""
    known = {" ".join(entry.text.split()): index for index, entry in enumerate(library.site.said_twice)}
    over = set(known)
    advice = [said for file in library.files.values() for said in find_advice(file)]
    texts = repr([(said.forbids, said.text) for said in advice])
    for first, second in (
        (advice[one], advice[other]) for one, other in recall((ID, texts), lambda: tuple(find_twins(advice)))
    ):
        excused = known.keys() & {first.text, second.text}
        over -= excused
        if not excused:
            remedy = "write it once in site-data/statements and say it by name in both"
            message = f"'{shown(second.text)}' is said in {first.file.path}:{_line(first)} too; {remedy}"
            yield second.file.problem(second.file.place(second.path), message, ID)
    if not library.whole:
        return
    site = library.files["site"]
    for text in sorted(over):
        message = f"'{shown(text)}' has no near twin any more; take the entry out"
        yield site.problem(site.place(("said_twice", known[text])), message, ID)
    times = Counter(name for file in library.files.values() for name in file.recall("said", find_said))
    for name in library.shared.statements:
        if times[name] < 2:
            file = library.files[f"statements/{name}"]
            said = "one place alone says this; write it there, or say it in two" if times[name] else "nothing says this"
            yield file.problem((1, 1), f"{said}; else delete this file", ID)


def find_advice(file: SourceFile) -> Iterator[Said]:
    """Yields each piece of advice that `file` words itself; what it says by name stands elsewhere."""
    for path, text, words in file.recall(ID, _find_worded):
        yield Said(file, path, text, words, text.startswith(("Do not ", "Never ")))


def _find_worded(file: SourceFile) -> Iterator[tuple[Path_, str, frozenset[str]]]:
    for path, part in file.mappings:
        if not isinstance(part.get("text"), str) or not {"strength", "sources"} <= part.keys() or SAYS in part:
            continue
        if "dose" not in path:  # an exercise gives its own, in the few words that doses have
            text = " ".join(part["text"].split())
            yield path, text, words_of(text)


def find_twins(advice: Sequence[Said]) -> Iterator[tuple[int, int]]:
    """Yields (number of an earlier one, number) of each piece of advice that is a twin of an earlier one.

    Two texts that share so many words share one of their rarest, so only those are looked up.
    """
    counts = Counter(word for said in advice for word in said.words)
    rank = {word: place for place, word in enumerate(sorted(counts, key=lambda word: (counts[word], word)))}
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for number, said in enumerate(advice):
        most = len(said.words) - math.ceil(ALIKE * len(said.words)) + 1
        keys = sorted(said.words, key=rank.__getitem__)[:most] or [said.text]
        candidates = (other for key in keys for other in by_word[key])
        if (twin := next((other for other in candidates if are_alike(said, advice[other])), None)) is not None:
            yield twin, number
        for key in keys:
            by_word[key].append(number)


def are_alike(one: Said, other: Said) -> bool:
    """True for two texts that say the same, as far as their words tell."""
    if one.forbids != other.forbids:
        return False
    if min(len(one.words), len(other.words)) < FEWEST:
        return one.text.casefold() == other.text.casefold()
    return len(one.words & other.words) >= ALIKE * len(one.words | other.words)


def _line(said: Said) -> int:
    return said.file.place(said.path)[0]
