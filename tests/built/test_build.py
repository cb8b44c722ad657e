"""A build replaces the site only by a good one, and the same commit gives the same bytes."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from symptomguide.publish.lock import lock
from symptomguide.verification.dom import read_page
from symptomguide.verification.project import Bundle
from tests.built.projects import Project, copy_small, read_tree
from tests.conftest import copy_project
from tests.tools.reproduce import OTHER_CLOCK


@pytest.fixture
def other_machine(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine with another clock, time zone, language and order of hashes."""
    folder = tmp_path / "other machine"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(OTHER_CLOCK, encoding="utf-8")
    return {"PYTHONPATH": str(folder), "PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"}


def run_elsewhere(project: Project, machine: dict[str, str], *arguments: str) -> None:
    """Runs `symptomguide` as on another machine; it must succeed."""
    path = os.pathsep.join((machine["PYTHONPATH"], project.environment["PYTHONPATH"]))
    outcome = project.run("symptomguide", *arguments, env=machine | {"PYTHONPATH": path})
    assert outcome.status == 0, outcome.printed


def commit(project: Project, date: str = "2026-03-04T05:06:07Z") -> None:
    """Makes the project a repository with one commit of that date."""
    environment = os.environ | {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "GIT_CONFIG_GLOBAL": os.devnull}
    author = ("-c", "user.name=Tester", "-c", "user.email=tester@example.org")
    for command in (("init", "-q"), ("add", "-A"), (*author, "commit", "-q", "-m", "All")):
        subprocess.run(["git", *command], cwd=project.root, env=environment, check=True)


def leftovers(project: Project) -> set[str]:
    """What stands beside the parts of the project and the site."""
    known = {"content", "site-data", "hooks", "overrides", "docs", "mkdocs.yml", "tests", "site", "dist", ".cache"}
    return {path.name for path in project.root.iterdir() if path.suffix != ".md"} - known


# --- A failed build leaves the last good site as it was


GOOD = {"index.html": b"the last good one"}
DEAD_LINK = '<p><a href="nowhere/">x</a></p>\n'


def put_good_site(project: Project) -> None:
    (project / "site").mkdir()
    (project / "site/index.html").write_bytes(GOOD["index.html"])


def test_a_failed_check_leaves_the_last_good_site(small: Project) -> None:
    put_good_site(small)
    small.edit("site-data/causes/sore-elbow.yaml", "muscles: [biceps]", "muscles: [bisceps]")
    assert small.run("symptomguide", "build").status == 1
    assert read_tree(small / "site") == GOOD
    assert not leftovers(small)


def test_a_record_of_a_day_to_come_is_refused_by_the_build_as_by_the_check(small: Project) -> None:
    put_good_site(small)
    file = small / "site-data/muscles/biceps.yaml"
    file.write_text(re.sub(r"checked: .*", "checked: 2999-01-01", file.read_text(encoding="utf-8")), encoding="utf-8")
    checked, built = small.run("symptomguide", "check"), small.run("symptomguide", "build")
    assert checked.problems
    assert built.problems == checked.problems
    assert read_tree(small / "site") == GOOD


def test_a_failed_read_back_leaves_the_last_good_site(small: Project) -> None:
    put_good_site(small)
    small.add("overrides/partials/footer.html", DEAD_LINK)
    assert small.run("symptomguide", "build").status == 1
    assert read_tree(small / "site") == GOOD
    assert not leftovers(small)


@pytest.mark.full
def test_a_failed_read_back_leaves_the_last_good_bundle(small: Project) -> None:
    (small / "dist").mkdir()
    (small / "dist/elbow-guide-offline.zip").write_bytes(b"the last good one")
    small.add("overrides/partials/footer.html", DEAD_LINK)
    outcome = small.run("symptomguide", "bundle")
    assert outcome.status == 1
    assert {problem.rule for problem in outcome.problems} == {"dead-address"}
    assert read_tree(small / "dist") == {"elbow-guide-offline.zip": b"the last good one"}


