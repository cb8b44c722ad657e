"""Every path through the tree: counted by one pass, and listed one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .graph import LEVELS, Graph
from .states import Steps

MOST_PATHS = 20_000


class Route(NamedTuple):
    """One path: its answers, and the outcome it ends in."""

    steps: Steps
    outcome: str


def walk_routes(graph: Graph) -> Iterator[Route]:
    """Every path, in the order of the answers."""
    stack: list[tuple[str, Steps]] = [(graph.start, ())]
    while stack:
        name, steps = stack.pop()
        if name in graph.leaves:
            yield Route(steps, name)
            continue
        for edge in reversed(graph.nodes[name].edges):
            stack.append((edge.to, (*steps, (name, edge.id))))


def count_paths(graph: Graph) -> int:
    """The number of paths, without listing them."""
    return _paths_from(graph)[graph.start]


def multipliers(graph: Graph) -> list[tuple[str, int]]:
    """The questions with several answers that lead on, and how many, the largest first."""
    counts = {name: sum(edge.to in graph.nodes for edge in graph.nodes[name].edges) for name in graph.order}
    return sorted(((name, times) for name, times in counts.items() if times > 1), key=lambda item: -item[1])


def longest_path(graph: Graph) -> int:
    """The largest number of questions on a path."""
    found = dict.fromkeys(graph.leaves, 0)
    for name in reversed(graph.order):
        found[name] = 1 + max(found[edge.to] for edge in graph.nodes[name].edges)
    return found[graph.start]


def lengths_by_level(
    graph: Graph, unsure: bool = True, weights: Mapping[str, int] | None = None
) -> Mapping[str, Mapping[int, int]]:
    """Level -> number of questions -> number of paths; `unsure=False` leaves out paths with a danger sign not sure.

    With `weights`, a number for each question such as that of its words, their sum stands in place of the number of
    questions.
    """
    counts: dict[str, dict[int, int]] = {graph.start: {0: 1}}
    for name in graph.order:
        for edge in graph.nodes[name].edges:
            if not unsure and edge.unknown & graph.danger:
                continue
            there = counts.setdefault(edge.to, {})
            for length, number in counts.get(name, {}).items():
                longer = length + (weights[name] if weights else 1)
                there[longer] = there.get(longer, 0) + number
    levels: dict[str, dict[int, int]] = {level: {} for level in LEVELS}
    for leaf in graph.leaves.values():
        for length, number in counts.get(leaf.id, {}).items():
            into = levels[LEVELS[leaf.level]]
            into[length] = into.get(length, 0) + number
    return levels


def median_length(lengths: Mapping[int, int]) -> int | None:
    """The median of the lengths (the upper of two); None where there are no paths."""
    total, passed = sum(lengths.values()), 0
    for length in sorted(lengths):
        passed += lengths[length]
        if passed * 2 > total:
            return length
    return None


def _paths_from(graph: Graph) -> Mapping[str, int]:
    found = dict.fromkeys(graph.leaves, 1)
    for name in reversed(graph.order):
        found[name] = sum(found[edge.to] for edge in graph.nodes[name].edges)
    return found
