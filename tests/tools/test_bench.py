"""The measuring of speed: the projects it measures with are sound, and its table says what was measured."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from symptomguide.addresses import PAGE_KINDS
from symptomguide.check import load_guide
from symptomguide.guide import Guide
from symptomguide.models import Claim
from symptomguide.publish.dates import build_date
from symptomguide.records.library import load_library
from symptomguide.verification.fixtures import LATER
from tests.conftest import ROOT
from tests.tools.bench import Editor, Row, Timed, format_table, measure, run
from tests.tools.real import copy_real
from tests.tools.synthetic import GROWING, count_pages, make_project

TIMES = 2.4  # so that there is a whole copy of every record, and one that is not whole


@pytest.fixture
def reads_no_data_of_the_site() -> None:
    """These tests may: what is measured is copies of this repository's own site, whatever it holds."""


@pytest.fixture(scope="module")
def real() -> dict[str, int]:
    library, _ = load_library(ROOT)
    assert library
    return {kind: len(records) for kind, records in library.records.items()}


@pytest.fixture(scope="module")
def pages(real: dict[str, int]) -> int:
    return round(TIMES * sum(real[kind] for kind in PAGE_KINDS))


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory, pages: int) -> Guide:
    """A guide larger than the real one; loading it fails where any check finds a problem."""
    folder = tmp_path_factory.mktemp("bench") / "project"
    make_project(folder, pages)
    return load_guide(folder, build_date(folder))


def test_a_synthetic_project_passes_the_check_with_the_pages_asked_for(synthetic: Guide, pages: int) -> None:
    assert sum(len(synthetic.library.records[kind]) for kind in PAGE_KINDS) == pages


def test_other_kinds_of_record_grow_along(synthetic: Guide, real: dict[str, int]) -> None:
    made = {kind: len(synthetic.library.records[kind]) for kind in GROWING}
    assert made == {kind: pytest.approx(real[kind] * TIMES, abs=3) for kind in GROWING}


def test_no_record_of_a_synthetic_project_says_what_another_says(synthetic: Guide) -> None:
    statements = [claim.statement for claim in synthetic.library.all(Claim)]
    assert len(statements) == len(set(statements))


ROWS = {
    "a ratio within its goal": (Row("build", 3.0, "stock", 6.0, 0.6), "0.50 x", "met"),
    "a ratio above its goal": (Row("build", 4.5, "stock", 6.0, 0.6), "0.75 x", "missed by 25 %"),
    "a size within its goal": (Row("memory", 380.0, goal=400, unit="MB"), "380.00 MB", "met"),
    "seconds within their goal": (Row("check", 0.5, goal=0.5), "0.50 s", "met"),
    "seconds above their goal": (Row("check", 0.6, goal=0.5), "0.60 s", "missed by 20 %"),
    "a ratio without a goal": (Row("stock", 8.0, "few", 2.0), "4.00 x", ""),
}


@pytest.mark.parametrize("case", ROWS)
def test_the_table_tells_figure_and_verdict_of(case: str) -> None:
    row, figure, verdict = ROWS[case]
    line = format_table([row]).splitlines()[1]
    assert figure in line
    assert row.verdict() == verdict
    assert line.endswith(verdict)


def test_on_a_busy_machine_the_processor_time_decides() -> None:
    row = Row("build", 3.0, "stock", 4.0, 0.6, cpu=1.0, cpu_base=2.0)
    assert [row.verdict(busy=busy) for busy in (False, True)] == ["missed by 25 %", "met"]
    assert "0.50 x" in format_table([row], busy=True)


def test_a_row_that_only_the_clock_can_tell_says_so_on_a_busy_machine() -> None:
    assert format_table([Row("serve", 0.5, goal=1)], busy=True).endswith("met (by the clock)")


def test_each_change_of_a_record_is_another_and_passes_the_check(tmp_path: Path) -> None:
    editor, seen = Editor(copy_real(tmp_path / "real")), set[str]()
    for _ in range(2):
        editor.change()
        seen.add(editor.place[0].read_text(encoding="utf-8"))
        assert load_guide(editor.project, LATER).library
    assert len(seen) == 2


def test_a_project_of_so_many_records_in_all_is_made(real: dict[str, int]) -> None:
    assert count_pages(sum(real.values())) == sum(real[kind] for kind in PAGE_KINDS)


def test_what_comes_first_is_done_before_each_run(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    done = list[str]()
    timed = Timed("nothing", (sys.executable, "-c", ""), tmp_path / "here", first=lambda: done.append("first"))
    measure((timed,), 2)
    assert done == ["first", "first"]


def test_the_columns_of_the_table_are_in_line() -> None:
    lines = format_table([Row("short", 1.0, "a", 1.0, 2.5), Row("much longer", 10.0, "b", 1.0, 2.5)]).splitlines()
    assert len({line.index("2.5 x") for line in lines[1:]}) == 1


def test_a_command_that_fails_stops_the_bench(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    with pytest.raises(RuntimeError, match="no such thing"):
        run(Timed("broken", (sys.executable, "-c", "raise SystemExit('no such thing')"), tmp_path / "here"))


def test_a_run_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    run(Timed("writes", (sys.executable, "-c", "import os, sys; os.makedirs(sys.argv[1])", "{out}"), tmp_path / "here"))
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
