"""The view of how the decision tree answered the project's own stories."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt

from ..library import Library
from ..models import URGENCIES, Story
from ..tree import Verdict, build_library_graph, judge_story, worst_level
from .parts import TagView, build_tag

Z_95 = 1.959964


@dataclass(frozen=True)
class ShareView:
    """A count, its share of all, and the 95 % interval of that share, in whole per cent."""

    count: int
    share: str
    interval: str


@dataclass(frozen=True)
class StoryRowView:
    """One level of care; `tag` is None for all levels together."""

    tag: TagView | None
    stories: int
    too_low: ShareView
    exact: ShareView
    too_high: ShareView


@dataclass(frozen=True)
class StoryReportView:
    """The whole report."""

    stories: int
    rows: tuple[StoryRowView, ...]


def build_story_report(library: Library) -> StoryReportView:
    """How the tree as it stands answers the stories, level by level; without rows where there are no stories."""
    if library.tree is None:
        return StoryReportView(0, ())
    graph, found = build_library_graph(library.tree, library), dict[str, Counter[str]]()
    for story in library.all(Story):
        verdict = judge_story(graph, story)
        if isinstance(verdict, Verdict):
            found.setdefault(worst_level(story), Counter())[verdict.result] += 1
    total = sum(found.values(), Counter[str]())
    rows = [_row(build_tag(library, level), found[level]) for level in URGENCIES if level in found]
    return StoryReportView(total.total(), (*rows, _row(None, total)) if rows else ())


def wilson_interval(hits: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's method, as two numbers from 0 to 1."""
    share, weight = hits / total, Z_95 * Z_95 / total
    middle = (share + weight / 2) / (1 + weight)
    spread = Z_95 * sqrt(share * (1 - share) / total + weight / (4 * total)) / (1 + weight)
    return max(0.0, middle - spread), min(1.0, middle + spread)


def _row(tag: TagView | None, found: Counter[str]) -> StoryRowView:
    total = found.total()
    return StoryRowView(tag, total, *(_share(found[result], total) for result in ("low", "exact", "high")))


def _share(hits: int, total: int) -> ShareView:
    low, high = wilson_interval(hits, total) if total else (0.0, 1.0)
    share = hits / total if total else 0.0
    return ShareView(hits, f"{share:.0%}", f"{low:.0%} to {high:.0%}")
