"""How the routing differs, each line with a way of answering that meets it, and how many ways end at each level."""

from __future__ import annotations

from dataclasses import dataclass

from ..records.tree import Tree
from ..tree.baseline import Lowered, compare_baselines, format_baseline
from ..tree.graph import LEVELS, Graph
from ..tree.paths import lengths_by_level


@dataclass(frozen=True)
class Turn:
    """A line of the routing that differs, and one way to it in the words of the check; "" where none leads there."""

    line: Lowered
    example: str


def find_turns(accepted: str, tree: Tree, graph: Graph) -> tuple[Turn, ...]:
    """The lines that differ from the table `accepted`, lowered ones first."""
    ways = _ways(graph)
    return tuple(
        Turn(change, _tell(change.line, tree, ways)) for change in compare_baselines(accepted, format_baseline(graph))
    )


def count_by_level(graph: Graph) -> dict[str, int]:
    """The number of paths that end at each level, worst first."""
    lengths = lengths_by_level(graph)
    return {level: sum(lengths[level].values()) for level in LEVELS}


def _ways(graph: Graph) -> dict[str, tuple[tuple[str, str], ...]]:
    """A shortest run of (question, answer) to each question and outcome."""
    ways: dict[str, tuple[tuple[str, str], ...]] = {graph.start: ()}
    queue = [graph.start]
    for name in queue:
        for edge in graph.nodes[name].edges if name in graph.nodes else ():
            if edge.to not in ways:
                ways[edge.to] = (*ways[name], (name, edge.id))
                queue.append(edge.to)
    return ways


def _tell(line: str, tree: Tree, ways: dict[str, tuple[tuple[str, str], ...]]) -> str:
    """One way in words to the question, answer or outcome of a line."""
    kind, _, name = line.partition(" ")
    question, _, answer = name.partition("/")
    if kind not in ("question", "answer", "numbers", "outcome") or question not in ways:
        return ""
    steps = (*ways[question], (question, answer)) if answer else ways[question]
    said = []
    for asked, chosen in steps:
        found = next((each for each in tree.questions[asked].answers if each.id == chosen), None)
        if found is None:
            return ""
        said.append(f"{tree.questions[asked].ask} {found.text}")
    return " → ".join(said)
