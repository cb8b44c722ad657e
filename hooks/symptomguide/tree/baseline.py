"""The routing of the tree as a table in `tests/tree-baseline.txt`, so that a change of it shows in a review.

A change of wording never touches the table, but for the numbers in it; a change of routing always does.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..problem import Problem
from .graph import LEVELS, Edge, Graph, Leaf

BASELINE_FILE = "tests/tree-baseline.txt"
HEADER = (
    "# The routing of the decision tree: one line for each sign, question, answer and outcome.\n"
    "# Written by `symptomguide tree accept`.\n"
    "# Of answers: + present, - absent, ? not sure, ~ need not be asked after it, ! counts after it.\n"
    "# Of outcomes: ! and ~ signs that change it, x what not to do, @ days until the next check.\n"
    "# Numbers stand in the words: one that moves changes who says yes.\n"
)

MARKS = ("LOWERED", "NUMBER", "changed")


class Lowered(NamedTuple):
    """A line of the table that changed. `lowered` is true where the change can end milder, ask less or warn less."""

    line: str
    before: str
    after: str
    lowered: bool

    @property
    def mark(self) -> str:
        """LOWERED; NUMBER for one that stands in words, of which no program can tell which way is milder; changed."""
        return "LOWERED" if self.lowered else "NUMBER" if self.line.startswith("numbers ") else "changed"


def format_baseline(graph: Graph) -> str:
    """The table of `graph`."""
    return HEADER + "\n".join(f"{key}  {rest}" for key, rest in _lines(graph)) + "\n"


def accept_baseline(root: Path, graph: Graph) -> Path:
    """Writes the table below `root` and returns its path."""
    file = root / BASELINE_FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(format_baseline(graph), encoding="utf-8")
    return file


def check_baseline(root: Path, graph: Graph) -> list[Problem]:
    """A problem for each line of the accepted table that the tree no longer follows."""
    file = root / BASELINE_FILE
    remedy = "run `symptomguide tree accept` if that is meant, and let a clinician see the diff"
    if not file.is_file():
        return [Problem(BASELINE_FILE, 1, 1, f"the accepted routing is missing; {remedy}", "tree-baseline")]
    text = file.read_text(encoding="utf-8")
    numbers = {_split(line)[0]: number for number, line in enumerate(text.splitlines(), 1)}
    return [
        Problem(
            BASELINE_FILE, numbers.get(change.line, 1), 1,
            f"{change.line} {'is lowered' if change.lowered else 'has changed'}: was '{change.before or 'not there'}', "
            f"is '{change.after or 'gone'}'; {remedy}", "tree-baseline",
        )
        for change in compare_baselines(text, format_baseline(graph))
    ]  # fmt: skip


def compare_baselines(before: str, after: str) -> tuple[Lowered, ...]:
    """The lines that differ between two tables, the lowered ones first."""
    old, new = _Table(before), _Table(after)
    changes = [
        Lowered(key, old.lines.get(key, ""), new.lines.get(key, ""), _is_lowered(key, old, new))
        for key in dict.fromkeys((*old.lines, *new.lines))
        if old.lines.get(key) != new.lines.get(key)
    ]
    return tuple(sorted(changes, key=lambda change: MARKS.index(change.mark)))


def _lines(graph: Graph) -> Iterator[tuple[str, str]]:
    yield "start", graph.start
    for index, sign in enumerate(graph.signs):
        kind = "rule" if graph.rules >> index & 1 else "flag"
        waits = " waits" if graph.dormant >> index & 1 else ""
        yield f"{kind} {sign}", f"{LEVELS[graph.floors[index]]}{waits}"
    for level, signs in graph.watch.items():
        if signs:
            yield f"watch {LEVELS[level]}", " ".join(sorted(signs))
    for node in graph.nodes.values():
        form = " ".join(
            filter(None, ("any-of" if node.any_of else "choice", f"checks {node.checks}" if node.checks else ""))
        )
        yield f"question {node.id}", f"{form} asks {' '.join(sorted(graph.names(node.signs))) or 'no sign'}"
        if node.numbers:
            yield f"numbers {node.id}", ", ".join(node.numbers)
        for edge in node.edges:
            yield f"answer {node.id}/{edge.id}", f"-> {edge.to}{_stated(graph, edge)}"
            if edge.numbers:
                yield f"numbers {node.id}/{edge.id}", ", ".join(edge.numbers)
    for leaf in graph.leaves.values():
        yield f"outcome {leaf.id}", f"{LEVELS[leaf.level]}{_warned(leaf)}"


def _stated(graph: Graph, edge: Edge) -> str:
    parts = (("+", edge.present), ("-", edge.absent), ("?", edge.unknown), ("~", edge.lifts), ("!", edge.opens))
    return "".join(f" {mark}{name}" for mark, bits in parts for name in sorted(graph.names(bits)))


def _warned(leaf: Leaf) -> str:
    """What the reader is warned of at an outcome, and when to check again."""
    parts = (("!", leaf.net), ("~", leaf.be_seen_if), ("x", leaf.do_not))
    words = "".join(f" {mark}{name}" for mark, names in parts for name in sorted(names))
    return words if leaf.recheck is None else f"{words} @{leaf.recheck}"


def _split(line: str) -> tuple[str, str]:
    key, _, rest = line.partition("  ")
    return key, rest


class _Table:
    """A table read back: its lines, and what can be reached from each question and outcome."""

    def __init__(self, text: str) -> None:
        self.lines = dict(_split(line) for line in text.splitlines() if line and not line.startswith("#"))
        self.targets: dict[str, list[str]] = {}
        self.levels: dict[str, int] = {}
        self.signs: dict[str, set[str]] = {}
        for key, rest in self.lines.items():
            kind, _, name = key.partition(" ")
            words = rest.split()
            if kind == "answer":
                self.targets.setdefault(name.partition("/")[0], []).append(words[1])
            elif kind == "outcome":
                self.levels[name] = LEVELS.index(words[0])
            elif kind == "question":
                self.signs[name] = set(words[words.index("asks") + 1 :])

    def target(self, key: str) -> str:
        """Where the answer on line `key` leads; "" where there is no such answer."""
        words = self.lines.get(key, "").split()
        return words[1] if len(words) > 1 else ""

    def reach(self, name: str) -> tuple[int, int, frozenset[str]]:
        """(worst level, mildest level, signs asked) of everything from `name` on."""
        seen, stack = set[str](), [name]
        while stack:
            if (here := stack.pop()) not in seen:
                seen.add(here)
                stack += self.targets.get(here, ())
        levels = [self.levels[entry] for entry in seen if entry in self.levels] or [len(LEVELS)]
        return min(levels), max(levels), frozenset(sign for entry in seen for sign in self.signs.get(entry, ()))


def _is_lowered(key: str, old: _Table, new: _Table) -> bool:
    kind, _, name = key.partition(" ")
    if kind == "numbers":
        return False
    if key not in old.lines:
        return kind == "answer" and _new_answer_lowered(key, old, new)
    if key not in new.lines:
        return True
    before, after = old.lines[key].split(), new.lines[key].split()
    if kind in ("flag", "rule"):
        return LEVELS.index(after[0]) > LEVELS.index(before[0]) or len(after) > len(before)
    if kind == "watch":
        return not set(before) <= set(after)
    if kind == "outcome":
        return _outcome_lowered(before, after)
    if kind == "question":
        form = before[: before.index("asks")] != after[: after.index("asks")]
        return form or not old.signs.get(name, set()) <= new.signs.get(name, set())
    if kind == "start":
        return _route_lowered(before[0], after[0], old, new)
    return _answer_lowered(key, old, new, before, after)


def _outcome_lowered(before: list[str], after: list[str]) -> bool:
    """Milder; or at the same level warned of less, or told to check again later."""
    was, now = LEVELS.index(before[0]), LEVELS.index(after[0])
    if now != was:
        return now > was
    if before[1:2] == ["net"]:  # a table of earlier days, which held no more than a hash of what is warned of
        return False
    if not {word for word in before[1:] if word[0] != "@"} <= set(after[1:]):
        return True
    days = [next((int(word[1:]) for word in words[1:] if word[0] == "@"), None) for words in (before, after)]
    return days[0] is not None and (days[1] is None or days[1] > days[0])


def _answer_lowered(key: str, old: _Table, new: _Table, before: list[str], after: list[str]) -> bool:
    question = key.partition(" ")[2].partition("/")[0]
    added = {f"-{sign}" for sign in new.signs.get(question, set()) - old.signs.get(question, set())}
    gained, lost = set(after[2:]) - set(before[2:]) - added, set(before[2:]) - set(after[2:])
    if any(word[0] in "-~" for word in gained) or any(word[0] in "+?!" for word in lost):
        return True
    return _route_lowered(old.target(key), new.target(key), old, new)


def _new_answer_lowered(key: str, old: _Table, new: _Table) -> bool:
    """A new answer to an old question may lead those past a sign who chose another before.

    One to a new question does not: what leads to that question is judged by what follows it.
    """
    question = key.partition(" ")[2].partition("/")[0]
    if f"question {question}" not in old.lines:
        return False
    return new.reach(new.target(key))[1] > old.reach(question)[0]


def _route_lowered(before: str, after: str, old: _Table, new: _Table) -> bool:
    """True where what follows `after` ends milder, or asks less, than what followed `before`."""
    was, now = old.reach(before), new.reach(after)
    return now[0] > was[0] or now[1] > was[1] or not was[2] <= now[2]
