"""Shared statements: `- says: stop-the-run` stands for what site-data/statements/stop-the-run.yaml holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..models.statements import Statement
from ..patterns import compile_later
from ..problem import shown
from ..text import plain
from .file import Path_, SourceFile

SAYS = "says"
OWN = ("text", "other_side")
"""What a statement alone decides; the place that says it may add a phase, short words, or a reason of its own."""

UNKNOWN = {"text": "Unknown.", "strength": "opinion", "sources": ["unknown"]}
"""What stands for a statement that does not exist, so that only the wrong name is told."""

UNSAID = {"id", "checked", "next_check"}
"""What a statement does not say where it is said."""

REASON = {"why", "strength", "sources"}

WORD = compile_later(r"[^\W_]+")
LITTLE = {
    "a", "all", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "do", "does",
    "for", "from", "had", "has", "have", "if", "in", "into", "is", "it", "its", "may", "no", "not", "of", "off", "on",
    "one", "only", "or", "so", "some", "such", "than", "that", "the", "their", "then", "there", "they", "this", "to",
    "was", "were", "when", "which", "while", "will", "with", "you", "your",
}  # fmt: skip
"""Words that say nothing of what is done; `not` among them, since do and do_not stand apart."""


def words_of(text: str) -> frozenset[str]:
    """The words of a text that count when two are compared: without order, case and little words."""
    words = WORD.findall((plain(text) if "*" in text or "[" in text else text).casefold())
    return frozenset(words) - LITTLE


def fill_statements(source: SourceFile, statements: Mapping[str, Statement], unsound: Iterable[str] = ()) -> None:
    """Puts the statements that `source` says by name into its value; `written` keeps what stands in the file.

    Wrong names and statements that are changed where they are said become problems of the file. A statement that is
    itself `unsound` is left out, since its own file tells why.
    """
    if source.value is not None and source.holds(f"{SAYS}:"):
        if source.written is None:
            source.written = source.value
        source.value = _filled(source.value, (), source, statements, frozenset(unsound))


def _filled(
    value: Any, path: Path_, source: SourceFile, statements: Mapping[str, Statement], unsound: frozenset[str]
) -> Any:
    if isinstance(value, list):
        kept = [(index, item) for index, item in enumerate(value) if _name(item) not in unsound]
        _refuse_twice(kept, path, source)
        return [_filled(item, (*path, index), source, statements, unsound) for index, item in kept]
    if not isinstance(value, dict):
        return value
    name = _name(value)
    if name is None:
        return {key: _filled(item, (*path, key), source, statements, unsound) for key, item in value.items()}
    for key in OWN:
        if key in value:
            message = f"'{key}' stands in site-data/statements/{shown(name)}.yaml; change it there, or take out 'says'"
            source.problems.append(source.problem(source.key_place((*path, key)), message, "statement-changed"))
    if name not in statements:
        message = f"there is no statement '{shown(name)}'; {_suggest(name, statements)}"
        source.problems.append(source.problem(source.place((*path, SAYS)), message, "unknown-statement"))
    elif len(value.keys() & REASON) not in (0, len(REASON)):
        message = "a reason of its own needs all three: 'why', 'strength' and 'sources'; add them, or take them out"
        source.problems.append(source.problem(source.place(path), message, "statement-changed"))
    held = _fields(statements[name]) if name in statements else UNKNOWN
    return {**held, **{key: item for key, item in value.items() if key not in OWN}}


def _fields(statement: Statement) -> dict[str, Any]:
    return {name: held for name, held in statement if held is not None and name not in UNSAID}


def _name(item: Any) -> str | None:
    name = item.get(SAYS) if isinstance(item, dict) else None
    return name if isinstance(name, str) else None


def _refuse_twice(items: list[tuple[int, Any]], path: Path_, source: SourceFile) -> None:
    seen: set[str] = set()
    for index, item in items:
        name = _name(item)
        if name in seen:
            message = f"'{shown(name or '')}' is said twice in this list; keep one"
            source.problems.append(source.problem(source.place((*path, index, SAYS)), message, "statement-twice"))
        seen.add(name or "")
        seen.discard("")


def _suggest(name: str, statements: Mapping[str, Statement]) -> str:
    """The statements whose words are nearest to those of `name`."""
    wanted = words_of(name.replace("-", " "))
    near = sorted(
        (-len(wanted & (words_of(other.text) | words_of(key.replace("-", " ")))), key)
        for key, other in statements.items()
    )
    best = [f"'{key}' ({shown(plain(statements[key].text))})" for count, key in near[:3] if count]
    return f"near are {', '.join(best)}" if best else "add a file to site-data/statements, or write the text here"


def find_said(source: SourceFile) -> Iterator[str]:
    """Yields the name of each statement that a file says."""
    for _, part in source.mappings if source.written is not None else ():
        if name := _name(part):
            yield name
