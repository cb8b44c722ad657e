"""Breaks a tree in every small way, and tells which breaks make it less safe.

A mutant is harmful where some reader would end milder than before, or where a flag, a level or a part of a safety net
is lost. A mutant that is no tree any more (a target that does not exist, a cycle) is counted apart: it cannot be
shipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from symptomguide.tree import LEVELS, Edge, Graph, Leaf, Node
from symptomguide.tree.pairs import can_end_milder

BROKEN, HARMFUL, HARMLESS = "broken", "harmful", "harmless"


@dataclass(frozen=True)
class Mutant:
    """One break: its kind, what it does, the tree it makes, and whether that is harmful."""

    kind: str
    what: str
    graph: Graph
    effect: str


def make_mutants(graph: Graph) -> Iterator[Mutant]:
    """Every mutant of every kind."""
    yield from delete_questions_and_outcomes(graph)
    yield from delete_answers(graph)
    yield from retarget_answers(graph)
    yield from swap_answers(graph)
    yield from change_statements(graph)
    yield from drop_flags(graph)
    yield from lower_levels(graph)
    yield from drop_safety_nets(graph)


def delete_questions_and_outcomes(graph: Graph) -> Iterator[Mutant]:
    """Each question but the first, and each outcome, is gone; no such tree can be shipped."""
    for name in (*graph.nodes, *graph.leaves):
        nodes = {key: node for key, node in graph.nodes.items() if key != name}
        leaves = {key: leaf for key, leaf in graph.leaves.items() if key != name}
        if name != graph.start:
            yield Mutant("delete question or outcome", name, replace(graph, nodes=nodes, leaves=leaves), BROKEN)


def delete_answers(graph: Graph) -> Iterator[Mutant]:
    """The reader who would have given the answer gives another: harmful where any other can end milder."""
    for node in graph.nodes.values():
        for edge in node.edges:
            others = tuple(other for other in node.edges if other is not edge)
            lost = bool(edge.present | edge.unknown)
            milder = any(can_end_milder(graph, other.to, edge.to) for other in others)
            yield Mutant(
                "delete answer", f"{node.id}/{edge.id}", _with(graph, node._replace(edges=others)),
                HARMFUL if lost or milder else HARMLESS,
            )  # fmt: skip


def retarget_answers(graph: Graph) -> Iterator[Mutant]:
    """Each answer leads to each other question and outcome."""
    for node in graph.nodes.values():
        for edge in node.edges:
            for target in (*graph.nodes, *graph.leaves):
                if target != edge.to:
                    broken = _with_edge(graph, node, edge, edge._replace(to=target))
                    effect = BROKEN if broken.cycle else HARMFUL if can_end_milder(graph, target, edge.to) else HARMLESS
                    yield Mutant("retarget", f"{node.id}/{edge.id} -> {target}", broken, effect)


def swap_answers(graph: Graph) -> Iterator[Mutant]:
    """Two answers of a question change their targets."""
    for node in graph.nodes.values():
        for index, left in enumerate(node.edges):
            for right in node.edges[index + 1 :]:
                if left.to != right.to:
                    edges = tuple(
                        edge._replace(to=right.to)
                        if edge is left
                        else edge._replace(to=left.to)
                        if edge is right
                        else edge
                        for edge in node.edges
                    )
                    milder = can_end_milder(graph, right.to, left.to) or can_end_milder(graph, left.to, right.to)
                    what = f"{node.id}/{left.id} <> {right.id}"
                    yield Mutant(
                        "swap", what, _with(graph, node._replace(edges=edges)), HARMFUL if milder else HARMLESS
                    )


def change_statements(graph: Graph) -> Iterator[Mutant]:
    """Each statement becomes each other state, and is dropped. Harmful where the sign then counts for less."""
    states = ("absent", "unknown", "present")
    for node in graph.nodes.values():
        for edge in node.edges:
            for index, state in enumerate(states):
                for sign in graph.names(getattr(edge, state)):
                    bit = 1 << graph.signs.index(sign)
                    bare = edge._replace(**{state: getattr(edge, state) & ~bit})
                    what = f"{node.id}/{edge.id}: {sign} {state}"
                    effect = HARMLESS if state == "absent" else HARMFUL
                    yield Mutant("drop statement", what, _with_edge(graph, node, edge, bare), effect)
                    for other in (entry for entry in states if entry != state):
                        flipped = bare._replace(**{other: getattr(bare, other) | bit})
                        effect = HARMFUL if states.index(other) < index else HARMLESS
                        yield Mutant("flip state", f"{what} > {other}", _with_edge(graph, node, edge, flipped), effect)


def drop_flags(graph: Graph) -> Iterator[Mutant]:
    """A question no longer knows a sign; a sign gets a milder floor; a rule waits for an answer that never comes."""
    for node in graph.nodes.values():
        for sign in graph.names(node.signs):
            bit = 1 << graph.signs.index(sign)
            edges = tuple(
                edge._replace(present=edge.present & ~bit, absent=edge.absent & ~bit, unknown=edge.unknown & ~bit)
                for edge in node.edges
            )
            less = node._replace(signs=node.signs & ~bit, edges=edges)
            yield Mutant("drop flag of a question", f"{node.id}: {sign}", _with(graph, less), HARMFUL)
    for index, sign in enumerate(graph.signs):
        if graph.floors[index] < 2 and graph.rules >> index & 1:
            floors = tuple(floor + (place == index) for place, floor in enumerate(graph.floors))
            yield Mutant("lower floor of a rule", sign, replace(graph, floors=floors), HARMFUL)
    for node in graph.nodes.values():
        for edge in node.edges:
            for sign in graph.names(edge.opens):
                less_edge = edge._replace(opens=edge.opens & ~(1 << graph.signs.index(sign)))
                what = f"{node.id}/{edge.id}: {sign}"
                yield Mutant("rule no longer applies", what, _with_edge(graph, node, edge, less_edge), HARMFUL)


def lower_levels(graph: Graph) -> Iterator[Mutant]:
    """Each outcome gets each milder level."""
    for leaf in graph.leaves.values():
        for level in range(leaf.level + 1, len(LEVELS)):
            yield Mutant(
                "lower level", f"{leaf.id}: {LEVELS[level]}", _with_leaf(graph, leaf._replace(level=level)), HARMFUL
            )


def drop_safety_nets(graph: Graph) -> Iterator[Mutant]:
    """A whole safety net, one sign of it, the 'be seen if' list, one sign of that, the day to check again."""
    for leaf in graph.leaves.values():
        smaller: list[tuple[str, Leaf]] = []
        if leaf.net:
            smaller.append(("the safety net", leaf._replace(net=frozenset())))
            smaller += [(sign, leaf._replace(net=leaf.net - {sign})) for sign in sorted(leaf.net)]
        if leaf.be_seen_if:
            smaller.append(("be seen if", leaf._replace(be_seen_if=frozenset())))
            smaller += [(sign, leaf._replace(be_seen_if=leaf.be_seen_if - {sign})) for sign in sorted(leaf.be_seen_if)]
        if leaf.recheck:
            smaller.append(("the day to check again", leaf._replace(recheck=None)))
        for what, less in smaller:
            yield Mutant("drop safety net", f"{leaf.id}: {what}", _with_leaf(graph, less), HARMFUL)


def _with(graph: Graph, node: Node) -> Graph:
    return replace(graph, nodes={**graph.nodes, node.id: node})


def _with_edge(graph: Graph, node: Node, edge: Edge, new: Edge) -> Graph:
    return _with(graph, node._replace(edges=tuple(new if entry is edge else entry for entry in node.edges)))


def _with_leaf(graph: Graph, leaf: Leaf) -> Graph:
    return replace(graph, leaves={**graph.leaves, leaf.id: leaf})
