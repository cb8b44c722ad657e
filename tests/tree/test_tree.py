"""Engine tests of the tree: proofs, paths and states agree with listing everything, and what a tree says of itself."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symptomguide.guide import Guide
from symptomguide.records.library import Library
from symptomguide.tree import (
    LEVELS,
    PROOFS,
    Edge,
    Graph,
    Leaf,
    Node,
    Tree,
    build_library_graph,
    compare_baselines,
    count_paths,
    describe_tree,
    format_baseline,
    proof_id,
    walk_routes,
)
from symptomguide.tree.pairs import can_end_milder
from symptomguide.tree.paths import lengths_by_level
from symptomguide.tree.states import find_states, first_states
from symptomguide.verification.explain import decided_by, follow, would_have_changed

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def library(guide: Guide) -> Library:
    return guide.library


@pytest.fixture(scope="module")
def tree(guide: Guide) -> Tree:
    assert guide.library.tree is not None
    return guide.library.tree


def none_to_all(graph: Graph, **answers: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """The run of someone who says no to every list, except for `answers` (underscores for hyphens)."""
    given_answers = {name.replace("_", "-"): answer for name, answer in answers.items()}
    return follow(graph, {name: "none" for name, node in graph.nodes.items() if node.any_of} | given_answers)


# One pass over the graph, and every path listed: they must agree


def test_counted_and_listed_paths_agree(graph: Graph) -> None:
    assert count_paths(graph) == sum(1 for _ in walk_routes(graph))


def test_lengths_by_level_agree_with_the_listed_paths(graph: Graph) -> None:
    listed: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for route in walk_routes(graph):
        listed[LEVELS[graph.leaves[route.outcome].level]][len(route.steps)] += 1
    assert {level: dict(lengths) for level, lengths in lengths_by_level(graph).items()} == listed


def states_by_listing(graph: Graph) -> dict[str, tuple[int, ...]]:
    """What `find_states` finds in one pass, from every path one by one."""
    found: dict[str, tuple[int, ...]] = {}
    for route in walk_routes(graph):
        states, name = first_states(graph), graph.start
        for question, answer in route.steps:
            edge = graph.nodes[question].edge(answer)
            states, name = states.step(edge), edge.to
        found[name] = tuple(mine | now for mine, now in zip(found.get(name, (0,) * 5), states, strict=True))
    return found


def test_states_of_one_pass_agree_with_every_path(graph: Graph) -> None:
    one_pass = find_states(graph)
    assert {name: tuple(one_pass[name]) for name in graph.leaves} == states_by_listing(graph)


STATEMENTS = ((1, 0, 0), (0, 1, 0), (0, 0, 1), (2, 1, 0), (0, 6, 0), (4, 0, 2))  # present, absent, unknown as bits


@st.composite
def small_graphs(draw: st.DrawFn) -> Graph:
    """Trees of up to six questions about three signs, sound in form but not in routing."""
    size = draw(st.integers(1, 6))
    leaves = {LEVELS[level]: Leaf(LEVELS[level], level) for level in range(4)}
    nodes = {}
    for index in range(size):
        targets = [f"q{later}" for later in range(index + 1, size)] + list(leaves)
        names = ("a", "b", "c")[: draw(st.integers(1, 3))]
        edges = tuple(Edge(name, draw(st.sampled_from(targets)), *draw(st.sampled_from(STATEMENTS))) for name in names)
        nodes[f"q{index}"] = Node(f"q{index}", edges, 7)
    return Graph("q0", nodes, leaves, ("worst", "bad", "minor"), (0, 1, 2))


@given(small_graphs())
def test_states_agree_on_any_tree(graph: Graph) -> None:
    one_pass = find_states(graph)
    assert {name: tuple(one_pass[name]) for name in graph.leaves if name in one_pass} == states_by_listing(graph)


@given(small_graphs())
def test_comparing_two_ways_agrees_with_listing_all_readers(graph: Graph) -> None:
    """A reader is one answer to each question; two ways are compared for the same reader."""
    readers: list[dict[str, str]] = [{}]
    for node in graph.nodes.values():
        readers = [reader | {node.id: edge.id} for reader in readers for edge in node.edges]
    for mine in graph.order:
        for other in graph.order:
            listed = any(_end_of(graph, mine, reader) > _end_of(graph, other, reader) for reader in readers)
            assert can_end_milder(graph, mine, other) == listed


def _end_of(graph: Graph, name: str, reader: dict[str, str]) -> int:
    while name in graph.nodes:
        name = graph.nodes[name].edge(reader[name]).to
    return graph.leaves[name].level


def test_every_proof_has_a_case_that_trips_it() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests/cases/tree").glob("*.case"))
    assert [proof_id(proof) for proof in PROOFS if f"[{proof_id(proof)}]" not in text] == []


def test_every_proof_has_a_manual() -> None:
    assert all(proof.__doc__ for proof in PROOFS)


# Why a result is what it is


def test_an_emergency_is_decided_by_the_answer_that_names_the_sign(graph: Graph) -> None:
    steps, _ = none_to_all(graph, emergency_signs="injury")
    assert decided_by(graph, steps).steps == (("emergency-signs", "injury"),)


MILDEST = {"diabetes": "no", "where": "under", "at_rest": "no", "when": "standing"}


def test_self_care_is_decided_by_the_pattern_and_by_all_that_was_denied(graph: Graph) -> None:
    steps, outcome = none_to_all(graph, **MILDEST)
    decision = decided_by(graph, steps)
    assert graph.leaves[outcome].level == LEVELS.index("self-care")
    assert decision.steps == (("where", "under"), ("when", "standing"))
    excluded = {"diabetes-foot"}  # nobody is asked for it who has no diabetes
    assert set(decision.denied) == set(graph.names(graph.danger & ~graph.rules)) - excluded


def test_a_settled_not_sure_does_not_count_as_deciding(graph: Graph) -> None:
    steps, outcome = none_to_all(graph, emergency_signs="not-sure", today_signs="skin")
    assert outcome == "today-infection"
    assert decided_by(graph, steps).steps == (("today-signs", "skin"),)


def test_what_would_have_changed_it_leads_straight_to_something_more_urgent(graph: Graph) -> None:
    steps, outcome = none_to_all(graph, today_signs="skin")
    turns = would_have_changed(graph, steps)
    assert turns
    assert all(graph.leaves[turn.outcome].level < graph.leaves[outcome].level for turn in turns)
    assert all((turn.question, turn.answer) not in steps for turn in turns)


# Output


def test_json_lists_every_path_with_its_answers_outcome_and_level(tree: Tree, graph: Graph) -> None:
    told = json.loads(describe_tree(tree, graph, "json"))
    assert told["questions"] == len(graph.nodes)
    assert len(told["paths"]) == count_paths(graph)
    for path in islice(told["paths"], 0, None, 7):
        steps, outcome = follow(graph, dict(path["answers"]))
        assert [list(step) for step in steps] == path["answers"]
        assert (outcome, LEVELS[graph.leaves[outcome].level]) == (path["outcome"], path["urgency"])


def test_text_names_every_proof_and_every_exclusion(tree: Tree, graph: Graph) -> None:
    text = describe_tree(tree, graph)
    assert all(f"holds  {proof_id(proof)}" in text for proof in PROOFS)
    assert all(f"after {entry.answer}: " in text for entry in tree.exclusions)


def test_the_tree_is_read_and_proved_without_the_renderer() -> None:
    code = (
        "import sys; import symptomguide.tree; "
        "print([name for name in ('mkdocs', 'markdown', 'jinja2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "hooks")
    assert done.stdout.strip() == "[]"


# The accepted routing


def test_a_change_of_wording_never_touches_the_baseline(tree: Tree, library: Library, graph: Graph) -> None:
    reworded = {
        name: question.model_copy(update={"ask": f"In other words: {question.ask}", "why": "Other words."})
        for name, question in tree.questions.items()
    }
    assert format_baseline(build_library_graph(tree._replace(questions=reworded), library)) == format_baseline(graph)


def test_lowered_lines_come_first(graph: Graph) -> None:
    harsher = graph.leaves["soon-bone"]._replace(level=1)
    milder = graph.leaves["today-infection"]._replace(level=2)
    changed = replace(graph, leaves={**graph.leaves, "soon-bone": harsher, "today-infection": milder})
    changes = compare_baselines(format_baseline(graph), format_baseline(changed))
    assert [(change.line, change.lowered) for change in changes] == [
        ("outcome today-infection", True),
        ("outcome soon-bone", False),
    ]
