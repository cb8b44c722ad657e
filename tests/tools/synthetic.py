"""Makes projects of any size to measure with: the real records, and as many more of their kind as are asked for.

A further record is a real one under a new id: as long, as full of references and as cited, but with the words of its
texts in another order, so that it means nothing and no text stands twice. What it names are records of the same
copy wherever those exist, so that the records of a large project hang together as the real ones do.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symptomguide.addresses import PAGE_KINDS
from symptomguide.check import load_guide
from symptomguide.documents.document import list_documents
from symptomguide.documents.finish import finish
from symptomguide.models import KINDS, URGENCIES, Record
from symptomguide.publish.dates import build_date
from symptomguide.reading import find_phrases
from symptomguide.records.library import Library, load_library
from symptomguide.records.source import resolve_word
from symptomguide.records.values import NUMBER
from symptomguide.records.walk import walk_texts
from symptomguide.text import LINK
from tests.conftest import ROOT
from tests.tools.real import copy_real

PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9,' -]*")
WORDS = re.compile(r"[A-Za-z]{3}")
SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+")
WIDTH = 100
MARKS = "bdfglmprst"
MIDDLE = 16
"""Words between the first and the last of a sentence, so that a copy is easy to read with its terms torn apart."""
TRIES = 20
"""Orders of the words of a sentence that are tried until one neither diagnoses, nor promises, nor blames."""
GROWING = (*PAGE_KINDS, "exercises", "claims", "sources", "glossary", "changes")
"""Kinds that grow. The rest is tied to the decision tree and the drawings: one set a site, however large."""
PIECE = re.compile(rf"(?:{LINK.pattern}|\*[^*]+\*|\S)+")  # a word, a link or an emphasis with what touches it
LATER = re.compile(r"(?i)\b(?:wait(?:ing)?|today|tomorrow|overnight|days|weeks?)\b")
STOCK_CONFIG = """\
site_name: Stock
theme: material
plugins: [search]
markdown_extensions:
  - attr_list
  - fenced_code
  - tables:
      use_align_attribute: true
  - toc:
      permalink: false
