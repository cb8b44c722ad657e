"""What differs in the records themselves: levels, what is gone, sign-offs, what statements rest on, dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from ..models import Advice
from ..models.approvals import TREE
from ..models.fields import URGENCIES
from ..records.library import Library
from ..records.walk import walk_texts
from ..text import plain
from .sentences import read_sentences
from .wording import Known


@dataclass(frozen=True)
class Fact:
    """A difference in one record. `grave` where it lowers, removes or un-signs without an approval in force."""

    kind: str
    record: str
    before: str
    after: str
    grave: bool = False


def know_sentences(*libraries: Library) -> Known:
    """The sentences of all `libraries` by what they are."""
    levels, do_not, danger = set[str](), set[str](), set[str]()
    for library in libraries:
        for entry in library.site.urgency_words:
            levels |= _sentences(entry.word) | _sentences(entry.meaning) | _sentences(entry.heading)
        for kind, name, record in _all(library):
            for path, text, refers in walk_texts(record):
                if refers is None and "do_not" in path:
                    do_not |= _sentences(text)
                elif refers is None and (kind == "red-flags" or name.startswith("rules/")):
                    danger |= _sentences(text)
        if library.tree:
            forbidden = {name for outcome in library.tree.outcomes.values() for name in outcome.do_not}
            for name in forbidden & set(library.tree.actions):
                do_not |= {part for _, text, _ in walk_texts(library.tree.actions[name]) for part in _sentences(text)}
    return Known(frozenset(levels), frozenset(do_not), frozenset(danger))


def find_facts(old: Library, new: Library) -> tuple[Fact, ...]:
    """Levels (lowered first), records that are gone, sign-offs that lapse, sources and strengths, dates."""
    before, after = ({f"{kind}/{name}": record for kind, name, record in _all(library)} for library in (old, new))
    facts = [*_levels(before, after, new), *_removed(before, after), *_unsigned(old, new)]
    facts += [*_support(before, after), *_dates(before, after)]
    return tuple(facts)


def _all(library: Library) -> Iterator[tuple[str, str, BaseModel]]:
    for kind, held in library.records.items():
        yield from ((kind, name, record) for name, record in held.items())
    if tree := library.tree:
        yield from ((TREE, f"outcomes/{name}", outcome) for name, outcome in tree.outcomes.items())
        yield from ((TREE, f"rules/{name}", rule) for name, rule in tree.rules.items())


def _sentences(text: str) -> set[str]:
    return {each.text for each in read_sentences(f"<p>{plain(text).replace('&', '&amp;').replace('<', '&lt;')}</p>")}


def _level(record: BaseModel) -> str:
    return next(
        (value for name in ("urgency", "floor", "level") if (value := getattr(record, name, None)) in URGENCIES), ""
    )


def _levels(old: Mapping[str, BaseModel], new: Mapping[str, BaseModel], library: Library) -> list[Fact]:
    found = []
    for path in old.keys() & new.keys():
        was, now = _level(old[path]), _level(new[path])
        if was and now and was != now:
            lowered = URGENCIES.index(now) > URGENCIES.index(was)
            signed = (TREE if path.startswith(f"{TREE}/") else path) in library.signed
            found.append(Fact("LOWERED" if lowered else "raised", path, was, now, lowered and not signed))
    return sorted(found, key=lambda fact: (fact.kind != "LOWERED", fact.record))


def _removed(old: Mapping[str, BaseModel], new: Mapping[str, BaseModel]) -> Iterator[Fact]:
    for path in sorted(old.keys() - new.keys()):
        if isinstance(old[path], Advice) or _level(old[path]):
            yield Fact("removed", path, plain(str(getattr(old[path], "title", ""))) or path, "", True)


def _unsigned(old: Library, new: Library) -> Iterator[Fact]:
    for path, entries in old.signed.items():
        if path not in new.signed:
            who = ", ".join(f"{entry.approver.name} on {entry.date.isoformat()}" for entry in entries)
            yield Fact("un-signs", path, who, "", True)


def _support(old: Mapping[str, BaseModel], new: Mapping[str, BaseModel]) -> Iterator[Fact]:
    for path in sorted(old.keys() & new.keys()):
        for field in ("strength", "sources"):
            was, now = (Counter(_values(side[path].model_dump(mode="json"), field)) for side in (old, new))
            if was != now:
                yield Fact(
                    field, path, ", ".join(sorted((was - now).elements())), ", ".join(sorted((now - was).elements()))
                )


def _values(value: Any, field: str) -> Iterator[str]:
    """Every text below the key `field`, at any depth."""
    if isinstance(value, dict):
        for name, held in value.items():
            if name == field:
                yield from (held if isinstance(held, list) else [held] if isinstance(held, str) else [])
            else:
                yield from _values(held, field)
    elif isinstance(value, list):
        for item in value:
            yield from _values(item, field)


def _dates(old: Mapping[str, BaseModel], new: Mapping[str, BaseModel]) -> Iterator[Fact]:
    for path in sorted(old.keys() & new.keys()):
        for field in ("checked", "next_check"):
            was, now = getattr(old[path], field, None), getattr(new[path], field, None)
            if was != now:
                yield Fact(field, path, str(was), str(now))
