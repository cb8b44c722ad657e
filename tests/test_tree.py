"""The shipped tree holds every proof, answers every story, and cannot be made less safe unnoticed."""

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

from symptomguide.library import DATA_FOLDER, STORIES_FILE, Library, load_library
from symptomguide.tree import (
    LEVELS,
    PROOFS,
    Edge,
    Graph,
    Leaf,
    Node,
    Tree,
    build_graph_data,
    build_library_graph,
    check_baseline,
    check_tree,
    compare_baselines,
    count_paths,
    decided_by,
    describe_tree,
    follow,
    format_baseline,
    load_tree,
    proof_id,
    prove,
    walk_routes,
    would_have_changed,
)
from symptomguide.tree.pairs import can_end_milder
from symptomguide.tree.paths import lengths_by_level, median_length
from symptomguide.tree.states import find_states, first_states

from .story_report import format_report
from .story_walker import (
    BEGAN,
    CONDITIONS,
    HURTS,
    MINOR_RISKS,
    PATTERNS,
    RISK_ANSWERS,
    Story,
    Verdict,
    interval,
    judge,
    load_stories,
    walk,
)
from .tree_mutants import BROKEN, HARMFUL, make_mutants

ROOT = Path(__file__).resolve().parents[1]
STORIES = load_stories()
MOST_QUESTIONS_TO_SELF_CARE = 12


@pytest.fixture(scope="module")
def library() -> Library:
    found, _ = load_library(ROOT)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def tree() -> Tree:
    found, problems = load_tree(ROOT)
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def graph(tree: Tree, library: Library) -> Graph:
    return build_library_graph(tree, library)


