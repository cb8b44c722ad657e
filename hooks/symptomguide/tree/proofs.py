"""The proofs: each a rule with its id (the function's name in kebab-case) and its manual, the docstring.

All but the first two expect a graph without cycles. Each yields faults with the shortest answers that show it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from .form_proofs import (
    answers_state_own_signs,
    danger_offers_not_sure,
    lists_are_whole,
    safety_nets_hold,
    second_not_sure_counts_as_yes,
)
from .graph import LEVELS, SELF_CARE, Edge, Graph
from .pairs import can_end_milder, milder_example
from .paths import MOST_PATHS, count_paths, multipliers
from .states import Fault, Steps, find_states, shortest_to, shortest_way

Proof = Callable[[Graph], Iterator[Fault]]


def no_cycle(graph: Graph) -> Iterator[Fault]:
    """No question is asked twice on any path."""
    if cycle := graph.cycle:
        answer = next(edge.id for edge in graph.nodes[cycle[-2]].edges if edge.to == cycle[-1])
        turn = "leads back to its own question" if cycle[0] == cycle[-2] else f"leads back: {' -> '.join(cycle)}"
        message = f"'{cycle[-2]}' / '{answer}' {turn}; let it lead on"
        yield Fault("no-cycle", message, (cycle[-2], answer))


def every_path_ends(graph: Graph) -> Iterator[Fault]:
    """Every answer leads to a question or an outcome that exists, so that every path ends in an outcome."""
    for node in graph.nodes.values():
        for edge in node.edges:
            if edge.to not in graph.nodes and edge.to not in graph.leaves:
                yield Fault("every-path-ends", f"'{edge.to}' is no question and no outcome", (node.id, edge.id))


def all_reachable(graph: Graph) -> Iterator[Fault]:
    """Every question and every outcome can be reached from the first question."""
    reached = {graph.start, *(edge.to for name in graph.order for edge in graph.nodes[name].edges)}
    lost = [node for name, node in graph.nodes.items() if name not in reached]
    below = {edge.to for node in lost for edge in node.edges if edge.to != node.id}
    for name in (*graph.nodes, *graph.leaves):
        if name not in reached and name not in below:  # those below it are mended with it
            kind = "question" if name in graph.nodes else "outcome"
            yield Fault(
                "all-reachable", f"no answer leads to the {kind} '{name}'; let one lead here, or delete it", (name,)
            )


def never_milder_than_a_danger_sign(graph: Graph) -> Iterator[Fault]:
    """No outcome is milder than the floor of a danger sign unless that sign was asked on the path and is absent.

    A sign that an exclusion lifts, or a rule that does not apply on the path, need not be asked.
    """
    states = find_states(graph)
    for leaf in graph.leaves.values():
        here = states.get(leaf.id)
        signs = graph.milder[leaf.level] & graph.danger
        for wanted, said in (("present", "is there"), ("unknown", "was left not sure"), ("unasked", "was never asked")):
            for sign in graph.names(getattr(here, wanted) & signs if here else 0):
                bit = 1 << graph.signs.index(sign)
                floor = LEVELS[graph.floors[graph.signs.index(sign)]]
                message = f"'{leaf.id}' is {LEVELS[leaf.level]}, though '{sign}' ({floor}) {said}"
                way = partial(shortest_way, graph, leaf.id, bit, wanted)
                yield Fault("never-milder-than-a-danger-sign", message, (leaf.id,), way)


def never_milder_than_a_routing_sign(graph: Graph) -> Iterator[Fault]:
    """A routing sign that is present never ends below `soon`, and every self-care path asks each of them.

    'Not sure' counts as no there; then the outcome names the sign under 'be seen if'.
    """
    states = find_states(graph)
    for leaf in graph.leaves.values():
        here = states.get(leaf.id)
        if leaf.level != SELF_CARE or here is None:
            continue
        for wanted, said in (
            ("present", "is there"),
            ("unasked", "was never asked"),
            ("unknown", "was left not sure and is not under 'be_seen_if'"),
        ):
            for sign in graph.names(getattr(here, wanted) & graph.routing):
                if wanted == "unknown" and sign in leaf.be_seen_if:
                    continue
                bit = 1 << graph.signs.index(sign)
                message = f"'{leaf.id}' is self-care, though '{sign}' (soon) {said}"
                way = partial(shortest_way, graph, leaf.id, bit, wanted)
                yield Fault("never-milder-than-a-routing-sign", message, (leaf.id,), way)


def is_worse(left: Edge, right: Edge) -> bool:
    """Whether no sign the answers share stands lower in `left` (absent, unknown, present), and at least one higher."""
    lower = left.absent & (right.unknown | right.present) | left.unknown & right.present
    higher = left.present & (right.unknown | right.absent) | left.unknown & right.absent
    return bool(higher) and not lower


def worse_is_never_milder(graph: Graph) -> Iterator[Fault]:
    """A worse answer never leads to a milder result, for readers who answer all shared questions alike."""
    for name in graph.order:
        edges = graph.nodes[name].edges
        for left in edges:
            for right in edges:
                if is_worse(left, right) and can_end_milder(graph, left.to, right.to):
                    mine, other = milder_example(graph, left.to, right.to)
                    ends = _end(graph, left.to, mine), _end(graph, right.to, other)
                    message = (
                        f"'{name}' / '{left.id}' is worse than '{right.id}', but can end in '{ends[0]}' where "
                        f"the other ends in '{ends[1]}'"
                    )
                    way = partial(_way_on, graph, (name, left.id), mine)
                    yield Fault("worse-is-never-milder", message, (name, left.id), way)


def nothing_is_taken_back(graph: Graph) -> Iterator[Fault]:
    """Nothing turns present into absent or unknown, and only a plainer check turns unknown into absent."""
    states = find_states(graph)
    for name in graph.order:
        node, here = graph.nodes[name], states[name]
        for edge in node.edges:
            for bits, wanted, turn in (
                (here.present & (edge.absent | edge.unknown), "present", "takes back"),
                (0 if node.checks else here.unknown & edge.absent, "unknown", "is no plainer check, but settles"),
            ):
                for sign in graph.names(bits):
                    way = partial(_way_with, graph, (name, edge.id), 1 << graph.signs.index(sign), wanted)
                    message = f"'{name}' / '{edge.id}' {turn} '{sign}', which is {wanted} here"
                    yield Fault("nothing-is-taken-back", message, (name, edge.id), way)


def every_sign_is_asked(graph: Graph) -> Iterator[Fault]:
    """Each red flag of the site and each rule of the tree is named by a question."""
    named = 0
    for node in graph.nodes.values():
        named |= node.signs
    for sign in graph.names(((1 << len(graph.signs)) - 1) & ~named):
        yield Fault("every-sign-is-asked", f"no question names '{sign}'; ask it, or delete it", ("sign", sign))


def few_enough_paths(graph: Graph) -> Iterator[Fault]:
    """The tree has at most 20,000 paths, so that each can be replayed."""
    if (paths := count_paths(graph)) > MOST_PATHS:
        names = ", ".join(f"'{name}' (x{times})" for name, times in multipliers(graph)[:5])
        message = f"the tree has {paths} paths, more than {MOST_PATHS}; these questions multiply them: {names}"
        yield Fault("few-enough-paths", message, (graph.start,))


FIRST: tuple[Proof, ...] = (every_path_ends, no_cycle)
"""The proofs without which the others mean nothing."""
PROOFS: tuple[Proof, ...] = (
    *FIRST, all_reachable, never_milder_than_a_danger_sign, never_milder_than_a_routing_sign, worse_is_never_milder,
    danger_offers_not_sure, second_not_sure_counts_as_yes, nothing_is_taken_back, answers_state_own_signs,
    lists_are_whole, safety_nets_hold, every_sign_is_asked, few_enough_paths,
)  # fmt: skip


def prove(graph: Graph) -> list[Fault]:
    """The faults of all proofs; those of the first two alone where they find any."""
    for proof in FIRST:
        if faults := list(proof(graph)):
            return faults
    return [fault for proof in PROOFS[len(FIRST) :] for fault in proof(graph)]


def proof_id(proof: Proof) -> str:
    """The id of a proof: its function's name in kebab-case."""
    return proof.__name__.replace("_", "-")


def _end(graph: Graph, start: str, steps: Steps) -> str:
    name = start
    for question, answer in steps:
        name = graph.nodes[question].edge(answer).to
    return name


def _way_on(graph: Graph, step: tuple[str, str], rest: Steps) -> Steps:
    return (*shortest_to(graph, step[0]), step, *rest)


def _way_with(graph: Graph, step: tuple[str, str], sign: int, wanted: str) -> Steps:
    return (*shortest_way(graph, step[0], sign, wanted), step)
