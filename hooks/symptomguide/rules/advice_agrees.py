"""advice-agrees: nothing contradicts on one result of the check.

* A `do` (or `while_waiting`) and a `do_not` of one outcome never name the same movement: "lift it every day" beside
  "do not try lifting it". `movements` in site.yaml lists the words of each movement. A sentence that says to stop
  something counts for no `do`. Where a `do_not` forbids only one way of a movement, its `way` says which.
* All that an outcome says of when to be seen is one time, not "this week", "within days" and "within two weeks".
* One day to check again: no text of an outcome counts other days than its `recheck_days`.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterator

from ..models.tree import Outcome, TreeAction
from ..patterns import compile_later
from ..problem import Problem, shown
from ..records.library import Library
from ..records.tree import Tree

ID = "advice-agrees"

STOPS = compile_later(r"(?i)(?:stop|leave out|cut|avoid|skip|take off|do not|never)\b")
SENTENCE = compile_later(r"(?<=[.!?])\s+")
BY_WHEN = compile_later(
    r"(?i)\bwithin (?:about |a few |the next )?(?:[\w-]+ )?(?:hours?|days?|weeks?|months?)\b|\bthis week\b"
)
AGAIN = compile_later(r"(?i)\bcheck again in (\d+) days?\b")


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each pair of advice, each further time and each other day on one outcome."""
    if (tree := library.tree) is None:
        return
    words = {movement.id: _pattern(movement.words) for movement in library.site.movements}

    @functools.cache  # the same advice stands on many outcomes
    def find_movements(text: str) -> tuple[str, ...]:
        return tuple(name for name, form in words.items() if form.search(text))

    for outcome in tree.outcomes.values():
        yield from _check_movements(tree, outcome, find_movements)
        yield from _check_times(tree, outcome)
        yield from _check_days(tree, outcome)


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds each of the words with any ending."""
    return re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, words))})")


def _check_movements(tree: Tree, outcome: Outcome, find: Callable[[str], tuple[str, ...]]) -> Iterator[Problem]:
    spot = tree.spot("outcomes", outcome.id)
    for index, name in enumerate(outcome.do_not):
        action = tree.actions.get(name)
        if action is None or action.way:
            continue
        for other in _actions(tree, (*outcome.do, *outcome.while_waiting)):
            if same := next((one for one in find(action.text) if one in find(_drop_stops(other.text))), None):
                message = (
                    f"'{shown(action.text)}' and '{shown(other.text)}' ({other.id}) both name the movement '{same}'; "
                    f"take one away, or give '{name}' a 'way' that says what of it is forbidden"
                )
                yield spot.problem(message, ID, "do_not", index)


@functools.cache
def _drop_stops(text: str) -> str:
    """The sentences of a text that do not say to stop something."""
    return " ".join(one for one in SENTENCE.split(text) if not STOPS.match(one))


@functools.cache
def _find_times(text: str) -> tuple[str, ...]:
    return tuple(time.casefold() for time in BY_WHEN.findall(text))


@functools.cache
def _find_days(text: str) -> tuple[str, ...]:
    return tuple(AGAIN.findall(text))


def _actions(tree: Tree, names: tuple[str, ...]) -> list[TreeAction]:
    """Those that are there; another rule speaks of names that are not."""
    return [tree.actions[name] for name in names if name in tree.actions]


def _check_times(tree: Tree, outcome: Outcome) -> Iterator[Problem]:
    texts = {"action": outcome.action, "lead": outcome.lead}
    texts |= {f"do {action.id}": action.text for action in _actions(tree, outcome.do)}
    told = [(time, where) for where, text in texts.items() for time in _find_times(text)]
    first = told[0] if told else ("", "")
    if other := next((one for one in told if one[0] != first[0]), None):
        message = f"'{first[0]}' ({first[1]}) and '{other[0]}' ({other[1]}) are two times to be seen; say one"
        yield tree.spot("outcomes", outcome.id).problem(message, ID, "lead")


def _check_days(tree: Tree, outcome: Outcome) -> Iterator[Problem]:
    actions = _actions(tree, (*outcome.do, *outcome.while_waiting, *outcome.do_not))
    for text in (outcome.lead, outcome.why_now, *(action.text for action in actions)):
        for days in _find_days(text):
            if int(days) != outcome.recheck_days:
                message = (
                    f"'{shown(text)}' counts {days} days to the next check, and 'recheck_days' {outcome.recheck_days}"
                )
                yield tree.spot("outcomes", outcome.id).problem(message, ID, "lead")
