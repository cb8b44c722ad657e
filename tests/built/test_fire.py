"""Engine tests: a build under fire leaves the old site or the new one, whole, and says plainly what stopped it.

All ways to build are tried alike. `test_place.py` kills the one step that all rest on at each of its operations; here
whole commands are killed at random moments, race each other, and meet full, read-only and odd places.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from symptomguide.publish.place import find_leftovers
from tests.built.projects import Project, copy_small, program, read_tree
from tests.conftest import ROOT

full = pytest.mark.full
KILLS = 100
RACERS = 20
OLD = {"index.html": b"the last good one"}


@dataclass(frozen=True)
class Way:
    """A way to build: its command, and the folder where what it makes appears."""

    name: str
    command: tuple[str, ...]
    target: str = "site"

    def start(self, project: Project, **environment: str) -> subprocess.Popen[str]:
        """Starts the command in a group of processes of its own, as a terminal does."""
        return subprocess.Popen(
            self.command,
            cwd=project.root,
            env=project.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell in the background ignores it
        )

    def run(self, project: Project, **environment: str) -> tuple[int, str]:
        """Runs the command to its end: its status, and what it printed."""
        process = self.start(project, **environment)
        out, err = process.communicate(timeout=300)
        return process.returncode, out + err

    def read(self, project: Project) -> dict[str, bytes]:
        """What stands in the target: every file with its bytes, those of an archive too."""
        found = read_tree(project / self.target) if (project / self.target).is_dir() else {}
        found = {name: held for name, held in found.items() if not name.startswith(".bundle")}
        for name in [name for name in found if name.endswith(".zip")]:
            with zipfile.ZipFile(project / self.target / name) as archive:
                assert archive.testzip() is None
        return found


MAKE = ("make", "-s", "-o", "setup", "-f", str(ROOT / "Makefile"), f"RUN='{sys.executable}' -m")
WAYS = [
    Way("make site", (*MAKE, "site")),
    Way("make bundle", (*MAKE, "bundle"), "dist"),
    Way("mkdocs build", (*program("mkdocs"), "build")),
]
one_way = pytest.mark.parametrize(
    "way", [WAYS[0], *(pytest.param(way, marks=full) for way in WAYS[1:])], ids=lambda way: way.name
)
each_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)


def put_old(project: Project, way: Way) -> None:
    """Puts the last good one where the way builds."""
    shutil.rmtree(project / way.target, ignore_errors=True)
    (project / way.target).mkdir()
    for name, held in OLD.items():
        (project / way.target / name).write_bytes(held)


def left(project: Project, way: Way) -> list[str]:
    """What a build left beside what it makes."""
    out = project / way.target
    found = [path.name for path in find_leftovers(out)]
    found += [path.name for path in out.iterdir() if path.name.startswith(".bundle")] if out.is_dir() else []
    return found + [path.name for path in project.root.iterdir() if path.suffix == ".lock"]


@pytest.fixture
def finished(small: Project) -> Callable[[Way], dict[str, bytes]]:
    """What a way makes when nothing happens."""

    def build(way: Way) -> dict[str, bytes]:
        put_old(small, way)
        status, printed = way.run(small)
        assert status == 0, printed
        return way.read(small)

    return build


def kill(process: subprocess.Popen[str], how: signal.Signals, seconds: float) -> tuple[int, str]:
    """Lets a process and its children live for so long: the status, and what was printed."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, how)
    out, err = process.communicate(timeout=300)
    return process.returncode, out + err