def test_a_build_replaces_the_whole_site(small: Project) -> None:
    (small / "site").mkdir()
    for name in ("index", "of-yesterday"):
        (small / f"site/{name}.html").write_text("old")
    assert small.run("symptomguide", "build").status == 0
    assert not (small / "site/of-yesterday.html").exists()
    assert not leftovers(small)


def test_a_second_build_names_the_process_that_holds_the_folder(small: Project) -> None:
    put_good_site(small)
    with lock(small / "site"):
        outcome = small.run("symptomguide", "build")
    assert outcome.status == 1
    assert f"process {os.getpid()} is building into this folder" in outcome.err
    assert "Traceback" not in outcome.printed
    assert read_tree(small / "site") == GOOD


# --- The same commit gives the same bytes


def test_the_same_records_give_the_same_site_anywhere_at_any_time(
    built_site: Path, tmp_path: Path, other_machine: dict[str, str]
) -> None:
    project = Project(copy_project(tmp_path / "another folder" / "with blanks"))
    run_elsewhere(project, other_machine, "build")
    first, second = read_tree(built_site), read_tree(project / "site")
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.full
def test_the_same_commit_gives_the_same_site_and_bundle(tmp_path: Path, other_machine: dict[str, str]) -> None:
    first = copy_small(tmp_path / "one")
    commit(first)
    subprocess.run(["git", "clone", "-q", str(first.root), str(tmp_path / "number two")], check=True)
    second = Project(tmp_path / "number two")
    assert first.run("symptomguide", "build", "--with-bundle").status == 0
    run_elsewhere(second, other_machine, "build", "--with-bundle")
    assert read_tree(first / "site") == read_tree(second / "site")
    assert read_tree(first / "dist") == read_tree(second / "dist")


def test_the_bundle_holds_the_offline_site(bundle: Bundle, offline_site: Path) -> None:
    assert read_tree(bundle.folder) == read_tree(offline_site)


# --- Any folder, any way to build


@pytest.mark.full
def test_a_path_with_blanks_is_no_obstacle(tmp_path: Path) -> None:
    project = copy_small(tmp_path / "my calf guide (copy)" / "über 100%")
    for command in ("check", "build"):
        outcome = project.run("symptomguide", command)
        assert outcome.status == 0, outcome.printed
    assert (project / "site/index.html").is_file()


@pytest.mark.full
def test_commands_work_from_a_folder_inside_the_project(small: Project) -> None:
    inside = Project(small / "site-data/causes")
    outcome = inside.run("symptomguide", "build", env={"PYTHONPATH": str(small / "hooks")})
    assert outcome.status == 0, outcome.printed
    assert (small / "site/index.html").is_file()


def test_mkdocs_refuses_with_the_same_lines_as_check(small: Project) -> None:
    small.edit("site-data/causes/sore-elbow.yaml", "muscles: [biceps]", "muscles: [bisceps]")
    small.edit("site-data/muscles/biceps.yaml", "title: Biceps", "titel: Biceps")
    small.add("content/about.md", '\n{{ muscle_card(layer="surface") }}\n')
    checked, built = small.run("symptomguide", "check"), small.run("mkdocs", "build")
    assert len(checked.problems) >= 3
    assert built.problems == checked.problems
    assert (checked.status, built.status != 0) == (1, True)


@pytest.mark.full
def test_build_refuses_with_the_same_lines_as_check(small: Project) -> None:
    small.edit("site-data/causes/sore-elbow.yaml", "muscles: [biceps]", "muscles: [bisceps]")
    checked, built = small.run("symptomguide", "check"), small.run("symptomguide", "build")
    assert checked.problems
    assert built.problems == checked.problems


@pytest.mark.parametrize(
    "command",
    [
        ("symptomguide", "check"),
        pytest.param(("symptomguide", "build"), marks=pytest.mark.full),
        pytest.param(("mkdocs", "build"), marks=pytest.mark.full),
    ],
)
def test_no_traceback_shows_where_a_record_is_broken(small: Project, command: tuple[str, str]) -> None:
    small.add("site-data/causes/sore-elbow.yaml", 'why: "never closed\n')
    outcome = small.run(*command)
    assert outcome.status == 1
    assert "Traceback" not in outcome.printed


