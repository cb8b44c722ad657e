"""Engine: what runs on a pull request tells what it changes, with no more rights than it needs.

What makes a workflow unsafe (pins, rights, triggers, words of strangers in commands) zizmor looks for in `make lint`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.records.test_cases import BASE

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
TREE = "site-data/tree/questions.yaml"


def read(name: str) -> dict[Any, Any]:
    found = yaml.safe_load((ROOT / ".github/workflows" / name).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def jobs(name: str) -> dict[str, dict[str, Any]]:
    found = read(name)["jobs"]
    assert found
    return dict(found)


def commands(job: dict[str, Any]) -> list[str]:
    """What the job runs; a job that calls a workflow runs what the jobs of that one run."""
    if "uses" in job:
        return [command for called in jobs(Path(job["uses"]).name).values() for command in commands(called)]
    return [step["run"] for step in job["steps"] if "run" in step]


def test_a_pull_request_is_told_which_outcomes_it_changes_even_if_a_check_fails() -> None:
    workflow = read("check.yml")
    assert "pull_request" in workflow[True]  # YAML takes the word `on` for true
    steps = workflow["jobs"]["records"]["steps"]
    (tell,) = [step for step in steps if ".ci/outcomes" in step.get("run", "")]
    assert "sh .ci/outcomes HEAD^1 > told.md" in tell["run"]
    assert 'cat told.md >> "$GITHUB_STEP_SUMMARY"' in tell["run"]
    assert tell["if"] == "github.event_name == 'pull_request'"
    assert steps[0]["with"]["fetch-depth"] == 2
    (check,) = [step for step in steps if "symptomguide check" in step.get("run", "")]
    assert check["if"] == "always()" or steps.index(tell) > steps.index(check)


def test_what_is_lowered_is_noted_on_its_line_and_fails_the_checks_of_a_pull_request() -> None:
    (compare,) = [step for step in jobs("check.yml")["records"]["steps"] if "compare HEAD^1" in step.get("run", "")]
    assert compare["run"].endswith("compare HEAD^1 --format github")
    assert compare["if"].startswith("always()")


def test_the_site_with_the_change_can_be_looked_at() -> None:
    job = jobs("check.yml")["look"]
    (upload,) = [step["with"] for step in job["steps"] if "upload-artifact" in step.get("uses", "")]
    assert f"symptomguide build --offline --out {upload['path']}" in " ".join(commands(job))
    assert f"download `{upload['name']}`" in commands(job)[-1]


MARK = "<!-- what readers will see -->"
GH = """#!/bin/sh
echo "$@" >> calls.txt
case "$*" in
*PATCH*|*POST*) cp comment.md posted.md ;;
*/comments*) cat comments.txt ;;
*/pulls*) cat numbers.txt ;;
esac
"""


def comment(folder: Path, told: str, *, number: str = "7", comments: str = "") -> str:
    """What the second workflow posts for what the first one left; what it asked the host is in calls.txt."""
    (folder / "gh").write_text(GH, encoding="utf-8")
    (folder / "gh").chmod(0o755)
    for name, text in (("told.md", told), ("numbers.txt", number), ("comments.txt", comments), ("calls.txt", "")):
        (folder / name).write_text(text, encoding="utf-8")
    (job,) = jobs("tell.yml").values()
    values = dict.fromkeys(job["steps"][-1]["env"], "value") | {"GH_REPO": "some/guide", "SHA": "abc"}
    env = {**values, "OWNER": "$(touch evil)", "BRANCH": "b; touch evil", "PATH": f"{folder}:/usr/bin:/bin"}
    subprocess.run(["sh", "-e", "-c", *commands(job)], cwd=folder, env=env, check=True, capture_output=True)
    assert not (folder / "evil").exists()
    posted = folder / "posted.md"
    return posted.read_text(encoding="utf-8") if posted.exists() else ""


def test_a_comment_is_written_once_and_then_renewed(tmp_path: Path) -> None:
    assert "### 1 line" in comment(tmp_path, "### 1 line\n")
    assert "POST repos/some/guide/issues/7/comments" in (tmp_path / "calls.txt").read_text(encoding="utf-8")
    assert comment(tmp_path, "### 2 lines\n", comments="41\n").startswith(MARK)
    assert "PATCH repos/some/guide/issues/comments/41" in (tmp_path / "calls.txt").read_text(encoding="utf-8")


def test_a_comment_knows_its_pull_request_from_the_event_alone(tmp_path: Path) -> None:
    assert comment(tmp_path, "number: 8\n", number="") == ""
    assert "head=$(touch evil):b; touch evil" in (tmp_path / "calls.txt").read_text(encoding="utf-8")


def test_what_a_stranger_left_calls_nobody_loads_nothing_and_is_cut(tmp_path: Path) -> None:
    evil = "@someone &#64;other ![seen](https://example.org/x.png) <img src=x>\n```mermaid\n" + "line\n" * 20_000
    posted = comment(tmp_path, evil)
    assert not re.search(r"@\w|&#64;\w|!\[|<img", posted)
    assert len(posted) < 65_536
    assert posted.count("```") == 2
    assert "the whole of it is the summary of the run" in posted


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_rights_are_given_job_by_job(file: Path) -> None:
    assert read(file.name)["permissions"] == {}
    assert [name for name, job in jobs(file.name).items() if "permissions" not in job] == []


def test_a_pull_request_runs_with_the_right_to_read_and_nothing_else() -> None:
    for file in WORKFLOWS:
        workflow = read(file.name)
        assert "pull_request_target" not in workflow[True]
        if "pull_request" in workflow[True]:
            assert all(job["permissions"] == {"contents": "read"} for job in workflow["jobs"].values())


def test_the_job_that_may_write_runs_no_code_of_the_project() -> None:
    writing = [
        job for file in WORKFLOWS for job in jobs(file.name).values() if "write" in set(job["permissions"].values())
    ]
    assert len(writing) == 4
    ran = " ".join(command for job in writing for command in commands(job))
    assert [own for own in ("make", ".ci/", ".venv", "python") if own in ran] == []
    assert not any("checkout" in step.get("uses", "") for job in writing for step in job["steps"])


def notes(tag: str) -> subprocess.CompletedProcess[str]:
    command = ["sh", ROOT / ".ci/release-notes", tag]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_the_notes_of_a_release_are_its_part_of_the_changelog_alone() -> None:
    version = re.findall(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)[0]
    told = notes(f"v{version}")
    assert told.returncode == 0
    assert told.stdout.strip() in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "\n## " not in told.stdout


def test_a_tag_that_is_not_the_version_makes_no_release() -> None:
    told = notes("v99.0.0")
    assert told.returncode == 1
    assert "pyproject.toml has another version" in told.stderr


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_no_job_runs_for_ever_and_no_two_runs_meet(file: Path) -> None:
    assert [name for name, job in jobs(file.name).items() if "uses" not in job and "timeout-minutes" not in job] == []
    assert read(file.name)["concurrency"]["group"]


def test_a_push_runs_the_tests_once() -> None:
    branches = [file.name for file in WORKFLOWS if "branches" in (read(file.name)[True].get("push") or {})]
    pushed = [job for name in branches for job in jobs(name).values()]
    assert [command for job in pushed for command in commands(job) if ".ci/run" in command] == ["sh .ci/run"]


def test_only_what_was_tested_is_published() -> None:
    found = jobs("pages.yml")
    (publish,) = [
        job
        for job in found.values()
        if any("deploy-pages" in step["uses"] for step in job.get("steps", []) if "uses" in step)
    ]
    tested = found[publish["needs"]]
    assert "sh .ci/run" in commands(tested)
    build = found[tested["needs"]]
    assert "make release" in commands(build)
    (upload,) = [step for step in build["steps"] if "upload-pages-artifact" in step.get("uses", "")]
    assert upload["with"] == {"path": "site"}  # its name is then github-pages, which deploy-pages looks for
    assert tested["with"] == {"site": "github-pages"}


def test_the_tests_look_at_the_very_bytes_that_go_up() -> None:
    steps = jobs("check.yml")["test"]["steps"]
    (download,) = [step for step in steps if "download-artifact" in step.get("uses", "")]
    (unpack,) = [step for step in steps if "artifact.tar" in step.get("run", "")]
    (run,) = [step for step in steps if step.get("run") == "sh .ci/run"]
    assert download["if"] == unpack["if"] == "inputs.site != ''"
    assert download["with"] == {"name": "${{ inputs.site }}", "path": "${{ runner.temp }}/published"}
    assert '-C "$RUNNER_TEMP/site"' in unpack["run"]
    assert run["env"] == {"GUIDE_SITE": "${{ inputs.site && format('{0}/site', runner.temp) || '' }}"}


def test_what_is_to_be_published_is_built_once() -> None:
    """Other Pythons and the other engine build for pull requests alone: what they make is compared, not published."""
    assert jobs("check.yml")["pythons"]["if"] == "inputs.site == ''"
    assert jobs("check.yml")["same"]["needs"] == "pythons"


def test_both_engines_build_what_is_published_and_pass_the_same_gates() -> None:
    (run,) = [command for command in commands(jobs("check.yml")["pythons"]) if "properdocs" in command]
    assert "for engine in mkdocs properdocs" in run
    for gate in ("make release ENGINE=$engine", "symptomguide read-back site", "symptomguide verify site", "diff "):
        assert gate in run


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_actions_come_from_the_host_itself_and_are_named_by_commit_and_version(file: Path) -> None:
    lines = re.findall(r"uses: (.*)", file.read_text(encoding="utf-8"))
    assert lines
    own = r"\./\.github/workflows/[a-z]+\.yml"
    assert [
        line for line in lines if not re.fullmatch(rf"actions/[a-z-]+@[0-9a-f]{{40}} # v\d+\.\d+\.\d+|{own}", line)
    ] == []


def test_an_action_has_the_same_commit_everywhere() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in WORKFLOWS)
    used = set(re.findall(r"uses: (actions/.*)", text))
    assert len(used) == len({line.split("@")[0] for line in used})


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


@pytest.mark.full
def test_an_answer_that_leads_elsewhere_is_told_and_is_no_fault(repository: Path) -> None:
    file = repository / TREE
    before, answer, after = file.read_text(encoding="utf-8").rpartition("absent: [night-pain]\n        to: ")
    file.write_text(before + answer + after.replace("look-after-it", "book", 1))
    told = tell(repository)
    assert "- changed answer night/not-sure\n  - was: `-> look-after-it -night-pain`\n" in told.stdout
    assert "\n### 1 line of the routing differs from HEAD, 0 of them lowered" in told.stdout
    assert told.returncode == 0


@pytest.mark.full
def test_a_change_of_wording_is_told_as_none(repository: Path) -> None:
    file = repository / TREE
    file.write_text(file.read_text(encoding="utf-8").replace("Is the arm cold", "Is your arm cold"))
    assert "\n### 0 lines of the routing differ from HEAD" in tell(repository).stdout


@pytest.mark.full
def test_what_cannot_be_told_fails(repository: Path) -> None:
    told = tell(repository, "no-such-revision")
    assert told.returncode == 1
    assert "git knows no revision 'no-such-revision'" in told.stdout


def test_each_weekly_look_has_one_issue_which_is_closed_when_nothing_is_left(tmp_path: Path) -> None:
    look, issues = jobs("advisory.yml").values()
    assert all(f"tell {what}.md " in commands(issues)[0] for what in look["strategy"]["matrix"]["what"])
    (tmp_path / "gh").write_text('#!/bin/sh\necho "$@" >> calls.txt\n[ "$2" != list ] || cat number.txt\n', "utf-8")
    (tmp_path / "gh").chmod(0o755)

    def run(number: str) -> str:
        for name, text in (("reviews.md", "- one\n"), ("links.md", ""), ("number.txt", number), ("calls.txt", "")):
            (tmp_path / name).write_text(text, encoding="utf-8")
        env = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
        subprocess.run(["sh", "-e", "-c", *commands(issues)], cwd=tmp_path, env=env, check=True, capture_output=True)
        calls = (tmp_path / "calls.txt").read_text("utf-8").splitlines()
        return " | ".join(" ".join(call.split()[:3]) for call in calls if "issue list" not in call)

    assert run("") == "issue create --title"
    assert run("5\n") == "issue edit 5 | issue close 5"
