"""What tests share: copies of the project to break, and one built site to read.

The tests here are engine tests: they rest on a project of their own and on fixtures. What must hold of any project's
data is in `symptomguide check` and in the package symptomguide.verification, which `make verify` runs.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from symptomguide.verification.fixtures import *  # noqa: F403 - fixtures are found by their names here
from symptomguide.verification.project import PROGRAM, command_env, run_command, shared_folder

__all__ = ["EXAMPLE", "PROGRAM", "ROOT", "command_env", "copy_project", "run_command"]

OFF_LIMITS = tuple(f"{Path(__file__).resolve().parents[1] / name}{os.sep}" for name in ("site-data", "content"))
"""What no engine test reads: the data of this repository's own site, which its editors change at will."""

pytest_plugins = ("symptomguide.verification.plugin",)

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "heel-pain"
"""The project that engine tests rest on: another topic, in small."""

_read: list[str] = []


def _note_reading(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("open", "os.scandir", "os.listdir") and f"{arguments[0]}{os.sep}".startswith(OFF_LIMITS):
        _read.append(str(arguments[0]))


sys.addaudithook(_note_reading)


@pytest.fixture(autouse=True)
def reads_no_data_of_the_site() -> Iterator[None]:
    """Fails an engine test that read the site's own data; what was read on the way to it is no fault of it."""
    _read.clear()
    yield
    found = sorted({str(Path(path).relative_to(ROOT)) for path in _read})
    assert not found, f"an engine test rests on the example and on fixtures, but this one read {', '.join(found[:3])}"


settings.register_profile("ci", derandomize=True, deadline=None, database=None)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def copy_project(target: Path) -> Path:
    """Copies the example into `target`, which must not exist yet, and returns it; its engine is the installed one."""
    return shutil.copytree(EXAMPLE, target, ignore=shutil.ignore_patterns("__pycache__", "site", "dist"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the example that a test may break."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def given_site() -> None:
    """None: the example is built."""


@pytest.fixture(scope="session")
def guide_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example without its history, made once for all workers; tests read it and never write to it."""
    target = shared_folder(tmp_path_factory, EXAMPLE) / "project"
    with target.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.is_dir():
            copy_project(target)
    return target
