"""The decision tree: every level reached, short enough for somebody in a hurry, and never less safe unnoticed."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path
from statistics import median

import pytest

from symptomguide.guide import Guide
from symptomguide.models import Story
from symptomguide.tree import (
    LEVELS,
    PROOFS,
    Graph,
    Verdict,
    build_graph_data,
    check_baseline,
    count_paths,
    judge_story,
    prove,
    walk_routes,
)
from symptomguide.tree.baseline import format_baseline
from symptomguide.tree.paths import lengths_by_level, median_length

from .faults import expect_empty, expect_none
from .mutants import BROKEN, HARMFUL, Mutant, make_mutants

MOST_QUESTIONS_TO_SELF_CARE = 11
MOST_PATHS = 20_000
SAMPLE = 7
"""One mutant in so many is tried in a short run."""


@pytest.fixture(scope="module")
def verdicts(graph: Graph, guide: Guide) -> list[Verdict]:
    """How each story ends."""
    found = (judge_story(graph, story) for story in guide.library.all(Story))
    return [verdict for verdict in found if isinstance(verdict, Verdict)]


def test_the_accepted_routing_is_that_of_the_tree(guide_root: Path, graph: Graph) -> None:
    expect_none(check_baseline(guide_root, graph))


def test_every_result_at_home_says_what_comes_next(guide: Guide) -> None:
    assert guide.library.tree is not None
    if not guide.library.records["exercises"]:
        pytest.skip("the site has no exercises")
    lacking = {}
    for outcome in guide.library.tree.outcomes.values():
        parts = {"exercises": outcome.exercises, "back_when": outcome.back_when, "sheet": outcome.sheet}
        if outcome.urgency == "self-care":
            lacking[outcome.id] = [name for name, part in parts.items() if not part]
    assert lacking
    expect_empty(lacking)


def test_self_care_takes_at_most_eleven_questions_in_the_median(graph: Graph, verdicts: list[Verdict]) -> None:
    over_paths = median_length(lengths_by_level(graph, unsure=False)["self-care"])
    over_stories = [len(verdict.steps) for verdict in verdicts if verdict.level == "self-care"]
    assert over_paths is None or over_paths <= MOST_QUESTIONS_TO_SELF_CARE
    assert not over_stories or median(over_stories) <= MOST_QUESTIONS_TO_SELF_CARE


def test_an_emergency_sign_ends_at_once_in_an_emergency(graph: Graph) -> None:
    emergencies = graph.at_level(0)
    expect_none(
        f"{node.id}/{edge.id} leads to {edge.to}"
        for node in graph.nodes.values()
        for edge in node.edges
        if edge.present & emergencies and (edge.to in graph.nodes or graph.leaves[edge.to].level)
    )


def test_every_level_can_be_reached(graph: Graph) -> None:
    reached = {LEVELS[graph.leaves[route.outcome].level] for route in walk_routes(graph)}
    expect_none(f"no way leads to {level}" for level in LEVELS if level not in reached)


def test_the_paths_can_be_counted_and_are_few_enough_to_take_each(graph: Graph) -> None:
    assert count_paths(graph) == sum(1 for _ in walk_routes(graph)) <= MOST_PATHS


def test_the_graph_for_the_browser_leads_every_path_to_its_outcome(guide: Guide, graph: Graph) -> None:
    assert guide.library.tree is not None
    data = json.loads(json.dumps(build_graph_data(guide.library.tree, graph)))
    edges = {(name, answer[0]): answer[1] for name, answers in data["questions"].items() for answer in answers}
    for route in walk_routes(graph):
        name = data["start"]
        for step in route.steps:
            assert step[0] == name
            name = edges[step]
        assert data["outcomes"][name]["level"] == LEVELS[graph.leaves[route.outcome].level]


# Mutants


def test_no_harmful_change_of_the_tree_goes_unnoticed(graph: Graph, guide: Guide) -> None:
    """One change in a few; every change is tried with `make test-full`."""
    _try_mutants(graph, guide, step=SAMPLE)


@pytest.mark.full
def test_none_of_all_harmful_changes_of_the_tree_goes_unnoticed(
    graph: Graph, guide: Guide, capsys: pytest.CaptureFixture[str]
) -> None:
    caught = _try_mutants(graph, guide, step=1)
    harmful = sum(caught.values(), Counter[str]())
    with capsys.disabled():
        print(f"\n{harmful.total()} harmful changes, caught by {dict(harmful)}; and all others by the baseline")
        for kind, counts in caught.items():
            print(f"  {kind}: {dict(counts)}")


def _try_mutants(graph: Graph, guide: Guide, step: int) -> dict[str, Counter[str]]:
    """Kind -> who caught its harmful mutants; fails for one that nobody does."""
    baseline, stories = format_baseline(graph), guide.library.all(Story)
    caught: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mutant in islice(make_mutants(graph), 0, None, step):
        if mutant.effect == BROKEN:
            assert list(prove(mutant.graph)), f"no proof sees that this is no tree: {mutant.kind} {mutant.what}"
        elif mutant.effect == HARMFUL:
            catcher = _catcher(mutant, stories)
            caught[mutant.kind][catcher] += 1
            unnoticed = catcher == "baseline" and format_baseline(mutant.graph) == baseline
            assert not unnoticed, f"unnoticed: {mutant.kind} {mutant.what}"
    harmful = sum(caught.values(), Counter[str]())
    share = harmful["proofs"] / max(1, harmful.total())
    assert share >= 0.85, f"the proofs catch only {share:.0%} of the harmful changes"
    return caught


def _catcher(mutant: Mutant, stories: tuple[Story, ...]) -> str:
    if any(True for proof in PROOFS for _ in proof(mutant.graph)):
        return "proofs"
    found = (judge_story(mutant.graph, story) for story in stories)
    if any(not isinstance(verdict, Verdict) or verdict.result == "low" for verdict in found):
        return "stories"
    return "baseline"
