"""milder-words: no text is milder than the level of its record.

In a text of a cause, a danger sign, an outcome of the tree, and the meaning of a level, words of a milder level stand
out: `today` in an emergency; `within days`, `this week`, `tomorrow`, `wait` in what is for today; `wait and see` in
what is to be seen soon. A sentence that forbids them (`do not wait`) is right, and so is a condition in
`urgency_note`. Where such words mean something else, such as a time that has passed, `milder_words` in site.yaml lists
the sentence with its reason; an entry that nothing needs any more is taken out, so that the list only gets shorter.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial

from pydantic import BaseModel

from ..models import Cause, RedFlag
from ..patterns import compile_later
from ..problem import Problem, shown
from ..reading import split_sentences
from ..records.file import Path_, SourceFile
from ..records.library import FOLDER_OF, Library
from ..records.walk import walk_texts

ID = "milder-words"

SEE = r"\bwait and see\b|\bsee how it goes\b|\blook after it (?:yourself|at home)\b|\bneeds? no (?:visit|check)\b"
LATER = (
    r"|\b(?:with)?in (?:a few |some |the next |\d+ )?(?:days|weeks?)\b|\b(?:this|next) week\b|\btomorrow\b"
    r"|\bwait(?:ing)?\b|\bovernight\b|\bbook a visit\b"
)
MILDER = {
    "emergency": compile_later(rf"(?i){SEE}{LATER}|\btoday\b|\bthe same day\b"),
    "same-day": compile_later(rf"(?i){SEE}{LATER}"),
    "soon": compile_later(rf"(?i){SEE}"),
}
FORBIDS = compile_later(r"(?i)\b(?:not|never|no|cannot|neither|nor|rather than)\b")
DEPENDS = compile_later(r"(?i)\b(?:if|when)\b")
"""Of the note that says when the level differs: it may be milder there, on a condition."""
NEAR = 12
"""How far behind the words the "not" may stand: "waiting is not safe"."""
OTHER_FIELDS = {"also_called", "searched_as", "because", "milder_than", "look_alikes", "feels", "say_this"}
"""Names to be found by, words for reviewers, what other causes feel like, how it goes on, and what the reader says."""
Part = tuple[str, SourceFile, Path_, BaseModel]


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each sentence with words of a milder level, and each entry that excuses none."""
    known = {" ".join(entry.text.split()): index for index, entry in enumerate(library.site.milder_words)}
    over = set(known)
    for level, file, base, part in _parts(library):
        for path, sentence, words in file.recall(f"{ID} {level} {base}", partial(_find_in, level, part)):
            over.discard(sentence)
            if path[-1] == "urgency_note" and DEPENDS.search(sentence):
                continue
            if sentence not in known:
                message = (
                    f"'{shown(words)}' is milder than '{level}', the level here; write what that level asks, or, "
                    "where it means something else, list the sentence under 'milder_words' in site.yaml"
                )
                yield file.problem(file.place_of((*base, *path), words), message, ID)
    if library.whole:
        site = library.files["site"]
        for sentence in sorted(over):
            message = f"no text says '{shown(sentence)}' any more; take the entry out"
            yield site.problem(site.place(("milder_words", known[sentence])), message, ID)


def _parts(library: Library) -> Iterator[Part]:
    """(level, file, path in it, part) of all that has a level."""
    for cause in library.all(Cause):
        if cause.urgency in MILDER:
            yield cause.urgency, library.files[f"{FOLDER_OF[Cause]}/{cause.id}"], (), cause
    for sign in library.all(RedFlag):
        yield sign.level, library.files[f"{FOLDER_OF[RedFlag]}/{sign.id}"], (), sign
    for index, words in enumerate(library.site.urgency_words):
        if words.level in MILDER:
            yield words.level, library.files["site"], ("urgency_words", index), words
    if (tree := library.tree) is None:
        return
    for outcome in tree.outcomes.values():
        if outcome.urgency in MILDER:
            spot = tree.spot("outcomes", outcome.id)
            yield outcome.urgency, spot.source, spot.path, outcome
            for name in dict.fromkeys((*outcome.do, *outcome.while_waiting)):
                if action := tree.actions.get(name):
                    at = tree.spot("actions", name)
                    yield outcome.urgency, at.source, at.path, action


def _find_in(level: str, part: BaseModel, _: SourceFile) -> Iterator[tuple[Path_, str, str]]:
    """(path, sentence, words) of each milder sentence in the texts of a part."""
    for path, text, refers in walk_texts(part):
        if refers is None and OTHER_FIELDS.isdisjoint(path) and MILDER[level].search(text):
            yield from ((path, sentence, words) for sentence, words in find_milder(level, text))


def find_milder(level: str, text: str) -> Iterator[tuple[str, str]]:
    """(sentence, words) of each sentence that says something milder than `level`, and does not forbid it."""
    for sentence in split_sentences(text):
        found = MILDER[level].search(sentence)
        if found and not FORBIDS.search(sentence[: found.end() + NEAR]):
            yield " ".join(sentence.split()), found[0]
