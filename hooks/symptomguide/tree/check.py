"""Checks the tree: that its parts name each other rightly, and the proofs. Every complaint has a line and a remedy."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator

from ..models import RedFlag
from ..problem import Problem, did_you_mean, shown
from ..records.library import Library
from ..records.tree import TREE_FOLDER, Spot, Tree, quoted
from .graph import Graph, build_graph
from .proofs import prove
from .states import Fault, Steps

MOST_OF_ONE_PROOF = 5


def build_library_graph(tree: Tree, library: Library) -> Graph:
    """The graph of `tree` with the floors of the red flags in `library`."""
    return _build_own(library) if tree is library.tree else _build(tree, library)


def _build(tree: Tree, library: Library) -> Graph:
    return build_graph(tree, {flag.id: flag.level for flag in library.all(RedFlag)})


@functools.lru_cache(maxsize=1)  # a check asks for it three times
def _build_own(library: Library) -> Graph:
    assert library.tree is not None
    return _build(library.tree, library)


def check_tree(tree: Tree, library: Library) -> list[Problem]:
    """Every problem of the tree: first what its parts name, then, where that is sound, what the proofs find."""
    problems = [
        *_check_names(tree, library),
        *_check_answers(tree),
        *_check_outcomes(tree),
    ]
    if problems := problems or list(_check_use(tree)):
        return problems
    graph = build_library_graph(tree, library)
    return list(_explain(tree, library, prove(graph)))


def _check_names(tree: Tree, library: Library) -> Iterator[Problem]:
    """Ids that the parts of the tree name: targets, signs, actions, answers."""
    targets = {*tree.questions, *tree.outcomes}
    signs = {*library.ids["red-flags"], *tree.rules}
    for name in tree.rules:
        if name in library.ids["red-flags"]:
            yield tree.spot("rules", name).problem(
                f"'{name}' is a red flag already; give the rule another id", "tree-id-twice", "id"
            )
    for question in tree.questions.values():
        spot = tree.spot("questions", question.id)
        yield from _unknown(spot, ("signs",), question.signs, signs, "sign")
        if question.checks is not None and question.checks not in tree.questions:
            yield _no_such(spot, ("checks",), question.checks, tree.questions, "question")
        for index, answer in enumerate(question.answers):
            if answer.to not in targets:
                yield _no_such(spot, ("answers", index, "to"), answer.to, targets, "question and no outcome")
            for field in ("present", "absent", "unknown"):
                yield from _unknown(spot, ("answers", index, field), getattr(answer, field), signs, "sign")
    for outcome in tree.outcomes.values():
        spot = tree.spot("outcomes", outcome.id)
        for field in ("do", "while_waiting", "do_not"):
            yield from _unknown(spot, (field,), getattr(outcome, field), tree.actions, "action")
        yield from _unknown(spot, ("be_seen_if",), outcome.be_seen_if, signs, "sign")
    answers = {f"{question.id}/{answer.id}" for question in tree.questions.values() for answer in question.answers}
    for rule in tree.rules.values():
        yield from _unknown(tree.spot("rules", rule.id), ("applies_to",), rule.applies_to, answers, "answer")
    for index, entry in enumerate(tree.exclusions):
        spot = tree.spot("exclusions", str(index))
        yield from _unknown(spot, ("signs",), entry.signs, signs, "sign")
        if entry.answer not in answers:
            yield _no_such(spot, ("answer",), entry.answer, answers, "answer")


def _unknown(
    spot: Spot, keys: tuple[str | int, ...], found: Iterable[str], known: Iterable[str], what: str
) -> Iterator[Problem]:
    for index, name in enumerate(found):
        if name not in known:
            yield _no_such(spot, (*keys, index), name, known, what)


def _no_such(spot: Spot, keys: tuple[str | int, ...], name: str, known: Iterable[str], what: str) -> Problem:
    odd = "" if name.isascii() else ", and holds a letter that only looks like one of a to z"
    rule = "every-path-ends" if keys[-1] == "to" else "unknown-name"
    return spot.problem(f"'{shown(name)}' is no {what} of the tree{odd}{did_you_mean(name, known)}", rule, *keys)


def _check_answers(tree: Tree) -> Iterator[Problem]:
    """Within a question, each answer has its own id and its own text."""
    for question in tree.questions.values():
        spot = tree.spot("questions", question.id)
        for field, rule in (("id", "answer-id-twice"), ("text", "answer-text-twice")):
            seen: dict[str, int] = {}
            for index, answer in enumerate(question.answers):
                value = " ".join(getattr(answer, field).split()).casefold()
                if value in seen:
                    line = spot.at("answers", seen[value], field)[0]
                    message = f"the answer {field} {quoted(value)} stands twice in '{question.id}'"
                    yield spot.problem(f"{message}; the first is on line {line}", rule, "answers", index, field)
                seen.setdefault(value, index)


def _check_outcomes(tree: Tree) -> Iterator[Problem]:
    """What an outcome needs at its level, and what an action needs."""
    for outcome in tree.outcomes.values():
        spot = tree.spot("outcomes", outcome.id)
        if outcome.urgency == "emergency" and outcome.say_this is None:
            yield spot.problem(f"'{outcome.id}' needs 'say_this': what to say on the phone", "missing-field", "urgency")
        if outcome.urgency != "emergency" and not outcome.safety_net:
            yield spot.problem(
                f"'{outcome.id}' needs 'safety_net': the danger signs that change it", "safety-nets-hold", "urgency"
            )
        if outcome.urgency in ("soon", "self-care") and not outcome.recheck_days:
            yield spot.problem(
                f"'{outcome.id}' needs 'recheck_days': when to check again", "safety-nets-hold", "urgency"
            )
    for name, action in tree.actions.items():
        if action.strength == "conflicting" and not action.other_side:
            message = "'strength: conflicting' needs 'other_side'; say what speaks against it"
            yield tree.spot("actions", name).problem(message, "both-sides", "strength")


def _check_use(tree: Tree) -> Iterator[Problem]:
    """Each action is used by an outcome."""
    used = {name for each in tree.outcomes.values() for name in (*each.do, *each.while_waiting, *each.do_not)}
    for name in tree.actions:
        if name not in used:
            message = f"no outcome uses the action '{name}'; use it, or delete it"
            yield tree.spot("actions", name).problem(message, "unused-action", "id")


def _explain(tree: Tree, library: Library, faults: list[Fault]) -> Iterator[Problem]:
    """The faults as problems, the shortest paths first; of each proof the first few and how many more there are."""
    counts = Counter(fault.rule for fault in faults)
    told: Counter[str] = Counter()
    for fault in sorted(faults, key=lambda fault: len(fault.steps)):
        told[fault.rule] += 1
        if told[fault.rule] > MOST_OF_ONE_PROOF:
            continue
        more = counts[fault.rule] - MOST_OF_ONE_PROOF
        rest = f" (and {more} more like it)" if told[fault.rule] == MOST_OF_ONE_PROOF and more > 0 else ""
        path, line, column = _place(tree, library, fault)
        yield Problem(path, line, column, f"{fault.message}{_in_words(tree, fault.steps)}{rest}", fault.rule)


def _place(tree: Tree, library: Library, fault: Fault) -> tuple[str, int, int]:
    if fault.at[0] == "sign":
        name = fault.at[1]
        if name in tree.rules:
            spot = tree.spot("rules", name)
            return (spot.source.path, *spot.at("id"))
        return (
            (library.files[f"red-flags/{name}"].path, 1, 1)
            if f"red-flags/{name}" in library.files
            else (TREE_FOLDER, 1, 1)
        )
    if len(fault.at) == 2:
        spot = tree.answer_spot(*fault.at)
        return (spot.source.path, *spot.at("to"))
    if fault.steps and fault.at[0] in tree.outcomes:
        spot = tree.answer_spot(*fault.steps[-1])
        return (spot.source.path, *spot.at("to"))
    kind = "questions" if fault.at[0] in tree.questions else "outcomes"
    spot = tree.spot(kind, fault.at[0])
    return (spot.source.path, *spot.at("id"))


def _in_words(tree: Tree, steps: Steps) -> str:
    """'; this path shows it: …' with question, answer and line of each step."""
    words = []
    for question, answer in steps:
        spot = tree.answer_spot(question, answer)
        text = next(entry.text for entry in tree.questions[question].answers if entry.id == answer)
        place = f"{spot.source.path.rpartition('/')[2]}:{spot.at('id')[0]}"
        words.append(f"{quoted(tree.questions[question].ask)} {quoted(text)} ({place})")
    return f"; this path shows it: {' > '.join(words)}" if words else ""
