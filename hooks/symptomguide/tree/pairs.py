"""Compares two ways through a graph of readers who give the same answers wherever both are asked the same question.

The way that stands at the earlier question moves on. Since every answer leads to a later question, the other way
can never come back to it: so two ways agree on all they share exactly if they agree where they meet, and where they
meet they go on as one.
"""

from __future__ import annotations

from collections import deque

from .graph import Graph
from .states import Steps


def can_end_milder(graph: Graph, mine: str, other: str) -> bool:
    """Whether, from `mine`, some answers end milder than the same answers do from `other`."""
    spans, rank, nodes = graph.spans, graph.rank, graph.nodes
    seen = {(mine, other)}
    stack = [(mine, other)]
    while stack:
        left, right = stack.pop()
        if left == right or spans[left][1] <= spans[right][0]:
            continue
        if left not in nodes and right not in nodes:
            return True
        first = rank[left] <= rank[right]
        for edge in nodes[left if first else right].edges:
            pair = (edge.to, right) if first else (left, edge.to)
            if pair not in seen:
                seen.add(pair)
                stack.append(pair)
    return False


def milder_example(graph: Graph, mine: str, other: str) -> tuple[Steps, Steps]:
    """The shortest such answers: those given from `mine` and those given from `other`; empty if there are none."""
    queue: deque[tuple[str, str, Steps, Steps]] = deque([(mine, other, (), ())])
    seen = {(mine, other)}
    while queue:
        left, right, lefts, rights = queue.popleft()
        if left == right or graph.spans[left][1] <= graph.spans[right][0]:
            continue
        if left not in graph.nodes and right not in graph.nodes:
            return lefts, rights
        first = graph.rank[left] <= graph.rank[right]
        name = left if first else right
        for edge in graph.nodes[name].edges:
            pair = (edge.to, right) if first else (left, edge.to)
            if pair not in seen:
                seen.add(pair)
                step = (name, edge.id)
                queue.append((*pair, (*lefts, step) if first else lefts, rights if first else (*rights, step)))
    return (), ()
