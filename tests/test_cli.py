"""The command: what it prints, where, with which exit status, and what it never loads."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from symptomguide.addresses import INDEX_PAGE, MACRO_PAGE
from symptomguide.cli.commands import main
from symptomguide.models import KINDS
from symptomguide.problem import FORMATS, Problem, ProblemsFound, shown
from tests.conftest import ROOT, command_env, run_command
from tests.records.test_cases import BASE, TODAY

CAUSE = "site-data/causes/tired-shoulder.yaml"
DAY = TODAY.isoformat()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small sound project, with the current folder in it."""
    folder = shutil.copytree(BASE, tmp_path / "a site with blanks")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def broken_site(site: Path) -> Path:
    """The same with two faults in two files."""
    edit(site / CAUSE, "urgency: self-care", "urgency: selfcare")
    edit(site / "content/about.md", "# About", "# About {{, 100%")
    return site


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def run(*arguments: str) -> Result:
    """What the command prints, in this process."""
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_sound_project_passes(site: Path) -> None:
    result = run("check", "--as-of", DAY)
    assert result.exit_code == 0
    assert "no problem found" in result.stdout


def test_faults_are_printed_in_one_form_and_counted_apart(broken_site: Path) -> None:
    result = run("check", "--as-of", DAY)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert [line.split(": ")[0] for line in lines] == ["content/about.md:6:9", f"{CAUSE}:6:10"]
    assert all(re.fullmatch(r"\S+:\d+:\d+: .+ \[[a-z-]+\]", line) for line in lines)
    assert result.stderr.startswith("2 problems;")


def test_one_fault_is_counted_as_one(site: Path) -> None:
    edit(site / CAUSE, "urgency: self-care", "urgency: selfcare")
    assert run("check", "--as-of", DAY).stderr.startswith("1 problem;")


