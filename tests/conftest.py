"""What tests share: copies of the project to break, and one built site to read."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from .browser import launch_chromium

ROOT = Path(__file__).resolve().parents[1]
PROJECT_PARTS = ("content", "site-data", "hooks", "overrides", "docs", "mkdocs.yml", "CONTRIBUTING.md", "README.md")
PROGRAM = "from symptomguide.cli import main; main(prog_name='symptomguide')"

settings.register_profile("ci", derandomize=True, deadline=None, database=None)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one browser of a run: Playwright cannot start a second time while a process has it running."""
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        yield browser
        browser.close()


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


def run_command(
    project: Path, *arguments: str, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs `symptomguide` in a process of its own, with the engine and the templates of `project`."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=cwd or project,
        env=command_env(project) | dict(env or {}),
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def command_env(project: Path) -> dict[str, str]:
    """The environment for a process that uses the engine of `project` and none of this machine's settings."""
    kept = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "SITE_URL")}
    return kept | {"PYTHONPATH": str(project / "hooks"), "PYTHONDONTWRITEBYTECODE": "1", "GIT_CEILING_DIRECTORIES": "/"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may break."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built once for all workers; tests read it and never write to it."""
    return _build_once(tmp_path_factory, "built")


@pytest.fixture(scope="session")
def offline_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site for use without a server, built once for all workers; never written to."""
    return _build_once(tmp_path_factory, "offline", "--offline")


def _build_once(factory: pytest.TempPathFactory, name: str, *options: str) -> Path:
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base  # workers have a folder each below one
    site = shared / f"{name}-project" / "site"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.is_dir():
            shutil.rmtree(site.parent, ignore_errors=True)
            done = run_command(copy_project(site.parent), "build", "--out", str(site), *options)
            assert done.returncode == 0, done.stdout + done.stderr
    return site
