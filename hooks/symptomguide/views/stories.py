"""The view of how the decision tree answered the project's own stories."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from ..models import URGENCIES, Story
from ..records.library import Library
from ..tree import Verdict, build_graph_data, build_library_graph, judge_story, worst_level
from .checker import write_json
from .levels import TagView, build_tag

Z_95 = 1.959964


_Found = dict[str, Counter[str]]


@dataclass(frozen=True)
class ShareView:
    """A count, its share of all, and the 95 % interval of that share, in whole per cent."""

    count: int
    share: str
    interval: str


class StoryRowView(NamedTuple):
    """One level of care, or one kind of story by its `name`; neither stands for all of a table together."""

    tag: TagView | None
    name: str
    stories: int
    too_low: ShareView
    exact: ShareView
    too_high: ShareView


class StoryReportView(NamedTuple):
    """The whole report: `rows` by level of care, and `hard` by kind, of the stories that name what makes them hard."""

    stories: int
    rows: tuple[StoryRowView, ...]
    hard: tuple[StoryRowView, ...]


class ProofView(NamedTuple):
    """The graph of the check as JSON, for a script that proves it on the reader's device; "" without a check."""

    graph: str


def device_proof(library: Library) -> ProofView:
    """A button that proves the check on the reader's device, by walking every way through it; empty without a check.

    Example: {{ device_proof() }}
    """
    tree = library.tree
    return ProofView(write_json(build_graph_data(tree, build_library_graph(tree, library))) if tree else "")


def story_report(library: Library) -> StoryReportView:
    """How the decision tree answered the project's own stories, level by level.

    Example: {{ story_report() }}
    """
    if library.tree is None:
        return StoryReportView(0, (), ())
    graph, levels, kinds = build_library_graph(library.tree, library), _Found(), _Found()
    for story in library.all(Story):
        verdict = judge_story(graph, story)
        if isinstance(verdict, Verdict):
            levels.setdefault(worst_level(story), Counter())[verdict.result] += 1
            if story.kind:
                kinds.setdefault(story.kind, Counter())[verdict.result] += 1
    return StoryReportView(
        sum(levels.values(), Counter[str]()).total(),
        _rows([_row(build_tag(library, level), "", levels[level]) for level in URGENCIES if level in levels], levels),
        _rows([_row(None, kind, found) for kind, found in sorted(kinds.items())], kinds),
    )


def _rows(rows: list[StoryRowView], found: _Found) -> tuple[StoryRowView, ...]:
    """The rows and one for all of them together; none where there are none."""
    return (*rows, _row(None, "", sum(found.values(), Counter[str]()))) if rows else ()


def wilson_interval(hits: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's method, as two numbers from 0 to 1."""
    share, weight = hits / total, Z_95 * Z_95 / total
    middle = (share + weight / 2) / (1 + weight)
    spread = Z_95 * sqrt(share * (1 - share) / total + weight / (4 * total)) / (1 + weight)
    return max(0.0, middle - spread), min(1.0, middle + spread)


def _row(tag: TagView | None, name: str, found: Counter[str]) -> StoryRowView:
    total = found.total()
    return StoryRowView(tag, name, total, *(_share(found[result], total) for result in ("low", "exact", "high")))


def _share(hits: int, total: int) -> ShareView:
    low, high = wilson_interval(hits, total) if total else (0.0, 1.0)
    share = hits / total if total else 0.0
    return ShareView(hits, f"{share:.0%}", f"{low:.0%} to {high:.0%}")
