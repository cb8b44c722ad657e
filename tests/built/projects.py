"""The tiny project of small/, cheap to build and to break, and the commands that tests run in a project."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT, command_env
from tests.tools.real import copy_part

SMALL = Path(__file__).parent / "small"
FACTS = ("content", "site-data")
ENGINE = ("hooks", "overrides", "docs", "mkdocs.yml", "CONTRIBUTING.md", "README.md")
PROBLEM = re.compile(r"(?P<path>[^\s:]+):(?P<line>[0-9]+):(?P<column>[0-9]+): (?P<message>.+) \[(?P<rule>[a-z-]+)\]")


@dataclass(frozen=True, order=True)
class Line:
    """A problem as a command printed it."""

    path: str
    line: int
    column: int
    message: str
    rule: str


@dataclass(frozen=True)
class Outcome:
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str

    @property
    def printed(self) -> str:
        return self.out + self.err

    @property
    def problems(self) -> list[Line]:
        """The problems among the printed lines."""
        found = (PROBLEM.fullmatch(line.strip()) for line in self.printed.splitlines())
        return [Line(m["path"], int(m["line"]), int(m["column"]), m["message"], m["rule"]) for m in found if m]


@dataclass(frozen=True)
class Project:
    """A copy of a project that a test may change; commands run in it use the engine of the copy."""

    root: Path

    def __truediv__(self, path: str) -> Path:
        return self.root / path

    @property
    def environment(self) -> dict[str, str]:
        return command_env(self.root)

    def run(self, command: str, *arguments: str, env: Mapping[str, str] | None = None) -> Outcome:
        """Runs `symptomguide` or `mkdocs`."""
        done = subprocess.run(
            [*program(command), *arguments],
            cwd=self.root,
            env=self.environment | dict(env or {}),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    def edit(self, path: str, old: str, new: str) -> None:
        """Replaces the one `old` in a file by `new`."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        (self.root / path).write_text(text.replace(old, new), encoding="utf-8")

    def add(self, path: str, text: str) -> None:
        """Appends to a file, which may be new."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        with (self.root / path).open("a", encoding="utf-8") as file:
            file.write(text)


def program(name: str) -> list[str]:
    """What starts a console command with this very Python."""
    module = {"symptomguide": "symptomguide.cli.commands:main", "mkdocs": "mkdocs.__main__:cli"}[name]
    module, function = module.split(":")
    return [sys.executable, "-c", f"from {module} import {function} as main; main(prog_name={name!r})"]


def copy_small(target: Path) -> Project:
    """The tiny site of small/ with the project's engine."""
    for name in ENGINE:
        copy_part(name, target)
    for cache in (ROOT / "hooks").rglob("__pycache__"):  # saves each command from compiling the engine anew
        shutil.copytree(cache, target / cache.relative_to(ROOT))
    for name in FACTS:
        shutil.copytree(SMALL / name, target / name)
    return Project(target)


def read_tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
