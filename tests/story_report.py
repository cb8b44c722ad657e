"""Counts how the decision tree answers the stories, and writes site-data/stories.yaml: `make stories`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from symptomguide.library import DATA_FOLDER, STORIES_FILE, load_library
from symptomguide.problem import ProblemsFound
from symptomguide.tree import LEVELS, Graph, build_library_graph, load_tree, routing_hash

from .story_walker import judge, load_stories

ROOT = Path(__file__).resolve().parents[1]
HEADER = (
    "# How the decision tree answers the project's own stories, under the most urgent level that a story accepts.\n"
    "# Written by `make stories`; do not edit.\n"
)


def load_graph() -> Graph:
    """The graph of the shipped tree; raises ProblemsFound."""
    library, problems = load_library(ROOT)
    tree, found = load_tree(ROOT)
    if library is None or tree is None:
        raise ProblemsFound([*problems, *found])
    return build_library_graph(tree, library)


def format_report(graph: Graph) -> str:
    """The text of stories.yaml for a tree."""
    counts = {level: Counter[str]() for level in LEVELS}
    for verdict in (judge(graph, story) for story in load_stories()):
        counts[min(verdict.story.levels, key=LEVELS.index)][verdict.result] += 1
    lines = [f'{HEADER}routing: "{routing_hash(graph)}"', "results:"]
    for level, found in counts.items():
        lines += [f"  - level: {level}", f"    stories: {found.total()}"]
        lines += [
            f"    {name}: {found[key]}" for name, key in (("too_low", "low"), ("exact", "exact"), ("too_high", "high"))
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    try:
        text = format_report(load_graph())
    except ProblemsFound as stopped:
        sys.exit(str(stopped))
    (ROOT / DATA_FOLDER / STORIES_FILE).write_text(text, encoding="utf-8")
    sys.stdout.write(text)
