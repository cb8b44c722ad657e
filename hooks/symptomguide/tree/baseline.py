"""The routing of the tree as a table in `tests/tree-baseline.txt`, so that a change of it shows in a review.

A change of wording never touches the table; a change of routing always does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..problem import Problem
from .graph import LEVELS, Edge, Graph, Leaf

BASELINE_FILE = "tests/tree-baseline.txt"
HEADER = (
    "# The routing of the decision tree: one line for each sign, question, answer and outcome.\n"
    "# Written by `symptomguide tree accept`.\n"
    "# + present, - absent, ? not sure, ~ need not be asked after it, ! counts after it.\n"
)


@dataclass(frozen=True)
class Lowered:
    """A line of the table that changed. `lowered` is true where the change can end milder, ask less or warn less."""

    line: str
    before: str
    after: str
    lowered: bool


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
    return tuple(sorted(changes, key=lambda change: not change.lowered))


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
        for edge in node.edges:
            yield f"answer {node.id}/{edge.id}", f"-> {edge.to}{_stated(graph, edge)}"
    for leaf in graph.leaves.values():
        yield f"outcome {leaf.id}", f"{LEVELS[leaf.level]} net {_net_hash(leaf)}"


def _stated(graph: Graph, edge: Edge) -> str:
    parts = (("+", edge.present), ("-", edge.absent), ("?", edge.unknown), ("~", edge.lifts), ("!", edge.opens))
    return "".join(f" {mark}{name}" for mark, bits in parts for name in sorted(graph.names(bits)))


def _net_hash(leaf: Leaf) -> str:
    parts = (sorted(leaf.net), sorted(leaf.be_seen_if), sorted(leaf.do_not), leaf.recheck)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:10]


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
    if key not in old.lines:
        return kind == "answer"  # a new way through may be a milder one
    if key not in new.lines:
        return True
    before, after = old.lines[key].split(), new.lines[key].split()
    if kind in ("flag", "rule"):
        return LEVELS.index(after[0]) > LEVELS.index(before[0]) or len(after) > len(before)
    if kind == "watch":
        return not set(before) <= set(after)
    if kind == "outcome":
        return LEVELS.index(after[0]) >= LEVELS.index(before[0])
    if kind == "question":
        return not old.signs.get(name, set()) <= new.signs.get(name, set()) or before[:3] != after[:3]
    if kind == "start":
        return True
    return _answer_lowered(key, old, new, before, after)


def _answer_lowered(key: str, old: _Table, new: _Table, before: list[str], after: list[str]) -> bool:
    gained, lost = set(after[2:]) - set(before[2:]), set(before[2:]) - set(after[2:])
    if any(word[0] in "-~" for word in gained) or any(word[0] in "+?!" for word in lost):
        return True
    was, now = old.reach(old.target(key)), new.reach(new.target(key))
    return now[0] > was[0] or now[1] > was[1] or not was[2] <= now[2]
