"""What `symptomguide tree` prints: counts, the proofs that ran, the rules and the exclusions; or every path as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..models import Cause, Story
from ..records.tree import Tree, tree_version
from .effort import measure_effort
from .graph import LEVELS, Graph
from .paths import count_paths, lengths_by_level, longest_path, median_length, walk_routes
from .proofs import PROOFS, proof_id, prove
from .smt import write_smt
from .stories import map_walks


def describe_tree(tree: Tree, graph: Graph, form: str = "text", causes: Iterable[Cause] = ()) -> str:
    """The tree in words (`text`), its questions and every path (`json`), or as a question to a solver (`smt`).

    Expects a graph without cycles.

    In words it ends with the reasons why one of `causes` may be milder than what leads to it.
    """
    if form == "smt":
        return write_smt(graph)
    return _as_json(graph) if form == "json" else "\n".join((*_as_text(tree, graph), *_reasons(causes)))


def build_graph_data(tree: Tree, graph: Graph) -> dict[str, Any]:
    """The graph for the browser: ids, edges and levels, no words.

    `questions` maps an id to its answers `[id, to, present, absent, unknown]`, `outcomes` an id to its level and days,
    `signs` an id to its floor; `rules` are the signs that are no red flags, so they do not count as denied.
    The rest is for whoever proves it: the signs that a question `asks`, the question it `checks`, the signs that an
    answer (`question/answer`) `excluded` or `opened`, and the rules `waiting` to be opened.
    """
    answers = [(f"{node.id}/{edge.id}", edge) for node in graph.nodes.values() for edge in node.edges]
    return {
        "version": tree_version(tree),
        "start": graph.start,
        "levels": list(LEVELS),
        "signs": {name: LEVELS[graph.floors[index]] for index, name in enumerate(graph.signs)},
        "rules": list(graph.names(graph.rules)),
        "questions": {
            node.id: [
                [edge.id, edge.to, *(list(graph.names(bits)) for bits in (edge.present, edge.absent, edge.unknown))]
                for edge in node.edges
            ]
            for node in graph.nodes.values()
        },
        "outcomes": {
            leaf.id: {"level": LEVELS[leaf.level], "recheck": leaf.recheck, "seen": sorted(leaf.be_seen_if)}
            for leaf in graph.leaves.values()
        },
        "asks": {node.id: list(graph.names(node.signs)) for node in graph.nodes.values() if node.signs},
        "checks": {node.id: node.checks for node in graph.nodes.values() if node.checks},
        "excluded": {place: list(graph.names(edge.lifts)) for place, edge in answers if edge.lifts},
        "opened": {place: list(graph.names(edge.opens)) for place, edge in answers if edge.opens},
        "waiting": list(graph.names(graph.dormant)),
    }


def describe_walks(graph: Graph, stories: Iterable[Story], *, each: bool = False) -> Iterator[str]:
    """How many answers the stories walk, and which none walks; with `each`, every answer and who walks it."""
    told = tuple(stories)
    walks = map_walks(graph, told)
    bare = [f"{question}/{answer}" for (question, answer), names in walks.items() if not names]
    yield f"stories: {len(told)} walk {len(walks) - len(bare)} of {len(walks)} answers"
    if each:
        for (question, answer), names in walks.items():
            yield f"  {question}/{answer}: {', '.join(names) or 'no story'}"
    elif bare:
        yield f"  no story walks {', '.join(bare)}"


def _as_json(graph: Graph) -> str:
    paths = [
        {"answers": [list(step) for step in route.steps], "outcome": route.outcome,
         "urgency": LEVELS[graph.leaves[route.outcome].level]}
        for route in walk_routes(graph)
    ]  # fmt: skip
    return json.dumps({"questions": len(graph.nodes), "paths": paths})


def _as_text(tree: Tree, graph: Graph) -> Iterator[str]:
    listed, counted = sum(1 for _ in walk_routes(graph)), count_paths(graph)
    agree = "listed one by one, they agree" if listed == counted else f"but {listed} when listed one by one"
    yield f"tree {tree_version(tree)}: {len(graph.nodes)} questions, {len(graph.leaves)} outcomes"
    yield f"paths: {counted} ({agree})"
    yield f"longest path: {longest_path(graph)} questions"
    everyone, sure = lengths_by_level(graph), lengths_by_level(graph, unsure=False)
    for level in LEVELS:
        outcomes = sum(LEVELS[leaf.level] == level for leaf in graph.leaves.values())
        plain = f"{median_length(sure[level])} over the {sum(sure[level].values())} paths without 'not sure'"
        paths, median = sum(everyone[level].values()), median_length(everyone[level])
        yield f"{level}: {outcomes} outcomes, {paths} paths, median {median} questions ({plain})"
    effort = measure_effort(tree, graph)
    yield (
        f"to read without a danger sign: median {effort.words} words in {effort.questions} questions, "
        f"about {effort.minutes} minutes"
    )
    found = {fault.rule for fault in prove(graph)}
    yield f"proofs: {len(PROOFS)} ran, {len(found)} failed"
    for proof in PROOFS:
        summary = (proof.__doc__ or "").strip().splitlines()[0]
        yield f"  {'FAILED' if proof_id(proof) in found else 'holds'}  {proof_id(proof)}: {summary}"
    yield f"rules of the tree: {len(tree.rules)}"
    for rule in tree.rules.values():
        after = f", after {', '.join(rule.applies_to)}" if rule.applies_to else ""
        yield f"  {rule.id} ({rule.floor}{after}): {rule.reason} [{', '.join(rule.sources)}]"
    yield f"exclusions: {len(tree.exclusions)}"
    for entry in tree.exclusions:
        yield f"  after {entry.answer}: {', '.join(entry.signs)}: {entry.reason} [{', '.join(entry.sources)}]"


def _reasons(causes: Iterable[Cause]) -> Iterator[str]:
    """Each reason of a cause to be milder than what leads to it."""
    entries = [(cause.id, entry) for cause in causes for entry in cause.milder_than]
    yield f"causes milder than what leads to them: {len(entries)}"
    for name, entry in entries:
        than = entry.sign or entry.outcome
        yield f"  {name} ({entry.level}) than {than}: {entry.because} [{', '.join(entry.sources)}]"
