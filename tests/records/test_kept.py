"""Engine tests on fixtures: what a check keeps for the next one never lets an old answer through."""

from __future__ import annotations

import datetime
import os
import pickle
import shutil
from pathlib import Path

import pytest

from symptomguide.check import check_guide
from symptomguide.problem import format_text
from symptomguide.publish import kept
from symptomguide.publish.kept import FOLDER, keeping, mark_engine
from symptomguide.records import kept as reading
from symptomguide.records.kept import FROZEN, recall_frozen
from symptomguide.store import Store, open_notes, using
from tests.records.test_cases import BASE, CASE_FILES, TODAY, apply_change, matches, read_case

EARLIER = datetime.date(2020, 1, 1)


def check(site: Path, day: datetime.date = TODAY) -> list[str]:
    """What a check says that keeps what it found."""
    with keeping(site, "check"):
        _, problems = check_guide(site, day)
    return format_text(problems).split("\n") if problems else []


def check_cold(site: Path, day: datetime.date = TODAY) -> list[str]:
    """What a check says that keeps nothing, and finds nothing."""
    _, problems = check_guide(site, day)
    return format_text(problems).split("\n") if problems else []


@pytest.fixture(scope="module")
def kept_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound site with what its first check kept; tests copy it."""
    site = shutil.copytree(BASE, tmp_path_factory.mktemp("kept") / "site")
    assert check(site) == []
    return site


@pytest.fixture
def site(kept_site: Path, tmp_path: Path) -> Path:
    return shutil.copytree(kept_site, tmp_path / "site")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files whose records are made anew meanwhile."""
    found: list[str] = []
    build = reading.build_model

    def note(model, source, **extra):  # type: ignore[no-untyped-def]
        found.append(source.path)
        return build(model, source, **extra)

    monkeypatch.setattr(reading, "build_model", note)
    return found


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


# --- The same as without it, whatever changed


@pytest.mark.parametrize(
    "file",
    [pytest.param(file, marks=[pytest.mark.full] if index % 12 else []) for index, file in enumerate(CASE_FILES)],
    ids=lambda file: f"{file.parent.name}/{file.stem}",
)
def test_each_case_is_told_after_a_check_of_the_sound_site_and_told_again(site: Path, file: Path) -> None:
    changes, expected = read_case(file)
    for change in changes:
        apply_change(site, change)
    told = check(site)
    assert check(site) == told
    assert [matches(line, wanted) for line, wanted in zip(told, expected, strict=True)] == [True] * len(told)


def test_another_day_is_another_answer(site: Path) -> None:
    assert check(site, EARLIER) == check_cold(site, EARLIER) != []
    assert check(site) == []


@pytest.mark.parametrize("kind", ["causes", "muscles", "sources", "red-flags", "tree"])
def test_a_file_that_is_gone_is_missed_where_it_is_named(site: Path, kind: str) -> None:
    next(iter(sorted((site / "site-data" / kind).glob("*.yaml")))).unlink()
    assert check(site) == check_cold(site) != []


def test_a_file_that_comes_back_is_as_it_was(site: Path) -> None:
    file = next(iter((site / "site-data/causes").glob("*.yaml")))
    held = file.read_bytes()
    file.unlink()
    assert check(site) != []
    file.write_bytes(held)
    assert check(site) == []


def test_a_sign_that_changes_its_level_is_another_tree(site: Path) -> None:
    file = next(file for file in sorted((site / "site-data/red-flags").glob("*.yaml")) if "level: same-day" in
                file.read_text(encoding="utf-8"))  # fmt: skip
    replace(file, "level: same-day", "level: emergency")
    assert check(site) == check_cold(site) != []


# --- It saves the work


def test_a_record_is_read_again_only_where_it_changed(site: Path, read: list[str]) -> None:
    assert check(site) == []
    assert read == []
    file = next(iter((site / "site-data/causes").glob("*.yaml")))
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert check(site) == []
    assert read == [f"site-data/causes/{file.name}"]


def test_what_has_a_problem_is_read_again_each_time(site: Path, read: list[str]) -> None:
    file = next(iter((site / "site-data/causes").glob("*.yaml")))
    file.write_text(file.read_text(encoding="utf-8") + "odd: field\n", encoding="utf-8")
    assert check(site) == check(site) != []
    assert read == [f"site-data/causes/{file.name}"] * 2


# --- The engine is part of every answer


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for the engine, with a template in it."""
    (tmp_path / "engine/templates").mkdir(parents=True)
    (tmp_path / "engine/templates/a.jinja").write_text("one")
    monkeypatch.setattr(kept, "ENGINE", tmp_path / "engine")
    return tmp_path / "engine"


def test_a_file_of_the_engine_that_changed_is_another_engine(engine: Path, tmp_path: Path) -> None:
    before = mark_engine(tmp_path)
    (engine / "templates/a.jinja").write_text("another")
    assert mark_engine(tmp_path) != before


def test_a_change_that_keeps_size_and_time_of_a_file_is_another_engine(engine: Path, tmp_path: Path) -> None:
    file = engine / "templates/a.jinja"
    before, was = mark_engine(tmp_path), file.stat()
    while file.stat().st_ctime_ns == was.st_ctime_ns:  # the clock of a file system has its own step
        file.write_text("two")
        os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (was.st_size, was.st_mtime_ns)
    assert mark_engine(tmp_path) != before


def test_what_another_engine_kept_is_not_taken(site: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "mark_engine", lambda root: b"another")
    assert check(site) == []
    assert len(read) > 10


# --- A file that may go, break, or come from a stranger


def test_without_a_store_the_answer_is_the_same(site: Path, read: list[str]) -> None:
    shutil.rmtree(site / FOLDER)
    (site / FOLDER).write_text("no folder")
    assert check(site) == []
    assert len(read) > 10


class Harm:
    """A pickle of it runs code where it is taken back."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("harm",)


@pytest.mark.parametrize("held", [pickle.dumps(Harm()), pickle.dumps({"a": os.system}), b"nonsense", b"", 7, None])
def test_what_a_stranger_put_in_the_place_of_a_record_is_made_anew(
    held: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with using(Store({b"key": {FROZEN: held}})):
        assert recall_frozen(open_notes(b"key"), lambda: ("made", "anew")) == ("made", "anew")
    assert list(tmp_path.iterdir()) == []


def test_notes_of_another_shape_count_as_none() -> None:
    with using(Store({b"key": [1, 2]})):
        assert open_notes(b"key") == {}
