"""Puts a payload into every text of a project, as its files hold it, and tells what the pages hold beside words."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from xml.etree import ElementTree

import yaml
from pydantic import BaseModel

from symptomguide.check import load_unjudged
from symptomguide.documents.search import GLOBAL
from symptomguide.guide import Guide
from symptomguide.models import KINDS, Site
from symptomguide.models.shape import find_shape
from symptomguide.models.tree import TreeFile
from symptomguide.pages.content import PageMeta
from symptomguide.problem import Problem, ProblemsFound
from symptomguide.publish.mkdocs_build import render_site
from symptomguide.publish.produced import ADDRESS_ATTRIBUTES
from tests.conftest import EXAMPLE

DAY = datetime.date(2026, 11, 28)
MODELS: Mapping[str, type[BaseModel]] = {**KINDS, "tree": TreeFile, "site.yaml": Site}
BY_LETTER = frozenset(("all-pages/index.html", "glossary/index.html", "macros/index.html"))
"""Pages in the order of the alphabet: a payload at the start of a name moves it, and may open a letter of its own."""
LOOKED_UP = frozenset(
    (
        "site.yaml.strength_words.strength",
        "tree.outcomes.sheet.page",
        "tree.questions.answers.to",
        "tree.questions.checks",
    )
)
"""Fields that hold the name of something, which no type of theirs knows: the checks of the whole project look it up."""
PRINT = re.compile(r"\.[0-9a-f]{8}\.(?=js|css)")
"""In the name of a script, what tells one state of it from another."""
KEY = re.compile(r"[^\W_]+")


class Place(NamedTuple):
    """A text of a file: the file, from the root of the project, and the keys that lead to it."""

    path: str
    keys: tuple[str | int, ...]

    @property
    def field(self) -> str:
        """What it is of its kind: the same for each record."""
        folder = self.path.removeprefix("site-data/").split("/")[0]
        return ".".join([folder, *(key for key in self.keys if isinstance(key, str))])


@dataclass
class Texts:
    """The files of a project as data, and every text in them that is no id and no word of a fixed list."""

    root: Path
    files: dict[str, Any] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for file in sorted((self.root / "site-data").rglob("*.yaml")):
            if file.name != "approvals.yaml":
                self.files[self._name(file)] = yaml.safe_load(file.read_text(encoding="utf-8"))
        for file in sorted((self.root / "content").rglob("*.md")):
            _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
            self.files[self._name(file)], self.bodies[self._name(file)] = yaml.safe_load(head), body

    def _name(self, file: Path) -> str:
        return file.relative_to(self.root).as_posix()

    def places(self, *, looked_up: bool = False) -> list[Place]:
        """Every text, file by file; or each name of what only the checks of the whole project look up."""
        places = (Place(path, keys) for path, data in self.files.items() for keys in _walk(data))
        texts = (place for place in places if _is_text(_model_of(place.path), place.keys))
        return [place for place in texts if (place.field in LOOKED_UP) == looked_up]

    def write(self, target: Path, new: Mapping[Place, str]) -> dict[tuple[str, int], Place]:
        """Writes every file with new texts into `target`; returns where each of them stands, by file and line."""
        lines: dict[tuple[str, int], Place] = {}
        for path, data in self.files.items():
            own = {place.keys: text for place, text in new.items() if place.path == path}
            first = 2 if path in self.bodies else 1
            written = list(_dump(data, own))
            for number, (_, keys) in enumerate(written, first):
                if keys in own:
                    lines[path, number] = Place(path, keys)
            text = "".join(f"{line}\n" for line, _ in written)
            if path in self.bodies:
                text = f"---\n{text}---\n{self.bodies[path]}"
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_text(text, encoding="utf-8")
        return lines


def _model_of(path: str) -> type[BaseModel]:
    return PageMeta if path.endswith(".md") else MODELS[path.split("/")[1]]


def _walk(data: Any, keys: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    if isinstance(data, str):
        yield keys
    for key, value in items:
        yield from _walk(value, (*keys, key))


def _is_text(model: type[BaseModel], keys: tuple[str | int, ...]) -> bool:
    shape = find_shape(model, keys)
    return shape.ref is None and not shape.choices and shape.plain in (str, dict)


def _dump(data: Any, new: Mapping[tuple[str | int, ...], str], keys: tuple[str | int, ...] = ()) -> Iterator[Any]:
    """Yields each line of block YAML, and the keys of the text that it ends in, with texts in double quotes."""
    indent = "  " * len(keys)
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        here, mark = (*keys, key), "-" if isinstance(key, int) else f"{key if KEY.match(key) else json.dumps(key)}:"
        if isinstance(value, (dict, list)) and value:
            yield f"{indent}{mark}", None
            yield from _dump(value, new, here)
        else:
            yield f"{indent}{mark} {_scalar(new.get(here, value))}", here


def _scalar(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else json.dumps(value)


@dataclass(frozen=True)
class Tried:
    """A project with a payload in each of its texts: those that were refused, with why, and the guide of the rest."""

    refused: Mapping[Place, Problem]
    taken: Mapping[Place, str]
    guide: Guide


def try_texts(texts: Texts, project: Path, new: Mapping[Place, str]) -> Tried:
    """Puts new texts into a project; those that its reading refuses go back to what they were.

    Raises ProblemsFound where no problem stands at any of them.
    """
    refused: dict[Place, Problem] = {}
    while True:
        taken = {place: text for place, text in new.items() if place not in refused}
        lines = texts.write(project, taken)
        try:
            return Tried(refused, taken, load_unjudged(project, DAY))
        except ProblemsFound as found:
            again = {lines[at]: problem for problem in found.problems if (at := (problem.path, problem.line)) in lines}
            if not again:
                raise
            refused |= again


class Shape(NamedTuple):
    """What a file holds beside words: its elements with their attributes, and every address that leads away."""

    elements: tuple[Any, ...]
    away: frozenset[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Any] = []
        self.away: set[str] = set()
        self.data = ""
        self.in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if (tag, attrs) == ("em", []):
            return  # the one mark that words may bring
        self.elements.append((tag, *sorted(name for name, _ in attrs), values.get("class", "")))
        for name in ADDRESS_ATTRIBUTES & values.keys():
            if urlsplit(values[name]).scheme or values[name].startswith(("/", "\\")):
                self.away.add(PRINT.sub(".", values[name]))
        self.in_data = tag == "script" and values.get("type") in ("application/json", "application/ld+json")
        self.data = ""

    def handle_data(self, data: str) -> None:
        self.data += data

    def handle_endtag(self, tag: str) -> None:
        if tag != "em":
            self.elements.append(f"/{tag}")
        if self.in_data:
            self.elements.append(repr(_shape_of_data(json.loads(self.data))))
        self.in_data = False

    def handle_comment(self, data: str) -> None:
        self.elements.append(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        self.elements.append(f"<!{decl}")

    def handle_pi(self, data: str) -> None:
        self.elements.append(f"<?{data}")

    def unknown_decl(self, data: str) -> None:
        self.elements.append(f"<![{data}")


def _shape_of_data(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _shape_of_data(value) for key, value in data.items()}
    return [_shape_of_data(item) for item in data] if isinstance(data, list) else type(data).__name__


def read_html(text: str) -> Shape:
    """The shape of a page; raises ValueError where a block of data in it is none."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return Shape(tuple(reader.elements), frozenset(reader.away))


