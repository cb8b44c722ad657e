"""What can be known about each sign at each point of the tree: one pass over the graph, exact for every path.

A path ends milder than a sign allows, or not, by that sign's own state alone, so it is enough to know for each
sign which states can arrive. All signs are carried at once as bits.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from .graph import Edge, Graph

Steps = tuple[tuple[str, str], ...]
"""A run of answers: (question, answer) in the order given."""


@dataclass(frozen=True)
class Fault:
    """What a proof found, and where: `at` names a question, a question and an answer, or an outcome.

    `find` searches for the shortest answers that show it; it is called only where they are shown.
    """

    rule: str
    message: str
    at: tuple[str, ...]
    find: Callable[[], Steps] = tuple

    @cached_property
    def steps(self) -> Steps:
        """The shortest run of answers that shows the fault; empty where none is needed."""
        return self.find()


class States(NamedTuple):
    """Signs for which some path arrives with that state; `lifted` is excluded, or a rule that does not apply."""

    unasked: int
    lifted: int
    absent: int
    unknown: int
    present: int

    def step(self, edge: Edge) -> States:
        """The states after an answer. Present stays; the rest follows what was said last."""
        present = edge.present
        unknown = edge.unknown & ~present
        absent = edge.absent & ~present & ~unknown
        said = present | unknown | absent
        lifts, opens = edge.lifts & ~said, edge.opens & ~said
        free = self.unasked | self.lifted | self.absent | self.unknown
        return States(
            self.unasked & ~said & ~lifts | self.lifted & opens,
            self.lifted & ~said & ~opens | self.unasked & lifts,
            self.absent & ~said | absent & free,
            self.unknown & ~said | unknown & free,
            self.present | present & (free | self.present),
        )

    def join(self, other: States) -> States:
        """The states that can arrive by either of two ways."""
        return States(*(mine | theirs for mine, theirs in zip(self, other, strict=True)))


def first_states(graph: Graph) -> States:
    """The states before the first answer."""
    everything = (1 << len(graph.signs)) - 1
    return States(everything & ~graph.dormant, graph.dormant, 0, 0, 0)


def find_states(graph: Graph) -> Mapping[str, States]:
    """For each question and outcome that can be reached, the states that can arrive there."""
    found = {graph.start: first_states(graph)}
    for name in graph.order:
        here = found[name]
        for edge in graph.nodes[name].edges:
            there = here.step(edge)
            before = found.get(edge.to)
            found[edge.to] = there if before is None else before.join(there)
    return found


def shortest_way(graph: Graph, target: str, sign: int, wanted: str) -> Steps:
    """The shortest run of answers that reaches `target` with the one `sign` in the state `wanted`."""
    first = States(*(bits & sign for bits in first_states(graph)))
    queue: deque[tuple[str, States, Steps]] = deque([(graph.start, first, ())])
    seen = {(graph.start, first)}
    while queue:
        name, states, steps = queue.popleft()
        if name == target and getattr(states, wanted):
            return steps
        for edge in graph.nodes[name].edges if name in graph.nodes else ():
            after = States(*(bits & sign for bits in states.step(edge)))
            if (edge.to, after) not in seen:
                seen.add((edge.to, after))
                queue.append((edge.to, after, (*steps, (name, edge.id))))
    return ()


def shortest_to(graph: Graph, target: str) -> Steps:
    """The shortest run of answers that reaches `target`."""
    queue: deque[tuple[str, Steps]] = deque([(graph.start, ())])
    seen = {graph.start}
    while queue:
        name, steps = queue.popleft()
        if name == target:
            return steps
        for edge in graph.nodes[name].edges if name in graph.nodes else ():
            if edge.to not in seen:
                seen.add(edge.to)
                queue.append((edge.to, (*steps, (name, edge.id))))
    return ()
