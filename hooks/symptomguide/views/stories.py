"""The view of how the decision tree answered the project's own stories."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from ..library import Library
from ..models.stories import StoryLevel
from ..tree import build_library_graph, routing_hash
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
    """The whole report; `current` is false where the tree asks or leads otherwise than when it was written."""

    stories: int
    rows: tuple[StoryRowView, ...]
    current: bool


def build_story_report(library: Library) -> StoryReportView:
    """The report of stories.yaml, without rows where nobody has counted any stories."""
    found, tree = library.stories, library.tree
    if found is None or tree is None:
        return StoryReportView(0, (), True)
    total = StoryLevel.model_construct(
        level="emergency",
        **{
            name: sum(getattr(row, name) for row in found.results)
            for name in ("stories", "too_low", "exact", "too_high")
        },
    )
    rows = [_row(build_tag(library, row.level), row) for row in found.results if row.stories]
    return StoryReportView(
        stories=total.stories,
        rows=(*rows, _row(None, total)),
        current=found.routing == routing_hash(build_library_graph(tree, library)),
    )


def wilson_interval(hits: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's method, as two numbers from 0 to 1."""
    share, weight = hits / total, Z_95 * Z_95 / total
    middle = (share + weight / 2) / (1 + weight)
    spread = Z_95 * sqrt(share * (1 - share) / total + weight / (4 * total)) / (1 + weight)
    return max(0.0, middle - spread), min(1.0, middle + spread)


def _row(tag: TagView | None, row: StoryLevel) -> StoryRowView:
    return StoryRowView(
        tag, row.stories, *(_share(hits, row.stories) for hits in (row.too_low, row.exact, row.too_high))
    )


def _share(hits: int, total: int) -> ShareView:
    low, high = wilson_interval(hits, total) if total else (0.0, 1.0)
    share = hits / total if total else 0.0
    return ShareView(hits, f"{share:.0%}", f"{low:.0%} to {high:.0%}")
