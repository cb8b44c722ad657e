"""Engine tests: what differs between two builds of one commit is told, and what does not is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.built.projects import copy_small
from tests.built.test_build import commit
from tests.tools.reproduce import Fails, Machine, NotHad, Sums, Workshop, differ, find_pythons, format_table, reproduce

ONE = Sums("a" * 64, "b" * 64, {"index.html": "1", "check/index.html": "2"})
OTHER = Sums("c" * 64, "b" * 64, {"index.html": "1", "check/index.html": "3"})


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ({"here": ONE, "there": ONE}, False),
        ({"here": ONE, "there": NotHad("only root may")}, False),
        ({"here": ONE, "there": OTHER}, True),
        ({"here": ONE, "there": ONE._replace(export="d" * 64)}, True),
        ({"here": ONE, "there": Fails("build: no such thing")}, True),
        ({"here": NotHad("only root may")}, True),
    ],
    ids=["same", "one not had", "another site", "another export", "a failure", "nothing built"],
)
def test_two_builds_that_differ_are_told(made: dict[str, Sums | NotHad | Fails], told: bool) -> None:
    assert differ(made) is told


def test_the_table_names_the_file_that_differs() -> None:
    lines = list(format_table({"here": ONE, "there": OTHER, "nowhere": NotHad("only root may")}))
    assert [line.split()[-1] for line in lines[1:3]] == ["same", "DIFFERS"]
    assert lines[3:] == ["nowhere  not had here: only root may", "there: check/index.html differs"]


def test_a_python_that_does_not_run_is_named() -> None:
    with pytest.raises(SystemExit, match="no-such-python"):
        find_pythons(["no-such-python"])


@pytest.mark.full
def test_one_commit_is_the_same_on_two_machines_and_another_time_is_told(tmp_path: Path) -> None:
    project = copy_small(tmp_path / "repository")
    commit(project)
    workshop = Workshop(project.root, Path(), tmp_path)
    same = [
        Machine("here"),
        Machine("there", folder="Übung 100%", umask=0o077),
        Machine("a shallow clone", source="shallow"),
    ]
    assert not differ(reproduce(workshop, same))
    assert differ(reproduce(workshop, [same[0], Machine("another time", {"SOURCE_DATE_EPOCH": "1900000000"})]))