"""

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class _Plan:
    """Which records a project has: the real ids of each kind, and how many are wanted."""

    real: Mapping[str, tuple[str, ...]]
    wanted: Mapping[str, int]

    def name(self, kind: str, name: str, copy: int) -> str:
        """The id of the copy of kind/name, or of the nearest earlier copy that the project has."""
        ids = self.real[kind]
        while copy and ids.index(name) + copy * len(ids) >= self.wanted[kind]:
            copy -= 1
        return f"{name}-x{copy}" if copy else name

    def copies(self, kind: str) -> Iterator[tuple[str, int]]:
        """(real id, number of the copy) of every record beyond the real ones."""
        ids = self.real[kind]
        for index in range(len(ids), self.wanted[kind]):
            yield ids[index % len(ids)], index // len(ids)


def make_project(target: Path, pages: int) -> int:
    """Makes a project at `target` with `pages` records that have a page, and returns how many records it has in all.

    The other kinds in GROWING grow in the same proportion. `pages` is at least what the real project has.
    """
    library, problems = load_library(ROOT)
    if library is None or problems:
        raise ValueError("the project does not pass its own check")
    copy_real(target)
    plan = _plan(library, pages)
    records: dict[tuple[str, str], dict[str, Any]] = {}
    for kind in KINDS:
        for name, copy in plan.copies(kind):
            records[kind, plan.name(kind, name, copy)] = _copy_record(library, plan, kind, name, copy)
    _cite_all(plan, records)
    for (kind, name), value in records.items():
        file = target / "site-data" / kind / f"{name}.yaml"
        file.write_text("\n".join(_dump(value)) + "\n", encoding="utf-8")
    return sum(plan.wanted.values())


def count_pages(records: int) -> int:
    """How many records with a page a project of about that many `records` in all has."""
    library, _ = load_library(ROOT)
    if library is None:
        raise ValueError("the project does not pass its own check")
    counts = {kind: len(found) for kind, found in library.records.items()}
    growing = sum(counts[kind] for kind in GROWING)
    return round(sum(counts[kind] for kind in PAGE_KINDS) * (records - sum(counts.values()) + growing) / growing)


def make_stock(project: Path, target: Path) -> Path:
    """Makes a stock Material project at `target` of the finished Markdown that `project` hands to MkDocs."""
    docs = target / "docs"
    shutil.copytree(project / "content", docs, ignore=shutil.ignore_patterns("*.md"))
    guide = load_guide(project, build_date(project))
    for doc, document in list_documents(guide).items():
        (docs / doc).parent.mkdir(parents=True, exist_ok=True)
        (docs / doc).write_text(finish(document, directories=True), encoding="utf-8")
    (target / "mkdocs.yml").write_text(STOCK_CONFIG, encoding="utf-8")
    return target


def _plan(library: Library, pages: int) -> _Plan:
    real = {kind: tuple(records) for kind, records in library.records.items()}
    total = sum(len(real[kind]) for kind in PAGE_KINDS)
    if pages < total:
        raise ValueError(f"the project has {total} records with a page already")
    wanted = {kind: round(len(ids) * pages / total) if kind in GROWING else len(ids) for kind, ids in real.items()}
    wanted[PAGE_KINDS[0]] += pages - sum(wanted[kind] for kind in PAGE_KINDS)
    return _Plan(real, wanted)


def _copy_record(library: Library, plan: _Plan, kind: str, name: str, copy: int) -> dict[str, Any]:
    record: Record = library.records[kind][name]
    texts: dict[Path_, str] = {}
    for path, text, ref in walk_texts(record):
        if ref in plan.real:
            texts[path] = plan.name(ref, text, copy)
        elif ref == "*":
            texts[path] = _rename(plan, text, copy)
        elif ref is None:
            texts[path] = _shuffle(plan, text, copy)
    value: dict[str, Any] = _own_words(_rebuild(record.model_dump(exclude_unset=True, exclude={"id"}), texts), copy)
    value.pop("milder_than", None)  # the reasons name signs and outcomes, which stay those of the real record
    if value.get("urgency") == URGENCIES[0] and "text" in (first := value["do"][0]):
        first["text"] = f"Go now. {first['text']}"  # an emergency opens with an order
    if kind == "sources":
        value |= _own_numbers(value, copy)
    return value


def _own_numbers(source: Mapping[str, Any], copy: int) -> dict[str, str]:
    """Title, numbers and address of the copy of a source, which is another publication."""
    endings = {"title": f" {_mark(copy)}", "doi": f"x{copy}", "pmid": f"{copy}", "url": f"#{copy}"}
    return {field: f"{source[field]}{ending}" for field, ending in endings.items() if source.get(field)}


def _mark(copy: int) -> str:
    return f"{MARKS[copy // 10 % 10]}{MARKS[copy % 10]}"


def _own_words(value: Any, copy: int) -> Any:
    """`value` with shared statements said by name alone, and each piece of advice in words of this copy."""
    if isinstance(value, list):
        return [_own_words(item, copy) for item in value]
    if not isinstance(value, dict):
        return value
    if "says" in value:
        return {key: item for key, item in value.items() if key in ("says", "phase")}
    if {"text", "strength", "sources"} <= value.keys():
        mark = f"{_mark(copy)}{MARKS[len(value['text']) % 10]}"
        words = (match[0] for match in PIECE.finditer(value["text"]))
        marked = (
            word if "](" in word else re.sub(r"(?<=[A-Za-z])[A-Za-z]{3}(?=[^A-Za-z]*$)", mark, word) for word in words
        )
        text = " ".join(marked)
        if text == " ".join(value["text"].split()):  # nothing but short words
            text = re.sub(r"(?<=[A-Za-z])(?=[^A-Za-z]*$)", mark, text, count=1)
        value = {**value, "text": text}
    return {key: _own_words(item, copy) for key, item in value.items()}


def _rename(plan: _Plan, path: str, copy: int) -> str:
    kind, _, name = path.partition("/")
    return f"{kind}/{plan.name(kind, name, copy)}" if name in plan.real.get(kind, ()) else path


def _shuffle(plan: _Plan, text: str, copy: int) -> str:
    """The words of each sentence of `text` in another order, its links to records of this copy.

    Never longer than `text`, unless that is nothing but links.
    """
    if not WORDS.search(text) or " " not in text:
        return text  # the points of a drawing, a number, a word of a list
    order = random.Random(f"{copy} {text}")
    pieces = []
    for sentence in SENTENCE_END.split(text):  # each begins and ends as before, so that it stays as easy to read
        first, *middle = (_without_number(match[0]) for match in PIECE.finditer(sentence))
        last = middle[-1:]
        middle = middle[:-1]
        while len(" ".join(middle).split()) > MIDDLE and (words := [piece for piece in middle if "](" not in piece]):
            middle.remove(words[-1])
        first = first.capitalize() if first == "a" else first
        for _ in range(TRIES):
            order.shuffle(middle)
            if not any(find_phrases(" ".join([first, *middle, *last]))):
                break
        pieces += [first, *middle, *last]
    pieces = [
        LINK.sub(lambda match: f"[{match[1]}]({_rename(plan, match[2], copy)})", piece) if "](" in piece else piece
        for piece in pieces
    ]
    while len(" ".join(pieces)) > len(text) and (
        words := [piece for piece in pieces if piece.islower() and piece.isalpha()]
    ):
        pieces.remove(min(words, key=len))  # the links have grown by the mark of the copy
    return " ".join(pieces)


def _without_number(piece: str) -> str:
    """A word, or `a` for a number: said of the same thing by two records, a number is a fault of the data.

    So is a word for later times, which in another order would be milder than the record: `then` stands for it.
    """
    if "](" in piece:
        return piece
    return LATER.sub(lambda word: "Then" if word[0].istitle() else "then", re.sub(rf"(?i)\b{NUMBER}\b", "a", piece))


def _rebuild(value: Any, texts: Mapping[Path_, str], path: Path_ = ()) -> Any:
    if isinstance(value, dict):
        return {key: _rebuild(item, texts, (*path, key)) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_rebuild(item, texts, (*path, index)) for index, item in enumerate(value)]
    return texts.get(path, value)


def _cite_all(plan: _Plan, records: Mapping[tuple[str, str], dict[str, Any]]) -> None:
    """Gives each source that no copy rests on a claim to rest on it: the last copy of a project is not whole."""
    cited = {name for value in records.values() for name in _cited(value)}
    claims = [value for (kind, _), value in records.items() if kind == "claims"]
    lost = [name for kind, name in records if kind == "sources" and name not in cited]
    for index, name in enumerate(lost):
        claims[index % len(claims)]["sources"].append(name)


def _cited(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value.get("sources", ())
        for item in value.values():
            yield from _cited(item)
    elif isinstance(value, list):
        for item in value:
            yield from _cited(item)


def _dump(value: Any, indent: str = "") -> Iterator[str]:
    """YAML as an editor would write it: plain words, long text after `>`."""
    for key, item in value.items():
        if isinstance(item, dict):
            yield f"{indent}{key}:"
            yield from _dump(item, f"{indent}  ")
        elif isinstance(item, list):
            yield f"{indent}{key}:" if item else f"{indent}{key}: []"
            for entry in item:
                yield from _dump_item(entry, f"{indent}  ")
        else:
            yield from _dump_text(f"{indent}{key}:", item, f"{indent}  ")


def _dump_item(item: Any, indent: str) -> Iterator[str]:
    if not isinstance(item, dict):
        yield from _dump_text(f"{indent}-", item, f"{indent}  ")
        return
    first, *rest = _dump(item, f"{indent}  ")
    yield f"{indent}- {first[len(indent) + 2 :]}"
    yield from rest


def _dump_text(lead: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, str) and len(value) + len(lead) > WIDTH and " " in value:
        yield f"{lead} >"
        yield from _wrap(value, indent)
    else:
        yield f"{lead} {_word(value)}"


def _wrap(text: str, indent: str) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and len(indent) + len(line) + len(word) >= WIDTH:
            yield indent + line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield indent + line


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return str(value)
    if PLAIN.fullmatch(value) and resolve_word(value) == value:
        return value.strip()
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
