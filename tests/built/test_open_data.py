"""Engine tests: all records in one JSON file that says what it is, and from which the same site can be built again."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from symptomguide.addresses import DATA_FILE
from symptomguide.cli.commands import main
from symptomguide.documents.open_data import build_open_data
from symptomguide.guide import Guide
from symptomguide.models import KINDS
from symptomguide.records.source import parse_source
from symptomguide.records.writer import dump_record
from symptomguide.verification.project import run_command
from tests.built.projects import read_tree


@pytest.fixture(scope="module")
def exported(built_site: Path) -> dict[str, Any]:
    """What the built site publishes."""
    data: dict[str, Any] = json.loads((built_site / DATA_FILE).read_text(encoding="utf-8"))
    return data


@pytest.fixture
def written(built_site: Path, tmp_path: Path) -> Path:
    """A copy of the published file, to be changed at will."""
    return Path(shutil.copy(built_site / DATA_FILE, tmp_path / "records.json"))


def read_back(file: Path, folder: Path) -> tuple[int, str]:
    """Status and output of the command that writes records of an export, run in this process."""
    done = CliRunner().invoke(main, ["import", str(file), str(folder)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_what_is_read_back_builds_the_same_site(guide_root: Path, written: Path, built_site: Path) -> None:
    project = written.parent / "project"
    shutil.copytree(guide_root, project, ignore=shutil.ignore_patterns("site-data"))
    status, printed = read_back(written, project)
    assert status == 0, printed
    done = run_command(project, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert read_tree(project / "site") == read_tree(built_site)


def test_the_command_writes_what_the_site_publishes(guide_root: Path, built_site: Path, tmp_path: Path) -> None:
    done = run_command(guide_root, "export", str(tmp_path / "new/records.json"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "new/records.json").read_bytes() == (built_site / DATA_FILE).read_bytes()


def test_it_holds_every_record_of_every_kind(exported: dict[str, Any], guide: Guide) -> None:
    held = {kind: set(exported["records"][kind]) for kind in KINDS}
    assert held == {kind: set(records) for kind, records in guide.library.records.items()}
    assert guide.library.tree is not None
    assert set(exported["records"]["tree"]) == set(guide.library.tree.files)


def test_it_says_its_licence_its_version_and_how_to_cite_it(exported: dict[str, Any], guide: Guide) -> None:
    assert exported["licence"]["id"] == guide.library.site.records_licence
    assert datetime.date.fromisoformat(exported["version"])
    assert exported["version"] in exported["citation"]
    assert guide.library.site.name in exported["citation"]


def test_a_public_address_stands_in_the_citation(guide: Guide) -> None:
    data = json.loads(build_open_data(guide, "https://example.org/guide/"))
    assert data["citation"].endswith(f" https://example.org/guide/{DATA_FILE}")


def test_it_meets_the_schema_that_it_carries(exported: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(exported["schema"])
    faults = [error.json_path for error in Draft202012Validator(exported["schema"]).iter_errors(exported)]
    assert faults == []


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [("glossary", "new", {"unknown": 1}), ("muscles", "new", {}), ("nonsense", "new", {})],
)
def test_the_schema_refuses_what_is_no_record(exported: dict[str, Any], kind: str, name: str, value: Any) -> None:
    records = exported["records"]
    changed = {**exported, "records": {**records, kind: {**records.get(kind, {}), name: value}}}
    assert list(Draft202012Validator(exported["schema"]).iter_errors(changed)) != []


SCALARS = st.text() | st.integers(-999_999_999, 999_999_999) | st.booleans() | st.dates()
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.from_regex("[a-z_]{1,9}", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=9,
)


@given(st.dictionaries(st.from_regex("[a-z_]{1,9}", fullmatch=True), VALUES, min_size=1, max_size=4))
def test_any_value_is_written_so_that_the_loader_reads_it_again(value: dict[str, Any]) -> None:
    source = parse_source(dump_record(value).encode(), "record.yaml")
    assert source.value == value or source.problems  # of letters that no record may hold


def test_words_that_tools_read_differently_are_quoted() -> None:
    value = {
        "a": "no",
        "b": "1:30",
        "c": "2026-11-24",
        "d": "on: time # here",
        "e": "- x",
        "f": "007",
        "g": "a\nb",
        "h": "y",
    }
    assert parse_source(dump_record(value).encode(), "record.yaml").value == value


@pytest.mark.parametrize(
    ("fault", "place", "words"),
    [
        (lambda data: data[:-9], None, "no JSON"),
        (lambda data: b"\xff" + data, (1, 1), "UTF-8"),
        (lambda _: b"[" * 100_000, (1, 1), "too deep"),
        (lambda _: b"[]", (1, 1), "no export of records"),
        (lambda data: data.replace(b'"glossary": {', b'"../glossary": {', 1), (1, 1), "'../glossary' is no kind"),
        (
            lambda data: data.replace(b'"changes": {\n', b'"changes": {"../../x": {},\n', 1),
            (1, 1),
            "'../../x' is no id",
        ),
        (lambda data: data.replace(b'"changes": {\n', b'"changes": {"aux": {},\n', 1), (1, 1), "'aux' is no id"),
        (
            lambda data: data.replace(b'"changes": {\n', b'"changes": {"x": ' + b"[" * 30 + b"]" * 30 + b",\n", 1),
            (1, 1),
            "deeper than 20 in changes/x",
        ),
    ],
)
def test_a_file_that_is_no_export_is_refused_and_nothing_is_written(
    fault: Any, place: tuple[int, int] | None, words: str, written: Path
) -> None:
    written.write_bytes(fault(written.read_bytes()))
    status, printed = read_back(written, written.parent / "there")
    assert status == 1
    assert words in printed
    assert printed.startswith(f"{written.name}:{place[0]}:{place[1]}: " if place else f"{written.name}:")
    assert not (written.parent / "there").exists()


def test_records_that_are_there_are_not_overwritten(written: Path, guide_root: Path) -> None:
    before = read_tree(guide_root / "site-data")
    status, printed = read_back(written, guide_root)
    assert status == 1
    assert "nothing was changed" in printed
    assert read_tree(guide_root / "site-data") == before


def test_an_unsound_record_is_written_and_the_check_says_where_it_is_wrong(written: Path, guide_root: Path) -> None:
    data = json.loads(written.read_text(encoding="utf-8"))
    name, term = next(iter(data["records"]["glossary"].items()))
    term["unknown"] = [1.5, None]
    written.write_text(json.dumps(data), encoding="utf-8")
    project = written.parent / "project"
    shutil.copytree(guide_root, project, ignore=shutil.ignore_patterns("site-data"))
    assert read_back(written, project)[0] == 0
    done = run_command(project, "check")
    assert done.returncode == 1
    assert f"site-data/glossary/{name}.yaml:" in done.stdout


def test_a_page_may_link_to_the_file(built_site: Path, guide_root: Path) -> None:
    (page,) = (path for path in (guide_root / "content").rglob("*.md") if DATA_FILE in path.read_text(encoding="utf-8"))
    assert f"../{DATA_FILE}" in (built_site / page.stem / "index.html").read_text(encoding="utf-8")
