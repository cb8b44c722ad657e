"""The reader's diff as a whole, made from two guides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..guide import Guide
from ..models.approvals import TREE
from ..tree import build_library_graph, format_baseline
from ..tree.graph import Graph
from .addresses import find_gone, find_renamed, name_of
from .facts import Fact, find_facts, is_signed, know_sentences
from .pages import find_reworded, read_pages
from .routing import Turn, count_by_level, find_turns
from .wording import SOFTER, WARNINGS, Change, find_changes


@dataclass(frozen=True)
class Report:
    """All that differs from `revision`. `unread` says why the words of the older state could not be compared, or "".

    `signed` are the records with an approval in force, `address` the public one of the site, or "".
    """

    revision: str
    changes: tuple[Change, ...]
    facts: tuple[Fact, ...]
    turns: tuple[Turn, ...]
    counts: tuple[Mapping[str, int], Mapping[str, int]]
    unread: str = ""
    signed: frozenset[str] = frozenset()
    address: str = ""

    @property
    def grave(self) -> bool:
        """True where something was lowered, softened, removed or un-signed without an approval in force."""
        turns = any(turn.line.lowered for turn in self.turns) and TREE not in self.signed
        return turns or bool(self.gone_unsigned or self.softer_unsigned) or any(fact.grave for fact in self.facts)

    @property
    def gone_unsigned(self) -> tuple[Change, ...]:
        """The warnings that are gone from a record without an approval in force."""
        return tuple(one for one in self.changes if one.kind in WARNINGS and not one.after and not self._is_agreed(one))

    @property
    def softer_unsigned(self) -> tuple[Change, ...]:
        """The sentences that got softer, or lost a call for help, without an approval in force."""
        return tuple(one for one in self.changes if one.kind == SOFTER and not self._is_agreed(one))

    def _is_agreed(self, change: Change) -> bool:
        """Whether each of its records, one at least, has an approval in force."""
        return bool(change.records) and all(is_signed(record, self.signed) for record in change.records)


def compare_guides(
    revision: str, root: Path, old: Guide | None, new: Guide, accepted: str, unread: str = "", address: str = ""
) -> Report:
    """What readers will see changed. `old`, from `root`, is None where it cannot be read: then only addresses are
    compared, and the routing with `accepted`, the table of the older state, which may be "". Raises ProblemsFound where
    a page cannot be rendered.
    """
    graph, earlier = _graph(new), _graph(old) if old else None
    table = format_baseline(earlier) if earlier else accepted
    turns = find_turns(table, new.library.tree, graph) if graph and new.library.tree and table else ()
    counts = (count_by_level(earlier) if earlier else {}, count_by_level(graph) if graph else {})
    facts, changes = tuple(find_gone(root, old, new)), tuple[Change, ...]()
    if old:
        renamed = find_renamed(old, new)
        facts += find_facts(old.library, new.library, {name_of(was): name_of(now) for was, now in renamed.items()})
        changes = _compare_words(old, new, renamed)
    return Report(revision, changes, facts, turns, counts, unread, frozenset(new.library.signed), address)


def _compare_words(old: Guide, new: Guide, renamed: Mapping[str, str]) -> tuple[Change, ...]:
    words = find_reworded(old, new)
    before, after = (read_pages(guide, words) for guide in (old, new))
    before = {renamed.get(doc, doc): sentences for doc, sentences in before.items()}
    return find_changes(before, after, know_sentences(old.library, new.library))


def _graph(guide: Guide) -> Graph | None:
    return build_library_graph(guide.library.tree, guide.library) if guide.library.tree else None
