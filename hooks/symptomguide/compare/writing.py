"""Writes the reader's diff as text for a terminal, as Markdown for a pull request, and as JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..addresses import url_of
from ..text import escape
from .facts import DATES, SUPPORT, Fact
from .report import Report
from .wording import SOFTER, Change, mark_words


@dataclass(frozen=True)
class Style:
    """How one form is written: `mark` a word that changed, `say` any other text, `code` a line of the routing.

    `head` stands before a heading, `item` before an entry, `under` before what belongs to it.
    """

    mark: Callable[[str], str]
    say: Callable[[str], str]
    code: Callable[[str], str]
    link: Callable[[str, str], str]
    head: str
    item: str
    under: str


TEXT = Style(
    mark=lambda text: f"[{text}]", say=str, code=str, link=lambda name, url: url or name, head="", item="", under="    "
)
MARKDOWN = Style(
    mark=lambda text: f"**{escape(text)}**",
    say=escape,
    code=lambda text: f"`{text}`",
    link=lambda name, url: f"[{escape(name)}]({url})" if url else f"`{name}`",
    head="### ",
    item="- ",
    under="  - ",
)


def write_text(report: Report) -> str:
    """The report for a terminal: changed words in [brackets]."""
    return "\n".join(_write(report, TEXT))


def write_markdown(report: Report) -> str:
    """The report for a pull request: changed words bold, all other marks of Markdown harmless."""
    return "\n".join(_write(report, MARKDOWN))


def write_json(report: Report) -> str:
    """The report as JSON, field by field."""
    values = {**dataclasses.asdict(report), "grave": report.grave}
    return json.dumps(values, indent=1, ensure_ascii=False, default=sorted)


def _write(report: Report, style: Style) -> Iterator[str]:
    first = [fact for fact in report.facts if fact.kind not in (*SUPPORT, *DATES)]
    dated = [change for change in report.changes if change.kind == "date"]
    seen = [change for change in report.changes if change.kind != "date"]
    if report.unread:
        yield f"{style.say(report.unread)}\n"
    else:
        differ = "differs" if len(seen) == 1 else "differ"
        yield f"{style.head}What readers will see: {_count(len(seen), 'sentence')} {differ}"
    for fact in (each for each in first if each.grave):
        yield from _tell_fact(fact, style)
    for change in (each for each in seen if each.kind == SOFTER):
        yield from _tell_change(change, report.address, style)
    for fact in (each for each in first if not each.grave):
        yield from _tell_fact(fact, style)
    for change in (each for each in seen if each.kind != SOFTER):
        yield from _tell_change(change, report.address, style)
    yield from _tell_routing(report, style)
    for title, kinds, more in (("What statements rest on", SUPPORT, []), ("Dates", DATES, dated)):
        held = [fact for fact in report.facts if fact.kind in kinds]
        if held or more:
            yield f"\n{style.head}{title}"
        for fact in held:
            yield from _tell_fact(fact, style)
        for change in more:
            yield from _tell_change(change, report.address, style)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _tell_fact(fact: Fact, style: Style) -> Iterator[str]:
    before, after = style.say(fact.before or "not there"), style.say(fact.after or "gone")
    yield f"{style.item}{fact.kind} {style.say(fact.record)}: was {before}, is {after}"
    if fact.text:
        yield f"{style.under}of: {style.say(fact.text)}"


def _tell_change(change: Change, address: str, style: Style) -> Iterator[str]:
    where = [_count(len(change.pages), "page")]
    where += [_count(change.results, "result")] if change.results else []
    where += [_count(change.cards, "care card")] if change.cards else []
    url = url_of(change.pages[0], directories=True)
    first = style.link(f"/{url}", f"{address}{url}" if address else "")
    yield f"{style.item}{change.kind} ({', '.join(where)}; first: {first})"
    both = mark_words(change.before, change.after)
    for name, runs, none in zip(("was: ", "is:  "), both, ("not there", "gone"), strict=True):
        words = " ".join(style.mark(text) if changed else style.say(text) for text, changed in runs)
        yield f"{style.under}{name}{words or none}"


def _tell_routing(report: Report, style: Style) -> Iterator[str]:
    lowered = sum(turn.line.lowered for turn in report.turns)
    lines = len(report.turns)
    count = f"{_count(lines, 'line')} of the routing differ{'s' if lines == 1 else ''}"
    yield f"\n{style.head}{count} from {style.say(report.revision)}, {lowered} of them lowered"
    for turn in report.turns:
        line = turn.line
        yield f"{style.item}{line.mark} {style.say(line.line)}"
        yield f"{style.under}was: {style.code(line.before or 'not there')}"
        yield f"{style.under}is:  {style.code(line.after or 'gone')}"
        if turn.example:
            yield f"{style.under}for example: {style.say(turn.example)}"
    before, after = report.counts
    if before and before != after:
        counts = ", ".join(f"{level} {before.get(level, 0)} → {after.get(level, 0)}" for level in after)
        yield f"{style.item}ways to answer that end at each level: {counts}"


FORMATS: Mapping[str, Callable[[Report], str]] = {"text": write_text, "markdown": write_markdown, "json": write_json}
