"""Engine tests: `new-site` starts a project that passes its checks, says what is left to fill in, and harms nothing."""

from __future__ import annotations

import datetime
import re
import subprocess
from pathlib import Path

import pytest

from symptomguide.check import load_guide
from symptomguide.cli.new_site import STARTER, find_engine, find_unfilled, write_site
from symptomguide.models import Story
from symptomguide.problem import ProblemsFound
from symptomguide.tree import LEVELS, build_library_graph
from symptomguide.tree.baseline import check_baseline
from tests.conftest import ROOT, run_command

TODAY = datetime.date(2026, 8, 31)
ENGINE = "symptomguide @ git+https://example.org/engine@v1"
PIN = re.compile(r"uses: (actions/[a-z-]+@[0-9a-f]{40} # \S+)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sites") / "a new 'site' & its folder"
    write_site(folder, TODAY, ENGINE)
    return folder


def test_a_new_site_passes_its_checks_on_the_day_it_is_made(site: Path) -> None:
    guide = load_guide(site, TODAY)
    assert guide.library.tree is not None
    assert {outcome.urgency for outcome in guide.library.tree.outcomes.values()} == set(LEVELS)
    assert len(guide.library.all(Story)) == len(LEVELS)


def test_its_routing_is_accepted_already(site: Path) -> None:
    guide = load_guide(site, TODAY)
    assert guide.library.tree is not None
    assert check_baseline(site, build_library_graph(guide.library.tree, guide.library)) == []


def test_the_command_starts_a_site_that_builds(tmp_path: Path) -> None:
    made = run_command(ROOT, "new-site", "a new site", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    built = run_command(ROOT, "build", cwd=tmp_path / "a new site")
    assert built.returncode == 0, built.stdout + built.stderr
    assert (tmp_path / "a new site/site/check/index.html").is_file()


def test_the_check_says_how_much_is_left_and_complete_refuses_it(site: Path) -> None:
    day = TODAY.isoformat()
    plain = run_command(ROOT, "check", "--as-of", day, cwd=site)
    strict = run_command(ROOT, "check", "--as-of", day, "--complete", cwd=site)
    left = len(set(find_unfilled(site, load_guide(site, TODAY))))
    assert (plain.returncode, strict.returncode) == (0, 1)
    assert f"note: {left} texts are still to fill in" in plain.stderr
    assert strict.stdout.count("[to-fill-in]") == left
    assert re.search(r"^site-data/site\.yaml:3:\d+: 'To fill in", strict.stdout, re.MULTILINE)


@pytest.mark.parametrize("path", ["content/about.md", "content/index.md", "site-data/tree/1-questions.yaml"])
def test_a_text_to_fill_in_is_found_in_pages_and_in_the_tree_with_its_line(site: Path, path: str) -> None:
    found = [problem for problem in find_unfilled(site, load_guide(site, TODAY)) if problem.path == path]
    lines = (site / path).read_text(encoding="utf-8").split("\n")
    assert found
    assert all("To fill in" in lines[problem.line - 1] for problem in found)


def test_the_example_has_nothing_left_to_fill_in() -> None:
    example = ROOT / "examples/heel-pain"
    assert list(find_unfilled(example, load_guide(example, datetime.date(2026, 12, 1)))) == []


def test_a_folder_with_anything_in_it_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    with pytest.raises(ProblemsFound, match="nothing was changed"):
        write_site(tmp_path, TODAY, ENGINE)
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    with pytest.raises(ProblemsFound, match="new or empty"):
        write_site(tmp_path / "site", TODAY, ENGINE)


def test_an_empty_clone_can_be_filled(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert "mkdocs.yml" in write_site(tmp_path, TODAY, ENGINE)


def test_the_engine_is_one_line_of_its_requirements(site: Path) -> None:
    lines = (site / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [ENGINE]


def test_the_engine_is_named_as_it_is_installed_here() -> None:
    assert re.fullmatch(r"symptomguide( @ (file|git\+https)://\S+|==\S+)", find_engine())


def test_no_mark_of_the_starter_is_left(site: Path) -> None:
    files = (path for path in site.rglob("*") if path.is_file() and ".cache" not in path.relative_to(site).parts)
    texts = [path.read_text(encoding="utf-8") for path in files]
    assert not [text for text in texts if re.search(r"@[A-Z]+@", text)]
    assert {".archive-time", ".gitattributes", ".gitignore", ".github", ".yamllint"} <= {
        path.name for path in site.iterdir()
    }


@pytest.mark.parametrize("folder", [STARTER, ROOT / "examples/heel-pain"], ids=["starter", "example"])
@pytest.mark.parametrize("name", ["mkdocs.yml", "hooks/site_hooks.py"])
def test_the_adapter_and_its_settings_are_those_of_this_project(folder: Path, name: str) -> None:
    assert (folder / name).read_bytes() == (ROOT / name).read_bytes()


def test_its_workflows_use_the_actions_that_this_project_uses() -> None:
    ours = {pin for file in (ROOT / ".github/workflows").glob("*.yml") for pin in PIN.findall(file.read_text())}
    theirs = {pin for file in (STARTER / "dot-github/workflows").glob("*.yml") for pin in PIN.findall(file.read_text())}
    assert theirs
    assert theirs <= ours


PYTHON = """#!/bin/sh
case "$*" in
    "-m venv --clear .venv") rm -rf .venv && mkdir -p .venv/bin && cp "$0" .venv/bin/python && echo venv >>calls ;;
    "-m pip install "*) echo pip >>calls ;;
esac
"""


def put_broken_venv(folder: Path, how: str) -> None:
    python = folder / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    if how == "no pip":
        python.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        python.chmod(0o755)
    elif how == "its Python has gone":
        python.symlink_to("/nowhere/python3")
        (folder / ".venv/ready").touch()


@pytest.mark.parametrize("how", ["empty", "no pip", "its Python has gone"])
def test_a_broken_set_up_of_a_new_site_heals(tmp_path: Path, how: str) -> None:
    folder = tmp_path / 'it\'s "a" $HOME'
    write_site(folder, TODAY, ENGINE)
    put_broken_venv(folder, how)
    python = folder / "python"
    python.write_text(PYTHON, encoding="utf-8")
    python.chmod(0o755)
    made = subprocess.run(["make", "PYTHON=./python", ".venv/ready"], cwd=folder, capture_output=True, text=True)
    assert made.returncode == 0, made.stdout + made.stderr
    assert (folder / "calls").read_text(encoding="utf-8").split() == ["venv", "pip"]
