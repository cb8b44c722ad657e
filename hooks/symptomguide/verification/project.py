"""The site that a project builds, made once for all workers of a run."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

PROGRAM = "from symptomguide.cli.commands import main; main(prog_name='symptomguide')"
ENGINE_FOLDER = Path(__file__).resolve().parents[2]
"""The folder that holds the package."""

DEEP = "Übungen & mehr/für zu Hause/膝と足 (2) 100% #1"
"""Where somebody may unpack a copy."""

OF_THIS_MACHINE = ("SOURCE_DATE_EPOCH", "SITE_URL")


@dataclass(frozen=True)
class Bundle:
    """The offline copy: the archive, and the folder it unpacks to; and the check in one file."""

    archive: Path
    folder: Path
    check: Path


def command_env(project: Path) -> dict[str, str]:
    """The environment for a process with the engine of `project`, or else this one, and no setting of the shell."""
    kept = {name: value for name, value in os.environ.items() if name not in OF_THIS_MACHINE}
    own = project / "hooks"
    path = own if (own / "symptomguide").is_dir() else ENGINE_FOLDER
    return kept | {
        "PYTHONPATH": str(path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "GIT_CEILING_DIRECTORIES": "/",
    }


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


def shared_folder(factory: pytest.TempPathFactory, project: Path) -> Path:
    """The folder of a project that all workers of a run share."""
    base = factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base  # workers have a folder each below one
    folder = base / f"{project.name}-{hashlib.sha256(str(project).encode()).hexdigest()[:8]}"
    folder.mkdir(exist_ok=True)
    return folder


def build_once(shared: Path, project: Path, name: str, *options: str) -> Path:
    """The folder of the built site, made by whoever comes first; nobody writes to it."""
    site = shared / name
    with (shared / f"{name}.once").open("w") as lock:  # the build itself holds NAME.lock
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.is_dir():
            done = run_command(project, "build", "--out", str(site), *options)
            if done.returncode:
                pytest.fail(f"the site does not build:\n{done.stdout}{done.stderr}", pytrace=False)
    return site


def bundle_once(shared: Path, project: Path, given: Path | None = None) -> Bundle:
    """The offline copy, made by whoever comes first, unpacked deep below names of all kinds; nobody writes to it.

    It is that of the site in `given`, where there is one.
    """
    folder = shared / "on a usb stick"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "unpacked").is_dir():
            shutil.rmtree(folder / "making", ignore_errors=True)
            done = None if given else run_command(project, "bundle", "--out", str(folder))
            if done and done.returncode:
                pytest.fail(f"the offline copy cannot be made:\n{done.stdout}{done.stderr}", pytrace=False)
            with zipfile.ZipFile(next((given or folder).glob("*-offline.zip"))) as archive:
                archive.extractall(folder / "making" / DEEP)
            (folder / "making").rename(folder / "unpacked")
    held = given or folder
    (archive_file,), (check,), (unpacked,) = (
        held.glob("*-offline.zip"), held.glob("*-check.html"), (folder / "unpacked" / DEEP).iterdir()
    )  # fmt: skip
    return Bundle(archive_file, unpacked, check)
