"""The reader's diff as a whole: made from two guides, and written as text, Markdown or JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..documents.document import list_documents
from ..guide import Guide
from ..models.approvals import TREE
from ..text import escape
from ..tree import build_library_graph
from ..tree.graph import Graph
from .facts import Fact, find_facts, know_sentences
from .routing import Turn, count_by_level, find_turns
from .sentences import Sentence, read_sentences
from .wording import Change, find_changes, mark_words

SUPPORT = ("strength", "sources")
DATES = ("checked", "next_check")


@dataclass(frozen=True)
class Report:
    """All that differs from `revision`. `unread` says why the words of the older state could not be compared, or ""."""

    revision: str
    changes: tuple[Change, ...]
    facts: tuple[Fact, ...]
    turns: tuple[Turn, ...]
    counts: tuple[Mapping[str, int], Mapping[str, int]]
    unread: str = ""
    tree_signed: bool = False

    @property
    def grave(self) -> bool:
        """True where something was lowered, removed or un-signed without an approval in force."""
        facts, turns = (
            (fact.grave for fact in self.facts),
            (turn.line.lowered and not self.tree_signed for turn in self.turns),
        )
        warnings = (change.kind in ("do not", "danger sign") and not change.after for change in self.changes)
        return any(facts) or any(turns) or any(warnings)


def compare_guides(revision: str, old: Guide | None, new: Guide, accepted: str, unread: str = "") -> Report:
    """What readers will see changed. `old` is None where it cannot be read: then only the routing is compared with
    `accepted`, the table of the older state, which may be ""; raises ProblemsFound where a page cannot be rendered."""
    graph, earlier = _graph(new), _graph(old) if old else None
    turns = find_turns(accepted, new.library.tree, graph) if graph and new.library.tree and accepted else ()
    signed = TREE in new.library.signed
    counts = (count_by_level(earlier) if earlier else {}, count_by_level(graph) if graph else {})
    if old is None:
        return Report(revision, (), (), turns, counts, unread, signed)
    known = know_sentences(old.library, new.library)
    changes = find_changes(_read(old), _read(new), known)
    return Report(revision, changes, find_facts(old.library, new.library), turns, counts, unread, signed)


def _graph(guide: Guide) -> Graph | None:
    return build_library_graph(guide.library.tree, guide.library) if guide.library.tree else None


def _read(guide: Guide) -> dict[str, tuple[Sentence, ...]]:
    documents = list_documents(guide).values()
    return {each.doc: read_sentences(each.rendered.text) for each in documents if each.for_readers}


def write_text(report: Report) -> str:
    """The report for a terminal: changed words in [brackets]."""
    return "\n".join(_write(report, lambda text, changed: f"[{text}]" if changed else text, "", "    "))


def write_markdown(report: Report) -> str:
    """The report for a pull request: changed words bold, all other marks of Markdown harmless."""
    return "\n".join(
        _write(report, lambda text, changed: f"**{escape(text)}**" if changed else escape(text), "### ", "  ")
    )


def write_json(report: Report) -> str:
    """The report as JSON, field by field."""
    return json.dumps({**dataclasses.asdict(report), "grave": report.grave}, indent=1, ensure_ascii=False)


def _write(report: Report, show: Callable[[str, bool], str], head: str, indent: str) -> Iterator[str]:
    item = "- " if head else ""
    if report.unread:
        yield f"{show(report.unread, False)}\n"
    first = [fact for fact in report.facts if fact.kind not in (*SUPPORT, *DATES)]
    dated = [change for change in report.changes if change.kind == "date"]
    seen = [change for change in report.changes if change.kind != "date"]
    if not report.unread:
        yield f"{head}What readers will see: {_count(len(seen), 'sentence')} differ{'s' if len(seen) == 1 else ''}"
    yield from (_tell_fact(fact, item) for fact in first)
    for change in seen:
        yield from _tell_change(change, show, item, indent)
    yield from _tell_routing(report, show, head, item, indent)
    for title, kinds, more in (("What statements rest on", SUPPORT, []), ("Dates", DATES, dated)):
        held = [fact for fact in report.facts if fact.kind in kinds]
        if held or more:
            yield f"\n{head}{title}"
            yield from (_tell_fact(fact, item) for fact in held)
        for change in more:
            yield from _tell_change(change, show, item, indent)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _tell_fact(fact: Fact, item: str) -> str:
    return f"{item}{fact.kind} {fact.record}: was {fact.before or 'not there'}, is {fact.after or 'gone'}"


def _tell_change(change: Change, show: Callable[[str, bool], str], item: str, indent: str) -> Iterator[str]:
    where = [_count(len(change.pages), "page")]
    where += [_count(change.results, "result")] if change.results else []
    where += [_count(change.cards, "care card")] if change.cards else []
    yield f"{item}{change.kind} ({', '.join(where)}; first: {change.pages[0]})"
    both = mark_words(change.before, change.after)
    for name, runs in zip(("was", "is "), both, strict=True):
        words = " ".join(show(text, changed) for text, changed in runs) or ("not there" if name == "was" else "gone")
        yield f"{indent}{'- ' if item else ''}{name}: {words}"


def _tell_routing(report: Report, show: Callable[[str, bool], str], head: str, item: str, indent: str) -> Iterator[str]:
    lowered = sum(turn.line.lowered for turn in report.turns)
    lines = len(report.turns)
    count = f"{_count(lines, 'line')} of the routing differ{'s' if lines == 1 else ''}"
    yield f"\n{head}{count} from {report.revision}, {lowered} of them lowered"
    code = "`" if head else ""
    for turn in report.turns:
        line = turn.line
        yield f"{item}{line.mark} {line.line}"
        yield f"{indent}{'- ' if item else ''}was: {code}{line.before or 'not there'}{code}"
        yield f"{indent}{'- ' if item else ''}is:  {code}{line.after or 'gone'}{code}"
        if turn.example:
            yield f"{indent}{'- ' if item else ''}for example: {show(turn.example, False)}"
    before, after = report.counts
    if before and before != after:
        yield "paths by level: " + ", ".join(f"{level} {before[level]} → {after[level]}" for level in after)


FORMATS: Mapping[str, Callable[[Report], str]] = {"text": write_text, "markdown": write_markdown, "json": write_json}
