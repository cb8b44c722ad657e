"""The proofs about the form of questions and outcomes; `proofs` lists them with the others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from .graph import LEVELS, SELF_CARE, Edge, Graph, Node
from .states import Fault, Steps, shortest_to

MOST_SIGNS = 6


def danger_offers_not_sure(graph: Graph) -> Iterator[Fault]:
    """Every question that names a danger sign offers 'Not sure' about all it names."""
    for node in graph.nodes.values():
        if node.signs & graph.danger and not any(_is_unsure(graph, node, edge) for edge in node.edges):
            message = f"'{node.id}' names danger signs but no answer states all of them under 'unknown'; add 'Not sure'"
            yield Fault("danger-offers-not-sure", message, (node.id,))


def second_not_sure_counts_as_yes(graph: Graph) -> Iterator[Fault]:
    """'Not sure' on a danger sign opens one plainer check of the same signs, or goes where 'yes' goes.

    Where the answers that say yes lead to several outcomes, it goes to one as urgent as the worst of them that
    carries all they say not to do. Only the check, reached from that 'Not sure' alone, turns unknown into absent.
    """
    for node in (graph.nodes[name] for name in graph.order):
        if node.checks is not None:
            yield from _check_faults(graph, node)
        for edge in node.edges:
            if _is_unsure(graph, node, edge) and not _opens_check(graph, node, edge):
                yield from _unsure_faults(graph, node, edge)


def answers_state_own_signs(graph: Graph) -> Iterator[Fault]:
    """An answer states only signs named in its own question, each once, and goes where it says.

    Each named sign has an answer that says yes. Where a question names danger signs, each answer speaks of one of them,
    and one that only says no does not end as if it had said yes.
    """
    for node in graph.nodes.values():
        for edge in node.edges:
            for message in _statement_faults(graph, node, edge):
                yield Fault("answers-state-own-signs", f"'{node.id}' / '{edge.id}' {message}", (node.id, edge.id))
        said = 0
        for edge in node.edges:
            said |= edge.present
        for sign in graph.names(node.signs & ~said):
            message = f"'{node.id}' names '{sign}', but none of its answers says it is present"
            yield Fault("answers-state-own-signs", message, (node.id,))


def lists_are_whole(graph: Graph) -> Iterator[Fault]:
    """A list question has at most six signs of one floor, one answer for each, and one answer that denies them all.

    On routing signs the denial may be 'None of these, or not sure': then it states all of them as unknown.
    """
    for node in graph.nodes.values():
        if node.any_of:
            for message in _list_faults(graph, node):
                yield Fault("lists-are-whole", f"'{node.id}' {message}", (node.id,))


def safety_nets_hold(graph: Graph) -> Iterator[Fault]:
    """Every outcome milder than an emergency names danger signs of each more urgent level, and when to check again.

    `same-day` names emergency signs; `soon` and `self-care` name emergency and same-day signs and have a number of
    days; `self-care` also says when to be seen. The lists under `watch` say which signs no net may leave out.
    """
    for leaf in graph.leaves.values():
        net = sum(1 << index for index, name in enumerate(graph.signs) if name in leaf.net)
        for level in range(min(leaf.level, 2)):
            if not net & graph.at_level(level):
                message = (
                    f"'{leaf.id}' is {LEVELS[leaf.level]}, but its safety_net names no sign that is {LEVELS[level]}"
                )
                yield Fault("safety-nets-hold", message, (leaf.id,))
        if missing := sorted(graph.watch.get(leaf.level, frozenset()) - leaf.net):
            message = f"the safety_net of '{leaf.id}' lacks {', '.join(missing)}, which 'watch' asks for"
            yield Fault("safety-nets-hold", message, (leaf.id,))
        if leaf.level >= 2 and not leaf.recheck:
            yield Fault("safety-nets-hold", f"'{leaf.id}' needs 'recheck_days': when to check again", (leaf.id,))
        if leaf.level == SELF_CARE and not leaf.be_seen_if:
            yield Fault("safety-nets-hold", f"'{leaf.id}' needs 'be_seen_if': routing signs that change it", (leaf.id,))


def _statement_faults(graph: Graph, node: Node, edge: Edge) -> Iterator[str]:
    for sign in graph.names(edge.stated & ~node.signs):
        yield f"states '{sign}', which its question does not name; add it to 'signs'"
    for sign in graph.names(edge.present & edge.absent | edge.present & edge.unknown | edge.absent & edge.unknown):
        yield f"states '{sign}' in two ways; keep one"
    danger = node.signs & graph.danger
    if danger and not edge.stated & danger:
        yield "says nothing about the danger signs of its question; state one as present, absent or unknown"
    leaf = graph.leaves.get(edge.to)
    if leaf is not None and not (edge.present | edge.unknown):
        for sign in graph.names(edge.absent & graph.danger):
            if leaf.level <= graph.floors[graph.signs.index(sign)]:
                yield f"says that '{sign}' is absent, yet ends in '{leaf.id}' as if it were present"


def _is_unsure(graph: Graph, node: Node, edge: Edge) -> bool:
    wanted = node.signs & graph.danger
    return bool(wanted) and edge.unknown & wanted == wanted


def _opens_check(graph: Graph, node: Node, edge: Edge) -> bool:
    target = graph.nodes.get(edge.to)
    return target is not None and target.checks == node.id and node.checks is None


def _check_faults(graph: Graph, node: Node) -> Iterator[Fault]:
    parent = graph.nodes.get(node.checks or "")
    if parent is None:
        yield Fault(
            "second-not-sure-counts-as-yes", f"'{node.id}' checks '{node.checks}', which is no question", (node.id,)
        )
        return
    if node.signs != parent.signs:
        message = f"'{node.id}' checks '{parent.id}' but names other signs; a check names the same"
        yield Fault("second-not-sure-counts-as-yes", message, (node.id,))
    for name in graph.order:
        for edge in graph.nodes[name].edges:
            if edge.to == node.id and not (name == parent.id and _is_unsure(graph, parent, edge)):
                message = f"'{name}' / '{edge.id}' leads to '{node.id}'; only 'Not sure' of '{parent.id}' may"
                yield Fault("second-not-sure-counts-as-yes", message, (name, edge.id))


def _unsure_faults(graph: Graph, node: Node, edge: Edge) -> Iterator[Fault]:
    sure = [other for other in node.edges if other.present & graph.danger]
    worst = min((graph.spans[other.to][0] for other in sure), default=SELF_CARE)
    here = (node.id, edge.id)
    leaf = graph.leaves.get(edge.to)
    if leaf is None or leaf.level > worst:
        message = f"'{node.id}' / '{edge.id}' must end in an outcome that is {LEVELS[worst]}, as 'yes' does"
        yield Fault("second-not-sure-counts-as-yes", message, here, partial(_way_to, graph, here))
        return
    wanted = {action for other in sure if other.to in graph.leaves for action in graph.leaves[other.to].do_not}
    if missing := sorted(wanted - leaf.do_not):
        message = f"'{node.id}' / '{edge.id}' ends in '{leaf.id}', whose do_not lacks {', '.join(missing)}"
        yield Fault("second-not-sure-counts-as-yes", message, here)


def _list_faults(graph: Graph, node: Node) -> Iterator[str]:
    picks = [edge for edge in node.edges if edge.present]
    if len(picks) > MOST_SIGNS:
        yield f"lists {len(picks)} signs; at most {MOST_SIGNS} can be read at once, so split it"
    floors = {graph.floors[graph.signs.index(name)] for name in graph.names(node.signs)}
    if len(floors) > 1:
        mixed = ", ".join(LEVELS[floor] for floor in sorted(floors))
        yield f"mixes signs with the floors {mixed}; list those of one floor"
    for sign in graph.names(node.signs):
        bit = 1 << graph.signs.index(sign)
        if sum(1 for edge in picks if edge.present & bit) != 1:
            yield f"needs exactly one answer that says '{sign}' is present"
    if any(edge.absent or edge.unknown for edge in picks):
        yield "has an answer that picks a sign and says something of another; the reader may have more than one"
    denial = node.signs & graph.danger
    if not any(
        edge.absent == node.signs or (not denial and edge.unknown == node.signs)
        for edge in node.edges
        if not edge.present
    ):
        yield "needs one answer that says all its signs are absent ('None of these')"


def _way_to(graph: Graph, step: tuple[str, str]) -> Steps:
    return (*shortest_to(graph, step[0]), step)
