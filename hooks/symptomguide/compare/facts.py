"""What differs in the records themselves: levels, what is gone, sign-offs, what statements rest on, dates."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from ..models import Advice
from ..models.approvals import TREE
from ..models.fields import URGENCIES
from ..records.file import Path_
from ..records.library import Library
from ..records.walk import walk_parts, walk_texts
from ..text import plain
from .sentences import read_text
from .wording import Known

SUPPORT = ("strength", "sources")
DATES = ("checked", "next_check")
SAYING = ("text", "statement", "sign", "because", "reason", "who", "title", "action")
"""The fields that say what rests on sources, as far as a part has one."""


@dataclass(frozen=True)
class Fact:
    """A difference in one record. `grave` where it lowers, removes or un-signs without an approval in force.

    `text` is the statement that it is about, or "" for the record as a whole.
    """

    kind: str
    record: str
    before: str
    after: str
    grave: bool = False
    text: str = ""


def know_sentences(old: Library, new: Library) -> Known:
    """The sentences of both by what they are."""
    levels = [_find_levels(library) for library in (old, new)]
    words = {entry.word for library in (old, new) for entry in library.site.urgency_words}
    do_not, danger, gone = (
        {text: was.get(text, set()) - now.get(text, set()) for text in was.keys() | now.keys()}
        for was, now in ((find(old), find(new)) for find in (_find_forbidden, _find_danger, _find_said))
    )
    return Known(frozenset(words), frozenset.union(*levels), do_not, danger, gone, frozenset.intersection(*levels))


def _find_levels(library: Library) -> frozenset[str]:
    """The sentences that say what the levels are."""
    texts = (text for entry in library.site.urgency_words for text in (entry.word, entry.meaning, entry.heading))
    return frozenset(sentence for text in texts for sentence in _sentences(text))


def is_signed(path: str, signed: Container[str]) -> bool:
    """Whether an approval in force is among `signed` for a record; parts of the tree are signed together."""
    return (TREE if path.startswith(f"{TREE}/") else path) in signed


def _find_forbidden(library: Library) -> dict[str, set[str]]:
    """The records that hold each sentence of what not to do."""
    found = [
        (f"{kind}/{name}", text)
        for kind, name, record in _all(library)
        for path, text, refers in walk_texts(record)
        if refers is None and "do_not" in path
    ]
    tree = library.tree
    for name in {name for outcome in tree.outcomes.values() for name in outcome.do_not} if tree else ():
        if tree and (action := tree.actions.get(name)):
            found += [(f"{TREE}/actions/{name}", text) for _, text, refers in walk_texts(action) if refers is None]
    return _by_sentence(found)


def _find_danger(library: Library) -> dict[str, set[str]]:
    """The records that hold each sentence of a danger sign."""
    return _by_sentence(
        (f"{kind}/{name}", text)
        for kind, name, record in _all(library)
        if kind == "red-flags" or name.startswith("rules/")
        for _, text, refers in walk_texts(record)
        if refers is None
    )


def _find_said(library: Library) -> dict[str, set[str]]:
    """The records that hold each sentence."""
    return _by_sentence(
        (f"{kind}/{name}", text)
        for kind, name, record in _all(library)
        for _, text, refers in walk_texts(record)
        if refers is None
    )


def _by_sentence(found: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    held: dict[str, set[str]] = {}
    for path, text in found:
        for sentence in _sentences(text):
            held.setdefault(sentence, set()).add(path)
    return held


def find_facts(old: Library, new: Library, renamed: Mapping[str, str]) -> tuple[Fact, ...]:
    """Levels (lowered first), records that are gone, sign-offs that lapse, sources and strengths, dates.

    `renamed` maps the old path of a record to that which it has now.
    """
    before, after = ({f"{kind}/{name}": record for kind, name, record in _all(library)} for library in (old, new))
    before = {renamed.get(path, path): record for path, record in before.items()}
    facts = [*_levels(before, after, new), *_removed(before, after), *_unfitted(old, new, renamed)]
    facts += _unsigned(old, new, renamed)
    facts += [*_support(before, after), *_dates(before, after)]
    return tuple(facts)


def _all(library: Library) -> Iterator[tuple[str, str, BaseModel]]:
    for kind, held in library.records.items():
        yield from ((kind, name, record) for name, record in held.items())
    if tree := library.tree:
        yield from ((TREE, f"outcomes/{name}", outcome) for name, outcome in tree.outcomes.items())
        yield from ((TREE, f"rules/{name}", rule) for name, rule in tree.rules.items())
        yield from ((TREE, f"actions/{name}", action) for name, action in tree.actions.items())


def _sentences(text: str) -> set[str]:
    return {each.text for each in read_text(text)}


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
            grave = lowered and not is_signed(path, library.signed)
            found.append(Fact("LOWERED" if lowered else "raised", path, was, now, grave))
    return sorted(found, key=lambda fact: (fact.kind != "LOWERED", fact.record))


def _removed(old: Mapping[str, BaseModel], new: Mapping[str, BaseModel]) -> Iterator[Fact]:
    for path in sorted(old.keys() - new.keys()):
        if isinstance(old[path], Advice) or _level(old[path]):
            yield Fact("removed", path, plain(str(getattr(old[path], "title", ""))) or path, "", True)


def _unfitted(old: Library, new: Library, renamed: Mapping[str, str]) -> Iterator[Fact]:
    """Each cause that a result of the check no longer names."""
    was, now = (library.tree.outcomes if library.tree else {} for library in (old, new))
    for name in sorted(was.keys() & now.keys()):
        for cause in (each for each in was[name].fits if _rename(each, renamed) not in now[name].fits):
            path = f"{TREE}/outcomes/{name}"
            yield Fact("removed", path, f"can fit {cause}", "", not is_signed(path, new.signed))


def _rename(cause: str, renamed: Mapping[str, str]) -> str:
    return renamed.get(f"causes/{cause}", f"causes/{cause}").removeprefix("causes/")


def _unsigned(old: Library, new: Library, renamed: Mapping[str, str]) -> Iterator[Fact]:
    for path, entries in old.signed.items():
        if renamed.get(path, path) not in new.signed:
            who = ", ".join(f"{entry.approver.name} on {entry.date.isoformat()}" for entry in entries)
            yield Fact("un-signs", path, who, "", True)


def _support(old: Mapping[str, BaseModel], new: Mapping[str, BaseModel]) -> Iterator[Fact]:
    """What statements rest on, statement by statement; one that several records give is told once."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for path in sorted(old.keys() & new.keys()):
        was, now = (_find_statements(side[path]) for side in (old, new))
        by_text = {text: held for text, held in was.values() if text}
        for place, (text, held) in now.items():
            before = by_text.get(text) or was.get(place, ("", {}))[1]
            for field, value in held.items():
                if before.get(field, value) != value:
                    found.setdefault((field, text, before[field], value), []).append(path)
    for (field, text, before_, after), paths in found.items():
        yield Fact(field, _name(paths), before_, after, text=text)


def _name(paths: list[str]) -> str:
    own = [path for path in paths if path.startswith("statements/")]
    return (own or paths)[0] + (f" and {len(paths) - 1} more" if len(paths) > 1 else "")


def _find_statements(record: BaseModel) -> dict[Path_, tuple[str, dict[str, str]]]:
    """(text, strength and sources) of each part of a record that rests on sources, by its place."""
    found: dict[Path_, tuple[str, dict[str, str]]] = {}
    for place, part in walk_parts(record):
        held = {name: value for name in SUPPORT if (value := _say(getattr(part, name, None)))}
        if held:
            text = next((plain(said) for name in SAYING if isinstance(said := getattr(part, name, None), str)), "")
            found[place] = (text, held)
    return found


def _say(value: object) -> str:
    return value if isinstance(value, str) else ", ".join(sorted(value)) if isinstance(value, tuple) else ""


def _dates(old: Mapping[str, BaseModel], new: Mapping[str, BaseModel]) -> Iterator[Fact]:
    for path in sorted(old.keys() & new.keys()):
        for field in DATES:
            was, now = getattr(old[path], field, None), getattr(new[path], field, None)
            if was != now:
                yield Fact(field, path, str(was), str(now))
