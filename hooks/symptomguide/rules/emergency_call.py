"""emergency-call: an emergency always says whom to call, and the number is right.

Each of `emergency_numbers` is a number that calls an ambulance where it says, and stands there once. The line `act`
of the level `emergency`, and the actions under `do` of each emergency outcome, name one of these numbers or the words
for them (`words.emergency_number`), in a sentence that nothing softens: no "if", "later", "can", "first" or "not". A
number behind the word "call" is one of the list.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ..models import URGENCIES
from ..models.site import Emergency, Site
from ..patterns import compile_later
from ..problem import Problem, nearest
from ..reading import split_sentences
from ..records.file import Path_, SourceFile
from ..records.library import Library

ID = "emergency-call"

PLACES = {
    "argentina": ("107", "911"),
    "australia": ("000", "112"),
    "austria": ("144", "112"),
    "brazil": ("192",),
    "canada": ("911",),
    "chile": ("131",),
    "china": ("120",),
    "eu": ("112",),
    "europe": ("112",),
    "france": ("15", "112"),
    "germany": ("112",),
    "hong kong": ("999", "112"),
    "india": ("112", "108", "102"),
    "ireland": ("112", "999"),
    "israel": ("101",),
    "italy": ("112", "118"),
    "japan": ("119",),
    "malaysia": ("999", "112"),
    "mexico": ("911",),
    "new zealand": ("111",),
    "norway": ("113", "112"),
    "singapore": ("995",),
    "south africa": ("112", "10177"),
    "south korea": ("119",),
    "spain": ("112",),
    "switzerland": ("144", "112"),
    "taiwan": ("119",),
    "uk": ("999", "112"),
    "united kingdom": ("999", "112"),
    "united states": ("911",),
    "us": ("911",),
    "usa": ("911",),
}
"""The numbers that call an ambulance, by place."""

KNOWN = frozenset(number for numbers in PLACES.values() for number in numbers)
SOFT = compile_later(
    r"(?i)\b(?:can|could|may|might|should|would|consider\w*|think(?:ing)? (?:about|of)|try|perhaps|maybe|possibly"
    r"|probably|later|tomorrow|soon|sometime|within (?:a few |some |\d+ )?(?:days|weeks)|first|wait\w*|not|never"
    r"|no need|if|when|unless|once|see how)\b"
)
WHATEVER = compile_later(r"(?i)\bat once\b|,? even (?:if|when|though)\b[^.;]*")
"""What looks like a softener and is none."""
CALLED = compile_later(r"\b[Cc]all ((?:\d{2,5}(?:,? or |, )?)+)")


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each wrong number, and each emergency text that names none."""
    yield from _check_numbers(library)
    yield from _check_level(library)
    yield from _check_called(library)
    yield from _check_outcomes(library)


def _check_numbers(library: Library) -> Iterator[Problem]:
    source, seen = library.files["site"], set()
    for index, entry in enumerate(library.site.emergency_numbers):
        message = _explain_number(entry)
        if not message and entry.number in seen:
            message = f"'{entry.number}' stands twice in 'emergency_numbers'; write its places in one entry"
        seen.add(entry.number)
        if message:
            yield source.problem(source.place(("emergency_numbers", index, "number")), message, ID)


def _explain_number(entry: Emergency) -> str:
    """What is wrong with a number, or ""."""
    number = entry.number.replace(" ", "")
    for place in re.split(r",| and ", entry.where):
        numbers = PLACES.get(place.strip().lower().removeprefix("the "))
        if numbers and number not in numbers:
            return f"'{entry.number}' calls no ambulance in {place.strip()}; write {' or '.join(numbers)}"
    if number in KNOWN:
        return ""
    near = nearest(number, KNOWN)
    hint = f"did you mean '{near}'? Else" if near else "look it up, and"
    return f"'{entry.number}' is no emergency number that is known; {hint} add its place to PLACES of this rule"


def _check_level(library: Library) -> Iterator[Problem]:
    source = library.files["site"]
    for index, words in enumerate(library.site.urgency_words):
        if words.level == URGENCIES[0] and not calls(words.act, library.site):
            message = f"an emergency says whom to call; {_remedy(library.site)}"
            yield source.problem(source.place(("urgency_words", index, "act")), message, ID)


def _check_called(library: Library) -> Iterator[Problem]:
    right = [entry.number for entry in library.site.emergency_numbers]
    for file in library.files.values():
        for path, run in file.recall(ID, _find_called):
            if wrong := [number for number in re.findall(r"\d+", run) if number not in right]:
                message = f"'{wrong[0]}' is none of 'emergency_numbers' in site.yaml; write one of {', '.join(right)}"
                yield file.problem(file.place(path), message, ID)


def _find_called(file: SourceFile) -> Iterator[tuple[Path_, str]]:
    """(path, numbers) of each run of numbers behind the word "call"."""
    for path, text in file.texts:
        yield from ((path, run) for run in (CALLED.findall(text) if "all " in text else ()))


def _check_outcomes(library: Library) -> Iterator[Problem]:
    tree = library.tree
    for outcome in tree.outcomes.values() if tree else ():
        texts = [tree.actions[name].text for name in outcome.do if tree and name in tree.actions]
        if tree and outcome.urgency == URGENCIES[0] and not any(calls(text, library.site) for text in texts):
            message = (
                f"'{outcome.id}' is an emergency, but none of its 'do' ({', '.join(outcome.do)}) says whom to call"
            )
            remedy = f"name an action that does: {_remedy(library.site)}"
            yield tree.spot("outcomes", outcome.id).problem(f"{message}; {remedy}", ID, "do")


def calls(text: str, site: Site) -> bool:
    """True where a sentence of `text` names one of the numbers, or the words for them, and nothing softens it."""
    names = (site.words.emergency_number, *(entry.number for entry in site.emergency_numbers))
    named = re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, names))})\b")
    return any(named.search(one) and not find_softener(one) for one in split_sentences(text))


def find_softener(sentence: str) -> str:
    """The words that make an order of `sentence` milder, later or conditional, or ""."""
    found = SOFT.search(WHATEVER.sub("", sentence))
    return found[0] if found else ""


def _remedy(site: Site) -> str:
    return f"write 'Call your {site.words.emergency_number} now.', or a number of 'emergency_numbers'"
