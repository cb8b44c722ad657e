"""What tests share: copies of the project to break, and one built site to read.

The tests here are engine tests: they rest on a project of their own and on fixtures. What must hold of any project's
data is in `symptomguide check` and in the package symptomguide.verification, which `make verify` runs.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from symptomguide.verification.fixtures import *  # noqa: F403 - fixtures are found by their names here
from symptomguide.verification.project import PROGRAM, command_env, run_command, shared_folder

__all__ = ["EXAMPLE", "PROGRAM", "ROOT", "command_env", "copy_project", "run_command"]

pytest_plugins = ("symptomguide.verification.plugin",)

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "heel-pain"
"""The project that engine tests rest on: another topic, in small."""

PROJECT_PARTS = ("content", "site-data", "hooks", "overrides", "docs", "mkdocs.yml", "CONTRIBUTING.md", "README.md")

settings.register_profile("ci", derandomize=True, deadline=None, database=None)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def copy_project(target: Path) -> Path:
    """Copies what a build needs into `target`, which must not exist yet, and returns it."""
    target.mkdir(parents=True)
    for name in PROJECT_PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        elif source.exists():
            shutil.copy2(source, target / name)
    baseline = ROOT / "tests" / "tree-baseline.txt"
    if baseline.exists():
        (target / "tests").mkdir()
        shutil.copy2(baseline, target / "tests")
    return target


def copy_example(target: Path) -> Path:
    """Copies the example into `target`, which must not exist yet, and returns it; its engine is the installed one."""
    return shutil.copytree(EXAMPLE, target, ignore=shutil.ignore_patterns("__pycache__", "site", "dist"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may break."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def guide_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example without its history, made once for all workers; tests read it and never write to it."""
    target = shared_folder(tmp_path_factory, EXAMPLE) / "project"
    with target.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.is_dir():
            copy_example(target)
    return target