@full
@each_way
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=lambda how: how.name)
def test_killed_at_random_moments_it_leaves_the_old_one_or_the_new_one(
    small: Project, finished: Callable[[Way], dict[str, bytes]], way: Way, how: signal.Signals
) -> None:
    new = finished(way)
    started = time.monotonic()
    assert way.run(small)[0] == 0
    needed = time.monotonic() - started
    chance, seen = random.Random(4711), {"old": 0, "new": 0}
    for _ in range(KILLS if how is signal.SIGKILL else KILLS // 5):
        put_old(small, way)
        status, printed = kill(way.start(small), how, chance.uniform(0, needed * 1.1))
        found = way.read(small)
        assert found in (OLD, new | OLD if way.target == "dist" else new), (status, printed, sorted(found))
        seen["old" if found == OLD else "new"] += 1
        if how is not signal.SIGKILL:
            assert not left(small, way), (status, printed)
    assert way.run(small)[0] == 0
    assert not left(small, way)
    print(way.name, how.name, seen)


@full
@each_way
def test_of_twenty_racers_each_finishes_or_names_another(small: Project, way: Way) -> None:
    put_old(small, way)
    racers = [way.start(small) for _ in range(RACERS)]
    ended = [(racer.communicate(timeout=600), racer.returncode) for racer in racers]
    printed = [out + err for (out, err), _ in ended]
    assert {status == 0 for _, status in ended} <= {True, False}
    assert any(status == 0 for _, status in ended)
    assert [text for text in printed if "Traceback" in text] == []
    refused = [text for text, (_, status) in zip(printed, ended, strict=True) if status]
    assert [text for text in refused if "is building into this folder" not in text] == []
    assert len(way.read(small)) > len(OLD)
    assert not left(small, way)
    print(way.name, "refused", len(refused), "of", RACERS)


# --- Places that refuse


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Mounts small file systems, and takes them away again."""
    if os.geteuid():
        pytest.skip("only the root user mounts file systems")
    mounts: list[Path] = []

    def mount(options: str, where: Path | None = None) -> Path:
        folder = where or tmp_path / f"mounted-{len(mounts)}"
        folder.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(folder)], check=True)
        mounts.append(folder)
        return folder

    yield mount
    for folder in reversed(mounts):
        subprocess.run(["umount", str(folder)], check=True)


def refuses_plainly(way: Way, project: Project, reason: str) -> str:
    """Runs a command that must fail for a reason, in plain words, and leave the old one; returns what it printed."""
    status, printed = way.run(project)
    assert status != 0, printed
    assert "Traceback" not in printed
    assert reason in printed
    assert way.read(project) == OLD
    return printed


@full
@each_way
@pytest.mark.parametrize("room", [1, 30, 100, 300])
def test_a_full_disk_leaves_the_old_one(small: Project, mounted: Callable[..., Path], way: Way, room: int) -> None:
    """The project stands on a disk with so many kB left."""
    disk = mounted("size=20m")
    project = Project(Path(shutil.copytree(small.root, disk / "project")))
    put_old(project, way)
    free = shutil.disk_usage(disk).free
    (disk / "filler").write_bytes(b"x" * (free - room * 1024))
    refuses_plainly(way, project, "No space left on device")
    assert not left(project, way)


@full
@each_way
def test_a_read_only_place_leaves_the_old_one(small: Project, mounted: Callable[..., Path], way: Way) -> None:
    disk = mounted("size=20m")
    project = Project(Path(shutil.copytree(small.root, disk / "project")))
    put_old(project, way)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    refuses_plainly(way, project, "Read-only file system")


@full
@each_way
def test_what_cannot_be_taken_away_stands_in_nobodys_way(
    small: Project, mounted: Callable[..., Path], way: Way
) -> None:
    put_old(small, way)
    name = "dist/.bundle.new-0" if way.target == "dist" else "site.new-0"
    (small / name).mkdir()
    mounted("size=1m", small / name / "held")
    status, printed = way.run(small)
    assert status == 0, printed
    assert len(way.read(small)) > len(OLD)
    if way.name != "mkdocs build":  # its output is its own
        assert f"{Path(name).name} is left of a build and cannot be taken away" in printed


@one_way
def test_a_target_that_is_a_link_keeps_its_place(small: Project, way: Way) -> None:
    (small / "served").mkdir()
    (small / way.target).symlink_to("served")
    assert way.run(small)[0] == 0
    assert (small / way.target).is_symlink()
    assert [path for path in (small / "served").iterdir() if path.suffix in (".html", ".zip")]
    assert not left(small, way)


# --- Settings from outside that make no sense


@pytest.mark.parametrize(
    ("way", "name", "value"),
    [(WAYS[0], "SITE_URL", "example.org/elbow"), (WAYS[2], "SOURCE_DATE_EPOCH", "1786320000000")],
    ids=["address", "time"],
)
def test_a_setting_that_makes_no_sense_is_named_in_one_line(small: Project, way: Way, name: str, value: str) -> None:
    put_old(small, way)
    status, printed = way.run(small, **{name: value})
    assert status != 0
    assert "Traceback" not in printed
    told = [line for line in printed.splitlines() if line.endswith("[environment]")]
    assert [line.split(":")[0] for line in told] == [name]
    assert value in told[0]
    assert way.read(small) == OLD


@pytest.mark.parametrize("way", [WAYS[0], WAYS[2]], ids=lambda way: way.name)
def test_no_traceback_shows_where_the_output_lacks_a_letter(small: Project, way: Way) -> None:
    small.edit("site-data/causes/sore-elbow.yaml", "muscles: [biceps]", "muscles: [bízeps→]")
    status, printed = way.run(small, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert status != 0
    assert "Traceback" not in printed
    assert "Logging error" not in printed
    assert "sore-elbow.yaml" in printed


@pytest.mark.full
def test_the_archive_can_be_read_by_a_server_whatever_the_umask(tmp_path: Path) -> None:
    project = copy_small(tmp_path / "small")
    before = os.umask(0o077)
    try:
        assert project.run("symptomguide", "bundle").status == 0
    finally:
        os.umask(before)
    (archive,) = (project / "dist").glob("*.zip")
    assert archive.stat().st_mode & 0o777 == 0o644
