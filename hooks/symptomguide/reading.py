"""How hard a text is to read, and phrases that no text for readers may hold. Plain text in, numbers and phrases out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .patterns import compile_later

LONGEST_SENTENCE = 22
"""Words of a sentence, a technical word of the glossary counted as one."""

WORD = compile_later(r"[\w'’.,-]*\w")
SENTENCE_END = compile_later(r"(?:[.!?:;][\"')]?|\s·)\s+(?=[\"'(A-Z0-9])")
VOWELS = compile_later(r"[aeiouy]+")


class Phrase(NamedTuple):
    """A kind of phrase that no text may hold: what it is, how to find it, what to write instead."""

    what: str
    pattern: re.Pattern[str]
    instead: str


PHRASES = (
    Phrase(
        "a diagnosis",
        compile_later(
            r"(?<!if )(?<!when )(?<!that )(?<!whether )(?<!unless )(?<!until )(?<!or )(?<!and )"
            r"\byou (?:probably |likely |certainly |surely |do not |don't )?have (?:a|an|got) "
            r"(?!few|little|lot|plan|past|known|fresh)",
            re.IGNORECASE,
        ),
        "say what it can fit, such as 'this can be a …', since no page knows what a reader has",
    ),
    Phrase(
        "a promise",
        compile_later(
            r"\b(?:will heal|will be (?:fine|gone|cured|healed)|guarantee[ds]?|completely safe|totally safe|"
            r"nothing to worry|always works|never fails|will cure|is certain to)\b",
            re.IGNORECASE,
        ),
        "say what usually happens, such as 'most heal in 6 weeks'",
    ),
    Phrase(
        "blame",
        compile_later(
            r"\b(?:you should(?:n't| not)? have|you shouldn't have|your (?:own )?fault|(?<!not )blame yourself|"
            r"you failed|you ignored|you neglected|careless|lazy|foolish|stupid)\b",
            re.IGNORECASE,
        ),
        "say what to do from now on",
    ),
)
HINTS = (
    "have a", "have got", "will ", "guarantee", "ly safe", "to worry", "always works", "never fails",
    "certain to", "should", "fault", "blame", "you failed", "you ignored", "you neglected", "careless", "lazy",
    "foolish", "stupid",
)  # fmt: skip
"""A text without any of these holds no such phrase; looking for them is quick."""


def may_hold_phrase(text: str) -> bool:
    """False for most texts: nothing in them can be a phrase that no text may hold."""
    return any(map(text.lower().__contains__, HINTS))


def find_phrases(text: str) -> Iterator[tuple[Phrase, str]]:
    """Yields each phrase of `text` that diagnoses, promises or blames, with its words."""
    for phrase in PHRASES if may_hold_phrase(text) else ():
        for match in phrase.pattern.finditer(text):
            yield phrase, match[0]


def split_sentences(text: str) -> list[str]:
    """The sentences of a text. A label such as "So:" and an item before ';' are one each, if a capital follows."""
    parts, start = [], 0
    for end in SENTENCE_END.finditer(text):
        parts.append(text[start : end.start() + 1])
        start = end.end()
    parts.append(text[start:])
    return [part for part in parts if part[:1].isalnum() or any(char.isalnum() for char in part)]


def count_words(text: str) -> int:
    """How many words a text has; a number is one."""
    return len(WORD.findall(text))


def term_pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """What finds each of the technical words `forms`, and its plural."""
    words = "|".join(map(re.escape, sorted(forms, key=len, reverse=True))) or "(?!)"
    return compile_later(rf"(?<![\w-])(?:{words})(?:s|es)?(?![\w-])", re.IGNORECASE)


@functools.lru_cache(maxsize=65536)
def count_syllables(word: str) -> int:
    """About how many syllables an English word has: its groups of vowels, without an e that is not spoken."""
    small = word.lower().strip(".,'’-")
    groups = len(VOWELS.findall(small))
    silent = small.endswith(("e", "es", "ed")) and not small.endswith(("le", "les", "ted", "ded", "ses", "ces", "zes"))
    return max(1, groups - silent)


def estimate_grade(sentences: Iterable[str]) -> float:
    """The US school grade of sentences by Flesch and Kincaid; 0.0 where there are no words."""
    told = list(sentences)
    words = " ".join(told).split()
    if not words:
        return 0.0
    return 0.39 * len(words) / len(told) + 11.8 * sum(map(count_syllables, words)) / len(words) - 15.59