def _read_xml(text: str) -> Shape:
    return Shape(tuple((one.tag, *sorted(one.attrib)) for one in ElementTree.fromstring(text).iter()), frozenset())


def _read_json(text: str) -> Shape:
    return Shape((_shape_of_data(json.loads(text)),), frozenset())


def _read_script(text: str) -> Shape:
    """A script that sets one global to data; others hold no text of a record, and must be the same to the letter."""
    name, _, data = text.partition("=")
    return (
        _read_json(data.strip().removesuffix(";"))
        if name.strip() == f"window.{GLOBAL}"
        else Shape((text,), frozenset())
    )


READERS: Mapping[str, Callable[[str], Shape]] = {
    ".html": read_html, ".xml": _read_xml, ".svg": _read_xml, ".json": _read_json, ".js": _read_script,
}  # fmt: skip


def render(project: Path, guide: Guide, out: Path) -> dict[str, Shape]:
    """Renders a guide as a build does, into `out`; returns the shape of each file that could be more than words."""
    render_site(project, out, guide, offline=False)
    found = {}
    for file in sorted(out.rglob("*")):
        if read := READERS.get(file.suffix):
            name = PRINT.sub(".", file.relative_to(out).as_posix())
            shape = read(file.read_text(encoding="utf-8"))
            found[name] = (
                shape._replace(elements=tuple(sorted(set(shape.elements), key=str))) if name in BY_LETTER else shape
            )
    return found


def shape_of(project: Path, guide: Guide) -> dict[str, Shape]:
    """What `render` finds, of which no file stays."""
    with tempfile.TemporaryDirectory() as folder:
        return render(project, guide, Path(folder) / "site")


def copy_example(target: Path) -> Path:
    """The example without what judges its texts by their words."""
    return shutil.copytree(
        EXAMPLE, target, ignore=shutil.ignore_patterns("__pycache__", "site", "dist", "approvals.yaml")
    )
