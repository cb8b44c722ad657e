"""Which answers decided a result, and which would have changed it: what the script of the check is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..tree.graph import SELF_CARE, Graph, Node
from ..tree.states import Steps


@dataclass(frozen=True)
class Decision:
    """The answers that decided a result, and the danger signs the reader said no to on the way."""

    steps: Steps
    denied: tuple[str, ...]


@dataclass(frozen=True)
class Turn:
    """An answer that was not chosen and leads straight to a more urgent outcome."""

    question: str
    answer: str
    outcome: str


def follow(graph: Graph, answers: Mapping[str, str]) -> tuple[Steps, str]:
    """The answers used from the first question on, and where that stops: an outcome or an unanswered question."""
    name, steps = graph.start, list[tuple[str, str]]()
    while name in graph.nodes and name in answers:
        steps.append((name, answers[name]))
        name = graph.nodes[name].edge(answers[name]).to
    return tuple(steps), name


def decided_by(graph: Graph, steps: Steps) -> Decision:
    """The answers that state a sign at the level of the outcome, and the last answer.

    For self-care: the answers about the pattern, and `denied` for "you said no to all N danger signs".
    """
    edges = [(step, graph.nodes[step[0]].edge(step[1])) for step in steps]
    level = graph.leaves[edges[-1][1].to].level
    absent = 0
    for _, edge in edges:
        absent |= edge.absent
    if level == SELF_CARE:
        chosen = [step for step, _ in edges if _is_pattern(graph.nodes[step[0]])]
    else:
        signs = graph.at_level(level)
        chosen = [step for step, edge in edges if (edge.present | edge.unknown & graph.danger & ~absent) & signs]
    last = edges[-1][0]
    return Decision(
        tuple(chosen) if last in chosen else (*chosen, last), graph.names(absent & graph.danger & ~graph.rules)
    )


def _is_pattern(node: Node) -> bool:
    """Whether a question tells patterns apart: at least two of its answers name no sign as present or not sure."""
    return sum(not (edge.present | edge.unknown) for edge in node.edges) > 1


def would_have_changed(graph: Graph, steps: Steps) -> tuple[Turn, ...]:
    """The answers on the path, not chosen, that lead straight to a more urgent outcome, the most urgent first."""
    level = graph.leaves[graph.nodes[steps[-1][0]].edge(steps[-1][1]).to].level
    turns = [
        Turn(question, edge.id, edge.to)
        for question, answer in steps
        for edge in graph.nodes[question].edges
        if edge.id != answer and edge.to in graph.leaves and graph.leaves[edge.to].level < level
    ]
    return tuple(sorted(turns, key=lambda turn: graph.leaves[turn.outcome].level))
