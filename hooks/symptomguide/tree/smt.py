"""The safety of the tree as a question to a solver (SMT-LIB 2): `unsat` where no way through it is unsafe.

It is the same property that `proofs` shows by sets of signs and the reader's device by walking every way, said a third
time without either: a choice for each question, a truth for each place reached, a state for each sign.
"""

from __future__ import annotations

from collections.abc import Iterator

from .graph import SAME_DAY, SELF_CARE, SOON, Edge, Graph, Leaf

UNASKED, LIFTED, ABSENT, UNKNOWN, PRESENT = range(5)


def write_smt(graph: Graph) -> str:
    """The question whether some answers end milder than a sign allows, or take back what was said.

    `sat` comes with such answers: `c_QUESTION` is the number of the chosen answer, counted from 0. Expects a graph
    without cycles in which every path ends.
    """
    return "\n".join(("(set-logic QF_LIA)", *_choices(graph), *_unsafe(graph), "(check-sat)", ""))


def _choices(graph: Graph) -> Iterator[str]:
    """A number for the answer to each question, and whether each question and outcome is reached by those answers."""
    ways: dict[str, list[str]] = {graph.start: ["true"]}
    for name in graph.order:
        for number, edge in enumerate(graph.nodes[name].edges):
            ways.setdefault(edge.to, []).append(f"(and {_at(name)} (= {_choice(name)} {number}))")
    for name in graph.order:
        yield f"(declare-const {_choice(name)} Int)"
        yield f"(assert (and (<= 0 {_choice(name)}) (< {_choice(name)} {len(graph.nodes[name].edges)})))"
        yield f"(define-fun {_at(name)} () Bool {_any(ways[name])})"
    for name in graph.leaves:
        yield f"(define-fun {_at(name)} () Bool {_any(ways.get(name, []))})"


def _unsafe(graph: Graph) -> Iterator[str]:
    """The state of each sign after each question that speaks of it, and that one of them goes wrong."""
    wrong = []
    for index, (sign, floor) in enumerate(zip(graph.signs, graph.floors, strict=True)):
        bit, now = 1 << index, str(LIFTED if graph.dormant >> index & 1 else UNASKED)
        for name in graph.order:
            said = [
                (f"(and {_at(name)} (= {_choice(name)} {number}))", edge)
                for number, edge in enumerate(graph.nodes[name].edges)
                if bit & (edge.stated | edge.lifts | edge.opens)
            ]
            if not said:
                continue
            wrong += [f"(and {taken} {back})" for taken, edge in said if (back := _back(graph, name, edge, bit, now))]
            after = now
            for taken, edge in said:
                after = f"(ite {taken} {_after(edge, bit, now)} {after})"
            now = f"|{sign}@{name}|"
            yield f"(define-fun {now} () Int {after})"
        wrong += [
            f"(and {_at(leaf.id)} {_any([f'(= {now} {state})' for state in bad])})"
            for leaf in graph.leaves.values()
            if (bad := _too_mild(leaf, sign, floor))
        ]
    yield f"(assert {_any(wrong)})"


def _after(edge: Edge, bit: int, now: str) -> str:
    if edge.present & bit:
        return str(PRESENT)
    if edge.stated & bit:
        return f"(ite (= {now} {PRESENT}) {PRESENT} {UNKNOWN if edge.unknown & bit else ABSENT})"
    first, then = (UNASKED, LIFTED) if edge.lifts & bit else (LIFTED, UNASKED)
    return f"(ite (= {now} {first}) {then} {now})"


def _back(graph: Graph, name: str, edge: Edge, bit: int, now: str) -> str:
    """That the answer takes back the sign, or settles without a plainer check what was not sure; "" where it cannot."""
    lost = [PRESENT] if (edge.absent | edge.unknown) & bit else []
    if edge.absent & bit and not graph.nodes[name].checks:
        lost.append(UNKNOWN)
    return _any([f"(= {now} {state})" for state in lost]) if lost else ""


def _too_mild(leaf: Leaf, sign: str, floor: int) -> list[int]:
    """The states in which the sign forbids to end in the outcome."""
    if floor <= SAME_DAY and leaf.level > floor:
        return [UNASKED, UNKNOWN, PRESENT]
    if floor == SOON and leaf.level == SELF_CARE:
        return [UNASKED, PRESENT] if sign in leaf.be_seen_if else [UNASKED, UNKNOWN, PRESENT]
    return []


def _any(terms: list[str]) -> str:
    return f"(or {' '.join(terms)})" if terms else "false"


def _at(name: str) -> str:
    return f"|at {name}|"


def _choice(name: str) -> str:
    return f"|c_{name}|"