def test_faults_as_json_hold_the_five_parts(broken_site: Path) -> None:
    result = run("check", "--as-of", DAY, "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert [list(problem) for problem in found] == [["path", "line", "column", "message", "rule"]] * 2
    assert (found[1]["path"], found[1]["line"], found[1]["column"], found[1]["rule"]) == (CAUSE, 6, 10, "wrong-value")


def test_no_fault_as_json_is_an_empty_list(site: Path) -> None:
    result = run("check", "--as-of", DAY, "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_faults_as_annotations_name_file_line_and_column(broken_site: Path) -> None:
    result = run("check", "--as-of", DAY, "--format", "github")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[1].startswith(f"::error file={CAUSE},line=6,col=10,title=wrong-value::")


def test_an_annotation_cannot_be_broken_by_what_it_shows() -> None:
    line = FORMATS["github"]([Problem("a,b:c.yaml", 1, 2, "50% of\n::error::x", "some-rule")])
    assert line == "::error file=a%2Cb%3Ac.yaml,line=1,col=2,title=some-rule::50%25 of%0A::error::x"


def test_no_fault_as_annotations_prints_nothing(site: Path) -> None:
    result = run("check", "--as-of", DAY, "--format", "github")
    assert (result.exit_code, result.stdout) == (0, "")


def test_problems_are_sorted_and_printed_once() -> None:
    first, second, third = (Problem("a", 2, 1, "m", "r"), Problem("a", 10, 1, "m", "r"), Problem("b", 1, 1, "m", "r"))
    assert ProblemsFound([third, second, first, second]).problems == (first, second, third)


@pytest.mark.parametrize("value", ["a\nb", "a\x1b[31mb", "a\u202eb", "a\tb", "x" * 500, "\0"])
def test_what_a_message_shows_is_short_and_harmless(value: str) -> None:
    assert shown(value).isprintable()
    assert len(shown(value)) <= 60


def test_the_day_that_counts_as_today_is_an_argument(site: Path) -> None:
    assert run("check", "--as-of", "2026-02-01").exit_code == 1
    assert "due" not in run("check", "--as-of", DAY).stderr
    assert f"due for a check against its sources: {CAUSE}" in run("check", "--as-of", "2027-03-01").stderr


def test_what_is_due_is_no_fault(site: Path) -> None:
    assert run("check", "--as-of", "2199-01-01").exit_code == 0


def test_a_cause_that_no_outcome_names_is_told_and_is_no_fault(site: Path) -> None:
    file = site / "site-data/causes/sore-neck.yaml"
    text = (site / CAUSE).read_text(encoding="utf-8").partition("milder_than:")[0]
    text = (
        text.replace("Tired shoulder", "Sore neck")
        .replace("text: Swim", "text: Row")
        .replace("text: Do not", "text: Never")
    )
    file.write_text(text, encoding="utf-8")
    told, annotated = run("check", "--as-of", DAY), run("check", "--as-of", DAY, "--format", "github")
    assert (told.exit_code, annotated.exit_code) == (0, 0), told.output
    note = "site-data/causes/sore-neck.yaml:1:1: no outcome of the tree names 'sore-neck'"
    assert f"note: {note}" in told.stderr
    assert annotated.stdout.startswith(
        "::notice file=site-data/causes/sore-neck.yaml,line=1,col=1,title=cause-levels::"
    )


def test_a_day_that_is_none_is_refused(site: Path) -> None:
    result = run("check", "--as-of", "2026-02-30")
    assert result.exit_code == 2
    assert "2026-02-30" in result.stderr


def test_a_missing_public_address_is_mentioned(site: Path) -> None:
    assert "public_address" in run("check", "--as-of", DAY).stderr


def test_the_project_is_found_from_a_folder_inside_it(broken_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(broken_site / "site-data" / "causes")
    assert run("check", "--as-of", DAY).stdout.splitlines()[1].startswith(f"{CAUSE}:6:10: ")


def test_outside_a_project_the_command_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 1
    assert "inside the project" in result.stderr


def test_a_project_without_data_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mkdocs.yml").touch()
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout.startswith("site-data:1:1: the folder site-data is missing")


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_record_is_refused_until_it_is_filled_in(site: Path, kind: str) -> None:
    made = run("new", kind, "my-new-one")
    path = f"site-data/{kind}/my-new-one.yaml"
    assert (made.exit_code, made.stdout) == (0, f"fill in {path}\n")
    problems = json.loads(run("check", "--as-of", DAY, "--format", "json").stdout)
    assert problems
    assert not [problem for problem in problems if problem["path"] == path and problem["rule"].startswith("yaml-")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_record_names_every_field_of_its_kind(site: Path, kind: str) -> None:
    run("new", kind, "my-new-one")
    text = (site / f"site-data/{kind}/my-new-one.yaml").read_text(encoding="utf-8")
    for name, field in KINDS[kind].model_fields.items():
        if name != "id":
            assert re.search(rf"^{'' if field.is_required() else '# '}{name}:", text, re.MULTILINE), name


def test_a_new_record_overwrites_nothing(site: Path) -> None:
    before = (site / CAUSE).read_bytes()
    result = run("new", "causes", "tired-shoulder")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{CAUSE}:1:1: ")
    assert (site / CAUSE).read_bytes() == before


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("cause", "x", "did you mean 'causes'?"),
        ("weather", "x", "there are "),
        ("causes", "Big Name", "small letters"),
        ("causes", "../../outside", "small letters"),
        ("causes", "index", "[file-name]"),
        ("causes", "a" * 65, "at most 64"),
    ],
)
def test_a_new_record_needs_a_kind_and_an_id(site: Path, kind: str, name: str, expected: str) -> None:
    before = sorted(site.rglob("*"))
    result = run("new", kind, name)
    assert result.exit_code == 1
    assert expected in result.stdout
    assert sorted(site.rglob("*")) == before


def test_render_writes_every_page_as_finished_markdown(project: Path, tmp_path: Path) -> None:
    done = run_command(project, "render", str(tmp_path / "out"))
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.md")}
    records = {
        f"{kind}/{path.stem}.md"
        for kind in ("causes", "muscles", "mechanics", "recovery")
        for path in (project / "site-data" / kind).glob("*.yaml")
    }
    written = {path.relative_to(project / "content").as_posix() for path in (project / "content").rglob("*.md")}
    old = "causes/heel-spur.md"  # an address that a cause of the example had
    assert pages == records | written | {MACRO_PAGE, INDEX_PAGE, old}
    for name in sorted(pages):
        text = (tmp_path / "out" / name).read_text(encoding="utf-8")
        assert text.startswith("---\ntitle: ")
        assert '"to:' not in text


def test_render_writes_nothing_where_there_is_a_fault(broken_site: Path) -> None:
    result = run("render", "out")
    assert result.exit_code == 1
    assert [line.split(": ")[0] for line in result.stdout.splitlines()] == ["content/about.md:6:9", f"{CAUSE}:6:10"]
    assert not (broken_site / "out").exists()


@pytest.mark.parametrize("command", [["render", "out"], ["build", "--out", "out"], ["bundle", "--out", "out"]])
def test_a_bad_date_is_refused_by_every_command_with_the_line_of_check(site: Path, command: list[str]) -> None:
    edit(site / CAUSE, "checked: 2026-03-01", "checked: 2026-02-30")
    assert run(*command).stdout.startswith(f"{CAUSE}:1:10: ")


def test_a_link_to_a_page_that_is_missing_is_named_from_the_root(site: Path) -> None:
    for name in ("check.md", "signs.md", "get-help.md"):
        (site / "content" / name).unlink(missing_ok=True)
    edit(site / "content/about.md", "# About", "# About\n\n{{ start_buttons() }}")
    result = run("render", "out")
    assert result.exit_code == 1
    assert all(line.startswith(("content/", "hooks/", "site-data/")) for line in result.stdout.splitlines())


@pytest.fixture(scope="module")
def loaded_by_check(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The modules that a process has loaded once it has checked a project."""
    project = shutil.copytree(BASE, tmp_path_factory.mktemp("loaded") / "site")
    (project / "mkdocs.yml").touch()
    program = (
        "import json, sys; from symptomguide.cli.commands import main;"
        f"main(['check', '--as-of', '{DAY}', '--format', 'github'], standalone_mode=False);"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=project, env=command_env(ROOT), capture_output=True, text=True, check=True
    )
    return list(json.loads(done.stdout))


@pytest.mark.parametrize(
    "package",
    [
        "mkdocs",
        "markdown",
        "material",
        "pymdownx",
        "jinja2",
    ],
)
def test_check_loads_nothing_that_only_a_build_needs(loaded_by_check: list[str], package: str) -> None:
    assert package not in loaded_by_check


def test_the_command_works_as_a_process_of_its_own(broken_site: Path) -> None:
    done = run_command(ROOT, "check", "--as-of", DAY, cwd=broken_site)
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 2)
    assert "Traceback" not in done.stderr


def test_help_names_every_command() -> None:
    text = run("--help").stdout
    for name in ("check", "build", "bundle", "render", "new", "schema", "docs"):
        assert re.search(rf"^  {name} ", text, re.MULTILINE)


def test_a_terminal_that_lacks_a_letter_stops_nothing(broken_site: Path) -> None:
    edit(broken_site / CAUSE, "urgency: selfcare", "urgency: łnknown")
    done = run_command(ROOT, "check", cwd=broken_site, env={"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"})
    assert "\\u0142nknown" in done.stdout
    assert "Traceback" not in done.stderr


def test_the_package_is_the_command(broken_site: Path) -> None:
    command = [sys.executable, "-m", "symptomguide", "check", "--as-of", DAY]
    done = subprocess.run(command, cwd=broken_site, env=command_env(ROOT), capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 2)
