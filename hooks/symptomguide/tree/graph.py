"""The tree as a graph of plain numbers, small enough to be proved in a millisecond.

Signs are bits of one number; levels are 0 (emergency) to 3 (self-care). No words: those stay in the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ..models.fields import URGENCIES
from ..records.tree import Tree
from .numbers import find_numbers

LEVELS: tuple[str, ...] = URGENCIES
EMERGENCY, SAME_DAY, SOON, SELF_CARE = range(4)


class Edge(NamedTuple):
    """An answer: where it leads, what it states; `lifts` are signs it excludes, `opens` rules that count after it.

    `numbers` stand in its words.
    """

    id: str
    to: str
    present: int = 0
    absent: int = 0
    unknown: int = 0
    lifts: int = 0
    opens: int = 0
    numbers: tuple[str, ...] = ()

    @property
    def stated(self) -> int:
        """Every sign this answer says anything about."""
        return self.present | self.absent | self.unknown


class Node(NamedTuple):
    """A question; `numbers` stand in its words, those of its answers apart."""

    id: str
    edges: tuple[Edge, ...]
    signs: int = 0
    any_of: bool = False
    checks: str | None = None
    numbers: tuple[str, ...] = ()

    def edge(self, answer: str) -> Edge:
        """The answer of that id; raises KeyError where there is none."""
        for edge in self.edges:
            if edge.id == answer:
                return edge
        raise KeyError(answer)


class Leaf(NamedTuple):
    """An outcome."""

    id: str
    level: int
    net: frozenset[str] = frozenset()
    be_seen_if: frozenset[str] = frozenset()
    do_not: frozenset[str] = frozenset()
    recheck: int | None = None


@dataclass(frozen=True)
class Graph:
    """Questions and outcomes by id. `signs` and `floors` run side by side; `dormant` rules wait to be opened.

    `watch` gives a level the signs that the safety net of each of its outcomes must name.
    """

    start: str
    nodes: Mapping[str, Node]
    leaves: Mapping[str, Leaf]
    signs: tuple[str, ...]
    floors: tuple[int, ...]
    dormant: int = 0
    rules: int = 0
    watch: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def names(self, bits: int) -> tuple[str, ...]:
        """The ids of the signs in `bits`."""
        found = []
        while bits:
            lowest = bits & -bits
            found.append(self.signs[lowest.bit_length() - 1])
            bits ^= lowest
        return tuple(found)

    def at_level(self, *levels: int) -> int:
        """The signs whose floor is one of `levels`, as bits."""
        return sum(1 << index for index, floor in enumerate(self.floors) if floor in levels)

    @cached_property
    def danger(self) -> int:
        """Signs with the floor emergency or same-day."""
        return self.at_level(EMERGENCY, SAME_DAY)

    @cached_property
    def routing(self) -> int:
        """Signs with the floor soon."""
        return self.at_level(SOON)

    @cached_property
    def milder(self) -> tuple[int, int, int, int]:
        """For each level, the signs whose floor is more urgent than it."""
        below = (0, self.at_level(EMERGENCY), self.danger, self.danger | self.routing)
        return below

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The questions that can be reached, each before those it leads to; raises ValueError on a cycle."""
        order, cycle = self._walked
        if cycle:
            raise ValueError(" -> ".join(cycle))
        return order

    @property
    def cycle(self) -> tuple[str, ...]:
        """The questions of one cycle, first and last the same; empty where there is none."""
        return self._walked[1]

    @property
    def sound(self) -> bool:
        """Whether every answer leads to a question or an outcome that exists, and no way leads back."""
        ends = (edge.to in self.nodes or edge.to in self.leaves for node in self.nodes.values() for edge in node.edges)
        return all(ends) and not self.cycle

    @cached_property
    def _walked(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(order, cycle) by one walk in depth, without recursion."""
        done: list[str] = []
        trail: dict[str, Iterator[Edge]] = {self.start: iter(self.nodes[self.start].edges)}
        seen = {self.start}
        while trail:
            name = next(reversed(trail))
            edge = next(trail[name], None)
            if edge is None:
                done.append(name)
                del trail[name]
            elif edge.to in trail:
                names = list(trail)
                return (), (*names[names.index(edge.to) :], edge.to)
            elif edge.to in self.nodes and edge.to not in seen:
                seen.add(edge.to)
                trail[edge.to] = iter(self.nodes[edge.to].edges)
        return tuple(reversed(done)), ()

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """The place of each question in `order`; an outcome comes after all of them."""
        last = len(self.order)
        return {**{name: index for index, name in enumerate(self.order)}, **dict.fromkeys(self.leaves, last)}

    @cached_property
    def spans(self) -> Mapping[str, tuple[int, int]]:
        """(worst, mildest) level that can still be reached from each question and outcome."""
        found = {name: (leaf.level, leaf.level) for name, leaf in self.leaves.items()}
        for name in reversed(self.order):
            below = [found[edge.to] for edge in self.nodes[name].edges]
            found[name] = (min(worst for worst, _ in below), max(mildest for _, mildest in below))
        return found


def build_graph(tree: Tree, floors: Mapping[str, str]) -> Graph:
    """The graph of `tree`; `floors` gives each red flag its level. Signs without a floor are left out."""
    known = {**floors, **{rule.id: rule.floor for rule in tree.rules.values()}}
    names = tuple(known)
    bit = {name: 1 << index for index, name in enumerate(names)}

    def bits(signs: Iterable[str]) -> int:
        return sum(bit[name] for name in set(signs) if name in bit)

    lifts: dict[str, int] = {}
    for entry in tree.exclusions:
        lifts[entry.answer] = lifts.get(entry.answer, 0) | bits(entry.signs)
    opens: dict[str, int] = {}
    for rule in tree.rules.values():
        for answer in rule.applies_to:
            opens[answer] = opens.get(answer, 0) | bit[rule.id]
    nodes = {
        question.id: Node(
            question.id,
            tuple(
                Edge(
                    answer.id, answer.to, bits(answer.present), bits(answer.absent), bits(answer.unknown),
                    lifts.get(f"{question.id}/{answer.id}", 0), opens.get(f"{question.id}/{answer.id}", 0),
                    find_numbers((answer.text,)),
                )
                for answer in question.answers
            ),
            bits(question.signs), question.any_of, question.checks,
            find_numbers((question.ask, question.hint, *question.about, *question.not_this, question.how_to_check)),
        )
        for question in tree.questions.values()
    }  # fmt: skip
    leaves = {
        outcome.id: Leaf(
            outcome.id, LEVELS.index(outcome.urgency), frozenset(outcome.safety_net), frozenset(outcome.be_seen_if),
            frozenset(outcome.do_not), outcome.recheck_days,
        )
        for outcome in tree.outcomes.values()
    }  # fmt: skip
    return Graph(
        start=tree.start, nodes=nodes, leaves=leaves, signs=names,
        floors=tuple(LEVELS.index(known[name]) for name in names),
        dormant=bits(rule.id for rule in tree.rules.values() if rule.applies_to), rules=bits(tree.rules),
        watch={
            level: frozenset(sign for entry in tree.watch if name in entry.levels for sign in entry.signs)
            for level, name in enumerate(LEVELS)
        },
    )  # fmt: skip
