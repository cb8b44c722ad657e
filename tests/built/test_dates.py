"""Engine tests: the time of a build comes from the commit, whoever owns the folder, with git or without."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from symptomguide.problem import ProblemsFound
from symptomguide.publish.dates import commit_time
from symptomguide.publish.git import ask_git
from tests.conftest import ROOT

SECONDS = 1_700_000_000
NEWEST = 1_772_323_200  # midnight of the newest record below


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one record in one commit."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", "/")
    folder = tmp_path / "project"
    (folder / "site-data").mkdir(parents=True)
    (folder / "site-data/one.yaml").write_text("checked: 2026-03-01\n", encoding="utf-8")
    (folder / "mkdocs.yml").touch()
    for name in (".gitattributes", ".archive-time"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    when = f"@{SECONDS} +0000"
    who = ("-c", "user.name=one", "-c", "user.email=one@example.org")
    for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", "All")):
        environment = os.environ | {"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when}
        subprocess.run(["git", *command], cwd=folder, env=environment, check=True)


def test_the_commit_tells(project: Path) -> None:
    assert commit_time(project) == SECONDS


def test_the_commit_tells_in_a_shallow_clone(project: Path, tmp_path: Path) -> None:
    clone = tmp_path / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth", "1", project.as_uri(), str(clone)], check=True)
    assert commit_time(clone) == SECONDS


def test_the_commit_tells_where_the_folder_belongs_to_somebody_else(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert commit_time(project) == SECONDS


def test_an_archive_made_by_git_tells(project: Path, tmp_path: Path) -> None:
    archive = tmp_path / "download.zip"
    subprocess.run(["git", "archive", "--output", str(archive), "HEAD"], cwd=project, check=True)
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path / "unpacked")
    assert commit_time(tmp_path / "unpacked") == SECONDS


def test_the_newest_record_tells_where_nothing_else_does(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert commit_time(project) == NEWEST


def test_a_repository_around_the_project_does_not_tell(project: Path) -> None:
    (project.parent / "other").touch()
    (project / ".git").rename(project / "was-git")
    (project.parent / ".gitignore").write_text("project\n", encoding="utf-8")
    commit(project.parent)
    assert commit_time(project) == NEWEST


def test_a_repository_that_holds_the_project_tells(project: Path) -> None:
    (project / ".git").rename(project.parent / "was-git")
    commit(project.parent)
    assert commit_time(project) == SECONDS


@pytest.mark.parametrize("given", ["1786320000000", "today", "-1", "1.5", "²", "0x10"])
def test_a_setting_that_is_no_time_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(ProblemsFound, match="write the seconds since 1970"):
        commit_time(project)


@pytest.mark.parametrize("given", ["0", "1786320000", " 1786320000\n"])
def test_a_setting_that_is_a_time_is_taken(project: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    assert commit_time(project) == int(given)


def test_what_git_cannot_tell_is_an_error_with_its_reason(project: Path) -> None:
    with pytest.raises(OSError, match="no-such-revision"):
        ask_git(project, "show", "no-such-revision:mkdocs.yml")
