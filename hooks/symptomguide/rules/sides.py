"""both-sides: what experts argue about is shown from both sides, and nothing else is called argued.

A claim with `contested: true` needs `side_for`, `side_against` and `so`. A claim with the verdict
`correct` needs `often_said`. An action with the strength `conflicting` needs `other_side`.

Nobody argues about safety. What both sides tell the reader stands in `both_keep`, an action of its own with its own
strength. So words that send to be seen, or forbid one of the `movements` of site.yaml, never stand in the `statement`
or `so` of a contested claim, nor in the text of an action that is `conflicting`: split them off.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import partial

from ..models import Action, Claim, Record
from ..patterns import compile_later
from ..problem import Problem, shown
from ..records.file import Path_, SourceFile
from ..records.library import Library
from ..records.walk import walk_parts

ID = "both-sides"

SAFE = compile_later(
    r"(?i)\b(?:be seen|get (?:emergency )?help|emergency|(?:needs?|have) [\w ]*check(?:ed)?|dangerous|never"
    r"|rule[ds]? out)\b"
)
FORBIDS = compile_later(r"(?i)(?:do not|don't)\b")
SENTENCE = compile_later(r"(?<=[.!?])\s+")


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each side that is missing, and for each safe word that is called argued."""
    words = [word for movement in library.site.movements for word in movement.words]
    moves = compile_later(rf"(?i)\b(?:{'|'.join(map(re.escape, words))})") if words else None
    for claim in library.all(Claim):
        file = library.files[f"claims/{claim.id}"]
        yield from file.recall_problems(f"{ID} of a claim", partial(_check_claim, claim, moves), repr(words))
    for kind, records in library.records.items():
        for record in records.values():
            source = library.files[f"{kind}/{record.id}"]
            for path, text, other_side in source.recall(ID, partial(_find_argued, record)):
                if not other_side:
                    message = "'strength: conflicting' needs 'other_side'; say what speaks against it"
                    yield source.problem(source.place((*path, "strength")), message, ID)
                if safe := find_safe(text, moves):
                    message = f"'{shown(safe)}' keeps people safe and is not argued; say it in an action of its own"
                    yield source.problem(source.place((*path, "strength")), message, ID)


def _find_argued(record: Record, _: SourceFile) -> Iterator[tuple[Path_, str, str | None]]:
    """(path, text, other side) of each action that is argued about."""
    for path, action in walk_parts(record):
        if isinstance(action, Action) and action.strength == "conflicting":
            yield path, action.text, action.other_side


def _check_claim(claim: Claim, moves: re.Pattern[str] | None, source: SourceFile) -> Iterator[Problem]:
    needed = [name for name in ("side_for", "side_against", "so") if claim.contested and not getattr(claim, name)]
    if claim.verdict == "correct" and not claim.often_said:
        needed.append("often_said")
    for name in needed:
        cause = ("verdict", "correct") if name == "often_said" else ("contested", "true")
        yield source.problem(source.key_place((cause[0],)), f"'{cause[0]}: {cause[1]}' needs '{name}'; add it", ID)
    if not claim.contested:
        if claim.both_keep:
            message = "'both_keep' is for a contested claim; where nobody argues, say it in 'statement' or 'so'"
            yield source.problem(source.key_place(("both_keep",)), message, ID)
        return
    for name in ("statement", "so"):
        if safe := find_safe(getattr(claim, name) or "", moves):
            message = f"'{shown(safe)}' keeps people safe and is not argued; move it to 'both_keep'"
            yield source.problem(source.place((name,)), message, ID)


def find_safe(text: str, moves: re.Pattern[str] | None) -> str:
    """The first sentence of a text that sends the reader to be seen or forbids a movement; "" for none."""
    for sentence in SENTENCE.split(" ".join(text.split())):
        if SAFE.search(sentence) or (moves and FORBIDS.match(sentence) and moves.search(sentence)):
            return sentence
    return ""
