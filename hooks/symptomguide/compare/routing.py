"""How the routing differs, each line with a way of answering that meets it, and how many ways end at each level."""

from __future__ import annotations

from dataclasses import dataclass

from ..records.tree import Tree
from ..tree.baseline import Lowered, compare_baselines, format_baseline
from ..tree.graph import LEVELS, Graph
from ..tree.paths import lengths_by_level
from ..tree.states import shortest_to


@dataclass(frozen=True)
class Turn:
    """A line of the routing that differs, and one way to it in the words of the check; "" where none leads there."""

    line: Lowered
    example: str


def find_turns(accepted: str, tree: Tree, graph: Graph) -> tuple[Turn, ...]:
    """The lines that differ from the table `accepted`, lowered ones first."""
    return tuple(
        Turn(change, _tell(change.line, tree, graph)) for change in compare_baselines(accepted, format_baseline(graph))
    )


def count_by_level(graph: Graph) -> dict[str, int]:
    """The number of paths that end at each level, worst first."""
    lengths = lengths_by_level(graph)
    return {level: sum(lengths[level].values()) for level in LEVELS}


def _tell(line: str, tree: Tree, graph: Graph) -> str:
    """One way in words to the question, answer or outcome of a line."""
    kind, _, name = line.partition(" ")
    question, _, answer = name.partition("/")
    if kind not in ("question", "answer", "numbers", "outcome"):
        return ""
    way = shortest_to(graph, question)
    if not way and question != graph.start:
        return ""
    steps = (*way, (question, answer)) if answer else way
    said = []
    for asked, chosen in steps:
        found = next((each for each in tree.questions[asked].answers if each.id == chosen), None)
        if found is None:
            return ""
        said.append(f"{tree.questions[asked].ask} {found.text}")
    return " → ".join(said)
