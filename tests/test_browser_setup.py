"""Engine tests: `.ci/browser` finds a browser, or installs the quickest it may. Scripts play apt-get and the rest."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT

APT = """#!/bin/sh
echo "$*" >>'{log}'
[ "$4" = libatomic1 ] && rm 'a library is missing'
[ "$1" = update ] || [ "$4" = libatomic1 ] || [ "$4" = "{offered}" ]
"""
PYTHON = """#!/bin/sh
case "$*" in "-m playwright --version") [ ! -e 'a library is missing' ] ;; *) exit 1 ;; esac
"""
"""Playwright runs, and neither has a browser of its own nor can fetch one."""

Found = tuple[int, list[str]]
Try = Callable[..., Found]


def _program(folder: Path, name: str, text: str = "#!/bin/sh\n") -> None:
    (folder / name).write_text(text, encoding="utf-8")
    (folder / name).chmod(0o755)


@pytest.fixture
def look(tmp_path: Path) -> Try:
    """Runs `.ci/browser` where `present` is on the PATH, Debian gives `offered`, and the user is `uid`.

    Returns the exit status and the packages that were asked for.
    """
    (tmp_path / ".venv/bin").mkdir(parents=True)
    _program(tmp_path / ".venv/bin", "python", PYTHON)
    log = tmp_path / "log"

    def run(*present: str, offered: str = "", uid: int = 0) -> Found:
        shutil.rmtree(programs := tmp_path / "programs", ignore_errors=True)
        programs.mkdir()
        for name in present:
            _program(programs, name)
        _program(programs, "id", f"#!/bin/sh\necho {uid}\n")
        _program(programs, "apt-get", APT.format(log=log, offered=offered))
        for name in ("touch", "rm"):
            (programs / name).symlink_to(str(shutil.which(name)))
        shell = str(shutil.which("sh"))
        known = {name: value for name, value in os.environ.items() if name not in ("CHROMIUM", "PATH")}
        command = [shell, str(ROOT / ".ci/browser")]
        log.write_text("", encoding="utf-8")
        done = subprocess.run(command, cwd=tmp_path, env=known | {"PATH": str(programs)}, check=False)
        asked = [line.split()[-1] for line in log.read_text(encoding="utf-8").splitlines() if "install" in line]
        return done.returncode, asked

    return run


def test_a_headless_shell_is_enough(look: Try) -> None:
    assert look("chromium-headless-shell") == (0, [])


def test_a_headless_shell_is_fetched_where_only_a_whole_chromium_is(look: Try) -> None:
    assert look("chromium", offered="chromium-headless-shell") == (0, ["chromium-headless-shell"])


def test_where_it_cannot_be_had_the_whole_one_does_and_it_is_asked_for_once(look: Try) -> None:
    assert look("chromium") == (0, ["chromium-headless-shell"])
    assert look("chromium") == (0, [])


def test_where_there_is_none_at_all_a_whole_one_is_installed(look: Try) -> None:
    assert look(offered="chromium") == (0, ["chromium-headless-shell", "chromium"])


def test_nothing_is_installed_for_somebody_who_may_not(look: Try, capfd: pytest.CaptureFixture[str]) -> None:
    assert look(uid=1000) == (1, [])
    assert "sudo apt-get install chromium-headless-shell" in capfd.readouterr().err
    assert look("chromium", uid=1000) == (0, [])


def test_a_library_that_drives_the_browser_is_installed_where_it_is_missing(look: Try, tmp_path: Path) -> None:
    (tmp_path / "a library is missing").touch()
    assert look("chromium-headless-shell") == (0, ["libatomic1"])
    assert look("chromium-headless-shell") == (0, [])


def test_a_missing_library_is_named_to_somebody_who_may_install_nothing(
    look: Try, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a library is missing").touch()
    assert look("chromium-headless-shell", uid=1000) == (1, [])
    assert "sudo apt-get install libatomic1" in capfd.readouterr().err
