"""Verification: from the records that the site publishes as open data, the same site can be built again."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from symptomguide.addresses import DATA_FILE
from symptomguide.guide import Guide
from symptomguide.records.library import DATA_FOLDER, load_library

from .project import run_command


@pytest.fixture(scope="module")
def copied(guide_root: Path, built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, with its records read back from what its site publishes."""
    project = tmp_path_factory.mktemp("copied") / "project"
    ignored = shutil.ignore_patterns(DATA_FOLDER, ".*", "site", "dist", "__pycache__", "node_modules")
    shutil.copytree(guide_root, project, ignore=ignored)
    done = run_command(project, "import", str(built_site / DATA_FILE), str(project))
    assert done.returncode == 0, done.stdout + done.stderr
    return project


def test_the_published_records_meet_the_schema_beside_them(built_site: Path) -> None:
    data = json.loads((built_site / DATA_FILE).read_text(encoding="utf-8"))
    assert [error.json_path for error in Draft202012Validator(data["schema"]).iter_errors(data)] == []


def test_what_is_read_back_says_the_same(copied: Path, guide: Guide) -> None:
    library, problems = load_library(copied)
    assert problems == []
    assert library is not None
    assert library.site == guide.library.site
    assert library.records == guide.library.records
    assert library.approvals == guide.library.approvals
    assert library.tree is not None
    assert guide.library.tree is not None
    assert library.tree.records == guide.library.tree.records


@pytest.mark.full
def test_what_is_read_back_builds_the_same_files(copied: Path, guide_root: Path, built_site: Path) -> None:
    version = json.loads((built_site / DATA_FILE).read_text(encoding="utf-8"))["version"]
    sites = {}
    for project, name in ((guide_root, "first"), (copied, "second")):
        target = copied.with_name(name)
        done = run_command(project, "build", "--out", str(target), env={"SOURCE_DATE_EPOCH": _seconds(version)})
        assert done.returncode == 0, done.stdout + done.stderr
        sites[name] = {path.relative_to(target): path.read_bytes() for path in target.rglob("*") if path.is_file()}
    assert sites["first"].keys() == sites["second"].keys()
    assert [path for path, data in sites["first"].items() if sites["second"][path] != data] == []


def _seconds(day: str) -> str:
    return str(int(datetime.datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp()))
