"""The safety of the tree is shown three times, by ways that share nothing, and the three agree.

The engine carries sets of signs through the graph; a script on the reader's device walks every way; a solver answers a
question in logic. Each is tried on the tree as it is and on trees that were broken on purpose.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pytest
import z3
from py_mini_racer import MiniRacer

from symptomguide.guide import Guide
from symptomguide.publish.theme import find_theme
from symptomguide.tree import Graph, build_graph_data, count_paths
from symptomguide.tree.proofs import (
    every_path_ends,
    never_milder_than_a_danger_sign,
    never_milder_than_a_routing_sign,
    no_cycle,
    nothing_is_taken_back,
)
from symptomguide.tree.smt import write_smt

from .mutants import BROKEN, HARMFUL, Mutant, make_mutants
from .site import Site, Watched

SAFETY = (never_milder_than_a_danger_sign, never_milder_than_a_routing_sign, nothing_is_taken_back)
"""What the engine proves of that which all three prove."""

MOST_LINES = 80

Prove = Callable[[Graph], dict[str, Any]]


@pytest.fixture(scope="module")
def prove_in_script(guide: Guide) -> Prove:
    """What the script for the reader's device says of a graph."""
    tree = guide.library.tree
    assert tree is not None
    engine = MiniRacer()
    engine.eval((find_theme() / "assets/javascripts/prove.js").read_text(encoding="utf-8"))
    engine.eval("function prove(text) { return JSON.stringify(guideProof(JSON.parse(text))); }")

    def prove(graph: Graph) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(str(engine.call("prove", json.dumps(build_graph_data(tree, graph)))))
        return found

    return prove


def is_safe_by_engine(graph: Graph) -> bool:
    return not any(True for proof in SAFETY for _ in proof(graph))


def is_safe_by_solver(graph: Graph) -> bool:
    solver = z3.Solver()
    solver.from_string(write_smt(graph))
    answer = solver.check()
    assert answer in (z3.sat, z3.unsat), "the solver gave up"
    return bool(answer == z3.unsat)


def is_whole(graph: Graph) -> bool:
    """Whether a broken tree is still one that can be walked."""
    return not list(every_path_ends(graph)) and not list(no_cycle(graph))


def find_mutants(graph: Graph, guide: Guide, *, most: int) -> Iterator[Mutant]:
    """About `most` mutants, evenly drawn, of those that change what a page ships: that has no safety nets."""
    tree = guide.library.tree
    assert tree is not None
    shipped = build_graph_data(tree, graph)
    step = max(1, sum(1 for _ in make_mutants(graph)) // most)
    for mutant in islice(make_mutants(graph), 0, None, step):
        if not is_whole(mutant.graph) or build_graph_data(tree, mutant.graph) != shipped:
            yield mutant


def test_the_tree_is_safe_by_all_three(graph: Graph, prove_in_script: Prove) -> None:
    assert is_safe_by_engine(graph)
    assert prove_in_script(graph) == {"paths": count_paths(graph), "fault": "", "way": []}
    assert is_safe_by_solver(graph)


def test_the_three_agree_on_broken_trees(graph: Graph, guide: Guide, prove_in_script: Prove) -> None:
    """A few; 200 of them with `make test-full`."""
    agree_on_mutants(graph, guide, prove_in_script, most=4)


@pytest.mark.full
def test_the_three_agree_on_two_hundred_broken_trees(graph: Graph, guide: Guide, prove_in_script: Prove) -> None:
    agree_on_mutants(graph, guide, prove_in_script, most=200)


def agree_on_mutants(graph: Graph, guide: Guide, prove: Prove, *, most: int) -> None:
    whole = [mutant for mutant in find_mutants(graph, guide, most=most * 2) if is_whole(mutant.graph)]
    tried = whole[:most]
    assert tried
    for mutant in tried:
        verdicts = is_safe_by_engine(mutant.graph), not prove(mutant.graph)["fault"], is_safe_by_solver(mutant.graph)
        assert len(set(verdicts)) == 1, f"{mutant.kind} {mutant.what}: engine, script, solver say {verdicts}"


def test_the_script_alone_stops_most_unsafe_trees(graph: Graph, guide: Guide, prove_in_script: Prove) -> None:
    """Of a few dozen; of ten times as many with `make test-full`."""
    assert share_stopped(graph, guide, prove_in_script, most=30) >= 0.8


@pytest.mark.full
def test_the_script_alone_stops_most_of_hundreds_of_unsafe_trees(
    graph: Graph, guide: Guide, prove_in_script: Prove, capsys: pytest.CaptureFixture[str]
) -> None:
    share = share_stopped(graph, guide, prove_in_script, most=300)
    with capsys.disabled():
        print(f"\nthe script for the reader's device alone stops {share:.1%} of the unsafe trees")
    assert share >= 0.85


def share_stopped(graph: Graph, guide: Guide, prove: Prove, *, most: int) -> float:
    """The share of the harmful mutants that the script stops; fails for a broken one that it lets pass."""
    stopped = Counter[bool]()
    for mutant in find_mutants(graph, guide, most=most):
        fault = bool(prove(mutant.graph)["fault"])
        assert fault or mutant.effect != BROKEN, f"no tree any more, and passed: {mutant.kind} {mutant.what}"
        if mutant.effect == HARMFUL:
            stopped[fault] += 1
    assert stopped.total()
    return stopped[True] / stopped.total()


def test_the_script_is_short_enough_to_be_read() -> None:
    text = (find_theme() / "assets/javascripts/prove.js").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES


# On a page


def find_page(served: Site) -> str:
    """The address of a page with the button."""
    texts = {kind: served.file(path).read_text(encoding="utf-8") for kind, path in served.kinds.items()}
    return served.url(next(kind for kind, text in texts.items() if "data-cf-prove" in text))


def test_the_page_says_how_many_ways_are_safe(served: Site, graph: Graph, open_page: Callable[..., Watched]) -> None:
    watched = open_page()
    watched.page.goto(find_page(served))
    watched.page.click("[data-cf-prove] button")
    told = watched.page.inner_text("[data-cf-prove] [role=status]")
    assert f"{count_paths(graph):,}" in told
    assert watched.page.is_hidden("[data-unsafe]")
    assert watched.complaints == []


def test_the_page_shows_the_first_way_that_is_not_safe(
    served: Site, graph: Graph, open_page: Callable[..., Watched]
) -> None:
    watched = open_page()
    watched.page.goto(find_page(served))
    watched.page.evaluate(
        """
        const data = document.querySelector("[data-cf-prove] script");
        const graph = JSON.parse(data.textContent);
        for (const outcome of Object.values(graph.outcomes)) outcome.level = graph.levels[3];
        data.textContent = JSON.stringify(graph);
        """
    )
    watched.page.click("[data-cf-prove] button")
    told = watched.page.inner_text("[data-cf-prove] [role=status]")
    assert graph.start in told
    assert watched.page.is_hidden("[data-safe]")


def test_without_script_nothing_promises_a_proof(served: Site, open_page: Callable[..., Watched]) -> None:
    watched = open_page(java_script_enabled=False)
    watched.page.goto(find_page(served))
    assert watched.page.is_hidden("[data-cf-prove]")