@pytest.mark.parametrize("command", ["symptomguide", pytest.param("mkdocs", marks=pytest.mark.full)])
def test_no_traceback_shows_where_a_template_is_broken(small: Project, command: str) -> None:
    small.add("hooks/symptomguide/templates/pages/causes.md.jinja", "{{ view.nothing.at.all }}\n")
    outcome = small.run(command, "build")
    assert outcome.status == 1
    assert "Traceback" not in outcome.printed


@pytest.mark.full
def test_a_site_about_another_topic_builds(small: Project) -> None:
    (small / "site-data/claims/c09-doms-peak.yaml").rename(small / "site-data/claims/c1-rest-helps.yaml")
    small.edit("site-data/causes/sore-elbow.yaml", "c09-doms-peak", "c1-rest-helps")
    assert small.run("symptomguide", "check").status == 0
    assert small.run("symptomguide", "build").status == 0


# --- Addresses that the site needs from outside


def canonical(site: Path) -> dict[str, str]:
    """The canonical address that each page names, and its Open Graph address."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        page = read_page(file)
        named = {link.get("href", "") for link in page.iter("link") if link.get("rel") == "canonical"}
        named |= {meta.get("content", "") for meta in page.iter("meta") if meta.get("property") == "og:url"}
        if named:
            (found[file.relative_to(site).as_posix()],) = named
    return found


@pytest.mark.full
def test_site_url_gives_every_page_its_canonical_address(small: Project) -> None:
    outcome = small.run("symptomguide", "build", env={"SITE_URL": "https://elbow.example/"})
    assert outcome.status == 0, outcome.printed
    found = canonical(small / "site")
    pages = {file.relative_to(small / "site").as_posix() for file in (small / "site").rglob("index.html")}
    assert found == {page: f"https://elbow.example/{page.removesuffix('index.html')}" for page in pages}


@pytest.mark.parametrize(
    "address",
    ["https://owner.example/guide", pytest.param("https://owner.example/guide/", marks=pytest.mark.full)],
)
def test_a_public_address_may_lie_in_a_sub_path(small: Project, address: str) -> None:
    outcome = small.run("symptomguide", "build", env={"SITE_URL": address})
    assert outcome.status == 0, outcome.printed
    assert canonical(small / "site")["about/index.html"] == "https://owner.example/guide/about/"


def test_the_public_address_of_site_yaml_is_used_too(small: Project) -> None:
    small.add("site-data/site.yaml", "public_address: https://elbow.example/\n")
    assert small.run("symptomguide", "build").status == 0
    assert canonical(small / "site")["about/index.html"] == "https://elbow.example/about/"


def test_without_an_address_there_is_no_canonical(built_site: Path) -> None:
    assert canonical(built_site) == {}


def edit_links(site: Path) -> dict[str, str]:
    """The edit link of each page that has one."""
    return {
        file.relative_to(site).as_posix(): link.get("href", "")
        for file in sorted(site.rglob("*.html"))
        for link in read_page(file).iter("a")
        if link.get("rel") == "edit"
    }


def test_edit_links_open_the_file_that_holds_the_facts(small: Project) -> None:
    small.add("site-data/site.yaml", "repository: https://code.example/owner/guide\nbranch: trunk\n")
    assert small.run("symptomguide", "build").status == 0
    found = edit_links(small / "site")
    start = "https://code.example/owner/guide/edit/trunk/"
    assert found["causes/sore-elbow/index.html"] == f"{start}site-data/causes/sore-elbow.yaml"
    assert found["about/index.html"] == f"{start}content/about.md"
    assert {address.removeprefix(start) for address in found.values()} <= {
        path.relative_to(small.root).as_posix() for path in small.root.rglob("*") if path.is_file()
    }
    assert set(found) >= {f"{kind}/index.html" for kind in ("causes", "muscles", "mechanics", "recovery")}


def test_without_a_repository_there_is_no_edit_link(built_site: Path) -> None:
    assert edit_links(built_site) == {}
