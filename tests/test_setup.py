"""Engine tests: `.ci/setup` heals any .venv that it finds. A script plays Python, so that nothing is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SHELLS = [name for name in ("dash", "bash", "sh") if shutil.which(name)]
LOCK = "requirements.txt"

# Makes a .venv whose python is this script too; notes what pip is asked for. It is usable while .venv/usable is there.
PYTHON = f"""#!/bin/sh
case "$*" in
    "-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python && touch .venv/usable && echo venv >>calls ;;
    "-m pip "*) [ ! -e offline ] && echo "pip $*" >>calls ;;
    "-c import os, pip, sys"*) [ -e .venv/usable ] ;;
    -V) echo "Python ${{PLAYED:-3.12.1}}" ;;
    *) exec '{sys.executable}' "$@" ;;
esac
"""


class Machine:
    """A folder with what `.ci/setup` reads, and a Python that only notes what it is asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / ".ci").mkdir(parents=True)
        shutil.copy(ROOT / ".ci/setup", folder / ".ci")
        for name in (LOCK, "requirements-test.txt", "pyproject.toml"):
            (folder / name).write_text(name, encoding="utf-8")
        self.python = folder / "a python"
        self.python.write_text(PYTHON, encoding="utf-8")
        self.python.chmod(0o755)

    def set_up(self, lock: str = LOCK, shell: str = "sh", **environment: str) -> subprocess.CompletedProcess[str]:
        known = os.environ | {"PYTHON": str(self.python), "LC_ALL": "C"} | environment
        command = [shell, ".ci/setup", lock]
        return subprocess.run(command, cwd=self.folder, env=known, capture_output=True, encoding="utf-8", check=False)

    def calls(self) -> list[str]:
        """What was asked of Python since the last look: the first word of each call."""
        file = self.folder / "calls"
        found = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return [line.split()[0] for line in found]


NEW = ["venv", "pip", "pip"]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "an 'odd' \"$HOME\" földer")


@pytest.fixture
def ready(machine: Machine) -> Machine:
    """The same, set up once."""
    assert machine.set_up().returncode == 0
    machine.calls()
    return machine


@pytest.mark.parametrize("shell", SHELLS)
def test_a_fresh_folder_is_set_up_once(machine: Machine, shell: str) -> None:
    done = machine.set_up(shell=shell)
    assert (done.returncode, done.stderr, machine.calls()) == (0, "", NEW)
    assert machine.set_up(shell=shell).returncode == 0
    assert machine.calls() == []


@pytest.mark.parametrize("left", ["folder", "file", "dead link", "no pip"])
def test_a_half_made_one_is_made_anew(machine: Machine, left: str) -> None:
    venv = machine.folder / ".venv"
    if left == "file":
        venv.touch()
    elif left == "dead link":
        venv.symlink_to("nowhere")
    else:
        (venv / "bin").mkdir(parents=True)
    if left == "no pip":
        shutil.copy(machine.python, venv / "bin/python")
    assert machine.set_up().returncode == 0
    assert machine.calls() == NEW


def test_one_whose_python_has_gone_is_made_anew(ready: Machine) -> None:
    (ready.folder / ".venv/bin/python").unlink()
    assert ready.set_up().returncode == 0
    assert ready.calls() == NEW


def test_one_that_was_moved_with_its_folder_is_made_anew(ready: Machine, tmp_path: Path) -> None:
    moved = ready.folder.rename(tmp_path / "elsewhere")
    ready.folder, ready.python = moved, moved / "a python"
    assert ready.set_up().returncode == 0
    assert ready.calls() == NEW


def test_one_of_another_python_than_asked_for_is_made_anew(ready: Machine) -> None:
    other = ready.folder / "other"
    other.write_text(PYTHON.replace("3.12.1", "3.13.0"), encoding="utf-8")
    other.chmod(0o755)
    assert ready.set_up(PYTHON=str(other)).returncode == 0
    assert ready.calls() == NEW


def test_a_changed_lock_is_installed_into_the_same_one(ready: Machine) -> None:
    (ready.folder / LOCK).write_text("changed", encoding="utf-8")
    assert ready.set_up().returncode == 0
    assert ready.calls() == ["pip", "pip"]


def test_an_install_that_failed_is_tried_again(machine: Machine) -> None:
    (machine.folder / "offline").touch()
    assert machine.set_up().returncode != 0
    (machine.folder / "offline").unlink()
    assert machine.set_up().returncode == 0
    assert machine.calls() == NEW


def test_what_the_tests_need_holds_what_a_build_needs_but_not_the_other_way(ready: Machine) -> None:
    ready.set_up("requirements-test.txt")
    assert ready.calls() == ["pip", "pip"]
    ready.set_up()
    assert ready.calls() == []


def test_a_python_that_is_missing_is_named_with_what_to_do(machine: Machine) -> None:
    done = machine.set_up(PYTHON="no-such-python")
    assert done.returncode == 1
    assert done.stderr.startswith("Python is missing. Install Python 3.11")


LOCKER = """#!/bin/sh
while [ $# -gt 1 ]; do shift; done
{ echo "new==2 \\\\"; echo "    --hash=sha256:0"; sed 's/^/# asked for: /'; } >"$1"
"""
"""Plays `uv pip compile`, whose last argument is the file that it writes."""


def test_every_lock_file_is_renewed_and_keeps_the_note_on_top_of_it(tmp_path: Path) -> None:
    locks = sorted(file.name for file in ROOT.glob("requirements*.txt"))
    for name in (*locks, ".ci/lock"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").write_text(LOCKER, encoding="utf-8")
    (tmp_path / ".venv/bin/python").chmod(0o755)
    subprocess.run(["sh", ".ci/lock"], cwd=tmp_path, check=True, capture_output=True)
    assert sorted(path.name for path in tmp_path.glob("requirements*")) == locks
    for name in locks:
        old, new = ((folder / name).read_text(encoding="utf-8") for folder in (ROOT, tmp_path))
        note = old[: old.index(next(line for line in old.splitlines() if not line.startswith("#")))]
        assert new.startswith(f"{note}new==2"), name


def test_a_lock_file_names_what_it_held() -> None:
    """What each is made from stands in `.ci/lock`, or in pyproject.toml."""
    text = (ROOT / ".ci/lock").read_text(encoding="utf-8")
    for name in ("properdocs", "reader"):
        held = (ROOT / f"requirements-{name}.txt").read_text(encoding="utf-8")
        package = next(line for line in held.splitlines() if "==" in line).partition("==")[0]
        assert f"renew requirements-{name}.txt --no-deps" in text
        assert package in text
