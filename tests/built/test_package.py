"""The engine installed alone, from a folder, serves a project that holds data and content and nothing of the engine.

Engine tests: they rest on the example. Nothing is fetched: what the engine needs is found where the tests found it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "heel-pain"
PACKAGE = ("hooks", "overrides", "pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE")
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet")
ALONE = ("--no-deps", "--no-index")


@dataclass(frozen=True)
class Installed:
    """A project, and an environment with the engine installed for it."""

    environment: Path
    project: Path

    def run(self, *arguments: str) -> str:
        """What a command of the engine printed; it must succeed."""
        return run(self.environment / "bin" / "symptomguide", *arguments, cwd=self.project)


def run(*command: str | Path, cwd: Path) -> str:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "SITE_URL")}
    bare = kept | {"GIT_CEILING_DIRECTORIES": str(cwd.parent), "SOURCE_DATE_EPOCH": "1767225600", "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=cwd, env=bare, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    source = folder / "engine"
    source.mkdir()
    for name in PACKAGE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy2(ROOT / name, source / name)
    run(*PIP, "wheel", *ALONE, "--no-build-isolation", "--wheel-dir", folder, source, cwd=folder)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("elsewhere")
    environment, project = folder / "env", folder / "my topic"
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=folder)
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "others.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    run(*PIP, "--python", environment / "bin" / "python", "install", *ALONE, wheel, cwd=folder)
    shutil.copytree(EXAMPLE, project, ignore=shutil.ignore_patterns("__pycache__", "site", "dist"))
    return Installed(environment, project)


def test_the_engine_that_runs_is_the_installed_one(installed: Installed) -> None:
    where = "from symptomguide.publish.theme import find_theme; print(find_theme())"
    theme = Path(run(installed.environment / "bin" / "python", "-c", where, cwd=installed.project).strip())
    assert theme.is_relative_to(installed.environment.resolve())
    assert {file.relative_to(theme) for file in theme.rglob("*") if file.is_file()} == {
        file.relative_to(ROOT / "overrides") for file in (ROOT / "overrides").rglob("*") if file.is_file()
    }


def test_a_project_of_data_and_content_passes_its_checks(installed: Installed) -> None:
    assert "no problem found" in installed.run("check")


@pytest.mark.full
def test_it_is_built_with_the_theme_of_the_engine(installed: Installed) -> None:
    installed.run("build")
    site = installed.project / "site"
    assert 'class="cf-brand__mark"' in (site / "index.html").read_text(encoding="utf-8")
    assert list((site / "assets/javascripts").glob("checker.*.js"))


@pytest.mark.full
def test_it_is_packed_for_use_without_network(installed: Installed) -> None:
    installed.run("bundle")
    assert len(list((installed.project / "dist").glob("*.zip"))) == 1


def test_the_package_holds_no_project(wheel: Path) -> None:
    names = subprocess.run(
        [sys.executable, "-m", "zipfile", "-l", wheel], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert "symptomguide/templates/" in names
    assert not any(line.startswith(("site-data/", "content/", "tests/")) for line in names.splitlines())
