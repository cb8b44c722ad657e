"""Engine tests: what is put in its place is the old one or the new one, whole, wherever the process is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from symptomguide.publish import place
from symptomguide.publish.lock import lock
from symptomguide.publish.place import find_leftovers, open_to_readers, refuse_foreign, repair, staging, swap

OLD, NEW = {"index.html": "old", "of-yesterday.html": "old"}, {"index.html": "new", "page/index.html": "new"}

# Puts a new site in the place of the old one, over and over, in children that are killed at their first, second, third
# … operation on a file, and prints what each left. Asks the system's own list of such operations.
KILLED_AT_EACH = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {hooks!r})
from symptomguide.publish.place import open_to_readers, repair, staging, swap
from symptomguide.publish import place
if not {exchanging}:
    place._exchange = lambda one, other: False
root = Path({root!r})
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background may have been told to ignore it

def put(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)

def read(folder):
    return {{path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.html")}}

def build(last):
    left = last
    def count(event, arguments):
        nonlocal left
        if event.startswith(("open", "os.", "shutil.", "ctypes.")):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), {signal})
    sys.addaudithook(count)
    with staging(root / "site") as fresh:
        put(fresh, {new!r})
        open_to_readers(fresh)
        swap(fresh, root / "site")
    os._exit(0)

for last in range(1, 200):
    put(root / "site", {old!r})
    child = os.fork()
    if child == 0:
        try:
            build(last)
        except BaseException:
            os._exit(3)
    status = os.waitpid(child, 0)[1]
    at_once = read(root / "site")
    names = sorted(path.name for path in root.iterdir())
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
        print("finished", last, names, at_once == {new!r})
        break
    repair(root / "site")
    mended = read(root / "site")
    print("old" if at_once == {old!r} else "new" if at_once == {new!r} else "none" if not at_once else at_once, end=" ")
    print("whole" if mended in ({old!r}, {new!r}) else mended, names)
    import shutil
    shutil.rmtree(root / "site")
    (root / "site.lock").unlink(missing_ok=True)
"""


def kill_at_each(root: Path, how: signal.Signals, *, exchanging: bool) -> list[str]:
    """What was left by each of the killed, one line each; the last line is of the one that came to its end."""
    hooks = str(Path(place.__file__).parents[2])
    script = KILLED_AT_EACH.format(
        hooks=hooks, root=str(root), exchanging=exchanging, signal=int(how), old=OLD, new=NEW
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    *killed, finished = done.stdout.splitlines()
    assert finished.startswith("finished"), finished
    assert finished.endswith("['site'] True"), finished
    assert len(killed) > 15
    return killed


def test_a_process_killed_at_any_of_its_operations_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    killed = kill_at_each(tmp_path, signal.SIGKILL, exchanging=True)
    assert {line.rsplit(" [")[0] for line in killed} == {"old whole", "new whole"}


def test_where_two_folders_cannot_be_exchanged_the_next_build_mends_the_one_gap(tmp_path: Path) -> None:
    killed = kill_at_each(tmp_path, signal.SIGKILL, exchanging=False)
    found = [line.rsplit(" [")[0] for line in killed]
    assert set(found) == {"old whole", "none whole", "new whole"}
    assert found.count("none whole") == 1


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_process_told_to_end_at_any_of_its_operations_cleans_up(tmp_path: Path, how: signal.Signals) -> None:
    killed = kill_at_each(tmp_path, how, exchanging=True)
    assert {line for line in killed if "whole" not in line or ".new-" in line or ".old-" in line} == set()


def folder_with(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "index.html").write_text(text)
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_first_site_needs_no_old_one(tmp_path: Path) -> None:
    swap(folder_with(tmp_path / "site.new-1", "new"), tmp_path / "site")
    assert names(tmp_path) == {"site"}


def test_a_failed_build_leaves_nothing(tmp_path: Path) -> None:
    def build() -> None:
        with staging(tmp_path / "deep/site") as fresh:
            (fresh / "half").touch()
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        build()
    assert names(tmp_path / "deep") == set()


def test_of_several_old_ones_the_newest_comes_back(tmp_path: Path) -> None:
    for number, name in enumerate(("b", "a")):
        folder_with(tmp_path / f"site.old-{name}", name)
        os.utime(tmp_path / f"site.old-{name}", (number, number))
    repair(tmp_path / "site")
    assert (tmp_path / "site/index.html").read_text() == "a"
    assert names(tmp_path) == {"site"}


def test_a_new_site_that_stands_already_stays(tmp_path: Path) -> None:
    out = folder_with(tmp_path / "site", "new")
    folder_with(tmp_path / "site.old-1", "old")
    repair(out)
    assert (out / "index.html").read_text() == "new"
    assert names(tmp_path) == {"site"}


def test_repair_touches_nothing_of_others(tmp_path: Path) -> None:
    out = folder_with(tmp_path / "site", "good")
    folder_with(tmp_path / "site-data", "facts")
    folder_with(tmp_path / "other.new-1", "of another build")
    repair(out)
    assert names(tmp_path) == {"site", "site-data", "other.new-1"}


def test_what_cannot_be_taken_away_is_named_and_in_nobodys_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder_with(tmp_path / "site.new-1", "half")
    monkeypatch.setattr(place.shutil, "rmtree", lambda *_, **__: None)
    with staging(folder_with(tmp_path / "site", "old")) as fresh:
        (fresh / "index.html").write_text("new")
        swap(fresh, tmp_path / "site")
    assert (tmp_path / "site/index.html").read_text() == "new"
    assert [path.name for path in find_leftovers(tmp_path / "site")] == sorted(["site.new-1", fresh.name])


def test_the_lock_of_a_killed_build_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "site.lock").write_text("1")
    with lock(tmp_path / "site"):
        assert (tmp_path / "site.lock").read_text() == str(os.getpid())
    assert not (tmp_path / "site.lock").exists()


def test_what_is_published_can_be_read_by_a_server_whatever_the_umask(tmp_path: Path) -> None:
    folder, file = tmp_path / "site/page", tmp_path / "site/page/index.html"
    folder.mkdir(parents=True, mode=0o700)
    file.touch(mode=0o600)
    open_to_readers(tmp_path / "site")
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "site", folder)} == {0o755}
    assert file.stat().st_mode & 0o777 == 0o644


# --- A build replaces all that is in its target, so that must be a site


@pytest.mark.parametrize("held", ["letter.txt", "content/index.html", "mkdocs.yml"])
def test_a_folder_that_holds_something_else_is_refused(tmp_path: Path, held: str) -> None:
    (tmp_path / held).parent.mkdir(exist_ok=True)
    (tmp_path / held).touch()
    with pytest.raises(OSError, match="holds no site"):
        refuse_foreign(tmp_path)


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").touch()
    with pytest.raises(NotADirectoryError):
        refuse_foreign(tmp_path / "site")


@pytest.mark.parametrize("held", [[], ["index.html"], ["index.html", "about"]])
def test_a_site_an_empty_folder_and_none_at_all_may_be_replaced(tmp_path: Path, held: list[str]) -> None:
    for name in held:
        (tmp_path / name).touch()
    refuse_foreign(tmp_path)
    refuse_foreign(tmp_path / "none")
