"""Starts a project about another symptom: copies the starter, whose texts say themselves what to fill in.

The routing of its check is accepted as it is, so that the first change of it shows.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path

from ..check import load_guide
from ..guide import Guide
from ..problem import Problem, ProblemsFound, shown
from ..records.file import SourceFile
from ..records.heads import FIELDS_FILE
from ..tree import accept_baseline, build_library_graph

STARTER = Path(__file__).resolve().parents[1] / "starter"
TO_FILL_IN = "To fill in"
"""How a text of the starter begins that somebody has still to write."""
DOT = "dot-"  # stands for the dot of a hidden name, which a package would leave out
MONTHS = 6


def write_site(folder: Path, today: datetime.date, engine: str) -> tuple[str, ...]:
    """Writes a new project into `folder` and returns the paths of its files.

    `engine` is the line of its requirements.txt. Raises ProblemsFound, and touches nothing, where anything but the
    folder of a version control is there.
    """
    from .manual import build_fields  # here, since a check needs but what is below

    if folder.exists() and (not folder.is_dir() or any(entry.name != ".git" for entry in folder.iterdir())):
        message = "something is here already, and nothing was changed; name a folder that is new or empty"
        raise ProblemsFound([Problem(shown(folder.name), 1, 1, message, "folder-not-empty")])
    words = {"@TODAY@": today.isoformat(), "@NEXT@": _months_later(today).isoformat(), "@ENGINE@": engine}
    texts = {**dict(_read_starter(words)), FIELDS_FILE: build_fields()}
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    library = load_guide(folder, today).library
    if library.tree:
        accept_baseline(folder, build_library_graph(library.tree, library))
    return tuple(texts)


def find_engine() -> str:
    """The line of a requirements.txt that installs the engine from where it was installed here."""
    engine = distribution("symptomguide")
    origin = json.loads(engine.read_text("direct_url.json") or "{}")
    if "vcs_info" in origin:
        address = f"{origin['vcs_info']['vcs']}+{origin['url']}@{origin['vcs_info']['commit_id']}"
    elif "url" in origin:
        address = origin["url"]
    else:
        return f"symptomguide=={engine.version}"
    return f"symptomguide @ {address}"


def find_unfilled(root: Path, guide: Guide) -> Iterator[Problem]:
    """Yields a problem for each text of records, tree and pages at `root` that is still to be filled in."""
    for source in guide.library.files.values():
        yield from source.recall_problems("to-fill-in", _find_unfilled)
    for page in guide.pages.values():
        for number, line in enumerate((root / page.path).read_text(encoding="utf-8").split("\n"), 1):
            if (column := line.find(TO_FILL_IN)) >= 0:
                yield Problem(page.path, number, column + 1, _remedy(line[column:]), "to-fill-in")


def _find_unfilled(source: SourceFile) -> Iterator[Problem]:
    for path, text in source.texts:
        if TO_FILL_IN in text:
            yield source.problem(source.place_of(path, TO_FILL_IN), _remedy(text), "to-fill-in")


def _remedy(text: str) -> str:
    return f"'{shown(text)}' is still to be filled in; write it, or take it out"


def _read_starter(words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yields (path, text) of each file of a new project."""
    for file in sorted(path for path in STARTER.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        path, text = file.relative_to(STARTER).as_posix(), file.read_text(encoding="utf-8")
        for word, meaning in words.items():
            path, text = path.replace(word, meaning), text.replace(word, meaning)
        yield "/".join(part.replace(DOT, ".", 1) if part.startswith(DOT) else part for part in path.split("/")), text


def _months_later(day: datetime.date) -> datetime.date:
    month = day.month - 1 + MONTHS
    return datetime.date(day.year + month // 12, month % 12 + 1, min(day.day, 28))
