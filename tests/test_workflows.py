"""What runs on a pull request: the outcomes that it changes are told, with no more rights than reading."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import ROOT
from .test_cases import BASE

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
TREE = "site-data/tree/questions.yaml"


def read(name: str) -> dict[Any, Any]:
    found = yaml.safe_load((ROOT / ".github/workflows" / name).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_a_pull_request_is_told_which_outcomes_it_changes_even_if_a_check_fails() -> None:
    workflow = read("check.yml")
    assert "pull_request" in workflow[True]  # YAML takes the word `on` for true
    steps = workflow["jobs"]["records"]["steps"]
    (tell,) = [step for step in steps if ".ci/outcomes" in step.get("run", "")]
    assert tell["run"] == '.ci/outcomes HEAD^1 >> "$GITHUB_STEP_SUMMARY"'
    assert tell["if"] == "github.event_name == 'pull_request'"
    assert steps[0]["with"]["fetch-depth"] == 2
    (check,) = [step for step in steps if "symptomguide check" in step.get("run", "")]
    assert check["if"] == "always()" or steps.index(tell) > steps.index(check)


def test_a_pull_request_runs_with_the_right_to_read_and_nothing_else() -> None:
    workflow = read("check.yml")
    assert "pull_request_target" not in workflow[True]
    assert workflow["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in workflow["jobs"].values())


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_only_actions_of_the_host_itself_are_used(file: Path) -> None:
    jobs = read(file.name)["jobs"].values()
    used = [step["uses"] for job in jobs for step in job["steps"] if "uses" in step]
    assert used
    assert [name for name in used if not re.fullmatch(r"actions/[a-z-]+@v\d+", name)] == []


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A small project with its routing accepted and committed."""
    folder = shutil.copytree(BASE, tmp_path / "repository")
    shutil.copytree(ROOT / ".ci", folder / ".ci")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / ".venv").symlink_to(sys.prefix)
    accept = [sys.executable, "-m", "symptomguide", "tree", "accept"]
    subprocess.run(accept, cwd=folder, check=True, capture_output=True)
    for command in (["init", "-q"], ["add", "tests"], ["commit", "-qm", "Accepted"]):
        who = ["-c", "user.name=one", "-c", "user.email=one@example.org"]
        subprocess.run(["git", *who, *command], cwd=folder, check=True, capture_output=True)
    return folder


def tell(repository: Path, revision: str = "HEAD") -> subprocess.CompletedProcess[str]:
    command = ["sh", repository / ".ci/outcomes", revision]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_an_answer_that_leads_elsewhere_is_told_and_is_no_fault(repository: Path) -> None:
    file = repository / TREE
    before, answer, after = file.read_text(encoding="utf-8").rpartition("absent: [night-pain]\n        to: ")
    file.write_text(before + answer + after.replace("look-after-it", "book", 1))
    told = tell(repository)
    assert "changed answer night/not-sure\n    was: -> look-after-it -night-pain\n" in told.stdout
    assert "\n1 line of the routing differs from HEAD, 0 of them lowered" in told.stdout
    assert told.returncode == 0


def test_a_change_of_wording_is_told_as_none(repository: Path) -> None:
    file = repository / TREE
    file.write_text(file.read_text(encoding="utf-8").replace("Is the arm cold", "Is your arm cold"))
    assert "\n0 lines of the routing differ from HEAD" in tell(repository).stdout


def test_what_cannot_be_told_fails(repository: Path) -> None:
    told = tell(repository, "no-such-revision")
    assert told.returncode == 1
    assert "there is no accepted routing at 'no-such-revision'" in told.stdout