def none_to_all(graph: Graph, **answers: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """The run of someone who says no to every list, except for `answers` (underscores for hyphens)."""
    given_answers = {name.replace("_", "-"): answer for name, answer in answers.items()}
    return follow(graph, {name: "none" for name, node in graph.nodes.items() if node.any_of} | given_answers)


# The tree as it is shipped


def test_the_shipped_tree_has_no_problem(tree: Tree, library: Library) -> None:
    assert check_tree(tree, library) == []


def test_the_accepted_routing_is_the_shipped_one(graph: Graph) -> None:
    assert check_baseline(ROOT, graph) == []


def test_self_care_takes_at_most_twelve_questions_in_the_median(graph: Graph) -> None:
    over_paths = median_length(lengths_by_level(graph, unsure=False)["self-care"])
    over_stories = sorted(verdict.questions for verdict in _verdicts(graph) if verdict.level == "self-care")
    assert over_paths is not None
    assert over_paths <= MOST_QUESTIONS_TO_SELF_CARE
    assert over_stories[len(over_stories) // 2] <= MOST_QUESTIONS_TO_SELF_CARE


def test_an_emergency_sign_ends_at_once_in_an_emergency(graph: Graph) -> None:
    emergencies = graph.at_level(0)
    for node in graph.nodes.values():
        for edge in node.edges:
            if edge.present & emergencies:
                assert LEVELS[graph.leaves[edge.to].level] == "emergency", f"{node.id}/{edge.id}"


def test_every_level_can_be_reached(graph: Graph) -> None:
    assert {LEVELS[graph.leaves[route.outcome].level] for route in walk_routes(graph)} == set(LEVELS)


# One pass over the graph, and every path listed: they must agree


def test_counted_and_listed_paths_agree(graph: Graph) -> None:
    assert count_paths(graph) == sum(1 for _ in walk_routes(graph)) <= 20_000


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
    steps, _ = none_to_all(graph, leg_at_rest="cold-foot")
    assert decided_by(graph, steps).steps == (("leg-at-rest", "cold-foot"),)


def test_self_care_is_decided_by_the_pattern_and_by_all_that_was_denied(graph: Graph) -> None:
    steps, outcome = none_to_all(graph, where="both", when_both="running", pattern_both="soreness")
    decision = decided_by(graph, steps)
    assert graph.leaves[outcome].level == LEVELS.index("self-care")
    assert decision.steps == (("where", "both"), ("when-both", "running"), ("pattern-both", "soreness"))
    assert set(decision.denied) == set(graph.names(graph.danger & ~graph.rules)) - {
        "one-sided-ache-no-injury",
        "one-sided-with-clot-risk",
    }


def test_a_settled_not_sure_does_not_count_as_deciding(graph: Graph) -> None:
    steps, outcome = none_to_all(graph, clot_signs="not-sure", today_events="pop")
    assert outcome == "today-tear"
    assert decided_by(graph, steps).steps == (("today-events", "pop"),)


def test_what_would_have_changed_it_leads_straight_to_something_more_urgent(graph: Graph) -> None:
    steps, outcome = none_to_all(graph, today_events="pop")
    turns = would_have_changed(graph, steps)
    assert turns
    assert all(graph.leaves[turn.outcome].level < graph.leaves[outcome].level for turn in turns)
    assert all((turn.question, turn.answer) not in steps for turn in turns)


# Output


def test_json_lists_every_path_with_its_answers_outcome_and_level(tree: Tree, graph: Graph) -> None:
    told = json.loads(describe_tree(tree, graph, "json"))
    assert told["questions"] == len(graph.nodes)
    assert len(told["paths"]) == count_paths(graph)
    for path in islice(told["paths"], 0, None, 97):
        steps, outcome = follow(graph, dict(path["answers"]))
        assert [list(step) for step in steps] == path["answers"]
        assert (outcome, LEVELS[graph.leaves[outcome].level]) == (path["outcome"], path["urgency"])


def test_the_graph_for_the_browser_leads_every_path_to_its_outcome(tree: Tree, graph: Graph) -> None:
    data = json.loads(json.dumps(build_graph_data(tree, graph)))
    edges = {(name, answer[0]): answer[1] for name, answers in data["questions"].items() for answer in answers}
    for route in walk_routes(graph):
        name = data["start"]
        for step in route.steps:
            assert step[0] == name
            name = edges[step]
        assert data["outcomes"][name]["level"] == LEVELS[graph.leaves[route.outcome].level]


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
        name: question.model_copy(update={"ask": "Other words?", "why": "Other words."})
        for name, question in tree.questions.items()
    }
    assert format_baseline(build_library_graph(replace(tree, questions=reworded), library)) == format_baseline(graph)


def test_lowered_lines_come_first(graph: Graph) -> None:
    harsher = replace(graph.leaves["soon-back"], level=1)
    milder = replace(graph.leaves["today-tear"], level=2)
    changed = replace(graph, leaves={**graph.leaves, "soon-back": harsher, "today-tear": milder})
    changes = compare_baselines(format_baseline(graph), format_baseline(changed))
    assert [(change.line, change.lowered) for change in changes] == [
        ("outcome today-tear", True),
        ("outcome soon-back", False),
    ]


# Stories


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_no_story_ends_too_low(story: Story, graph: Graph) -> None:
    verdict = judge(graph, story)
    assert verdict.result != "low", f"{story.story}: {verdict.level} ({verdict.outcome}), accepted {story.levels}"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_each_story_is_told_in_known_words(story: Story, library: Library) -> None:
    assert (story.hurts in HURTS, story.began in BEGAN, story.pattern in PATTERNS) == (True, True, True)
    assert story.has <= CONDITIONS
    assert story.risks <= {*RISK_ANSWERS, *MINOR_RISKS}
    assert story.signs | story.unsure | story.still_unsure <= library.ids["red-flags"]
    assert set(story.sources) <= library.ids["sources"]
    assert set(story.levels) <= set(LEVELS)


def test_stories_are_many_and_spread_over_the_levels() -> None:
    counts = Counter(story.levels[0] for story in STORIES)
    assert len(STORIES) >= 60
    assert all(counts[level] >= 15 for level in LEVELS)


def test_few_stories_end_too_high(graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    """Sending everyone to a doctor would be safe and useless."""
    results = Counter(judge(graph, story).result for story in STORIES)
    total = len(STORIES)
    with capsys.disabled():
        for result in ("low", "exact", "high"):
            least, most = interval(results[result], total)
            print(f"\nstories {result}: {results[result]} of {total} (95 % interval {least:.1%} to {most:.1%})", end="")
    assert results["high"] <= total // 20


# Mutants


def test_no_harmful_mutant_goes_unnoticed(graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    baseline, made = format_baseline(graph), Counter[str]()
    by_kind: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mutant in make_mutants(graph):
        made[mutant.effect] += 1
        if mutant.effect == BROKEN:
            assert prove(mutant.graph), f"no proof sees that this is no tree: {mutant.kind} {mutant.what}"
        if mutant.effect != HARMFUL:
            continue
        catcher = (
            "proofs" if not _holds(mutant.graph) else "stories" if not _tells_stories(mutant.graph) else "baseline"
        )
        by_kind[mutant.kind][catcher] += 1
        assert catcher != "baseline" or format_baseline(mutant.graph) != baseline, (
            f"unnoticed: {mutant.kind} {mutant.what}"
        )
    caught = sum(by_kind.values(), Counter[str]())
    alone, with_stories = caught["proofs"] / made[HARMFUL], (caught["proofs"] + caught["stories"]) / made[HARMFUL]
    with capsys.disabled():
        print(
            f"\nmutants: {sum(made.values())} made, {made[BROKEN]} are no tree (all refused), {made[HARMFUL]} harmful"
        )
        print(f"harmful ones caught by proofs {alone:.1%}, with stories {with_stories:.1%}, with the baseline 100 %")
        for kind, counts in by_kind.items():
            print(f"  {kind}: {dict(counts)}")
    assert sum(made.values()) >= 500
    assert alone >= 0.85
    assert with_stories >= 0.95


def _holds(graph: Graph) -> bool:
    return not any(True for proof in PROOFS for _ in proof(graph))


def _tells_stories(graph: Graph) -> bool:
    try:
        return all(judge(graph, story).result != "low" for story in STORIES)
    except KeyError:  # an answer that a story needs is gone
        return False


def _verdicts(graph: Graph) -> list[Verdict]:
    return [judge(graph, story) for story in STORIES]


def test_the_numbers_of_the_stories_are_those_of_the_shipped_tree(graph: Graph) -> None:
    stored = (ROOT / DATA_FOLDER / STORIES_FILE).read_text(encoding="utf-8")
    assert stored == format_report(graph), "stale; run `make stories`"


def test_a_walk_ends_in_an_outcome(graph: Graph) -> None:
    assert all(walk(graph, story)[1] in graph.leaves for story in STORIES)
