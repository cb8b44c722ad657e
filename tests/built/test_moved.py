"""Engine tests: an address that was leads on to the page that took its place, and none goes without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from symptomguide.check import check_guide
from symptomguide.documents.discovery import build_discovery_files
from symptomguide.publish.produced import read_site
from symptomguide.publish.promises import check_promises
from symptomguide.publish.readback import read_back
from symptomguide.verification.fixtures import LATER
from tests.built.projects import Project, copy_small

ADDRESS = "https://elbow.example/guide/"
REFRESH = '<meta http-equiv="refresh" content="0; url={}">'
LEADS = '<meta name="robots" content="noindex"><a href="../about/">About</a>'


def add_old(project: Project, file: str, *addresses: str) -> None:
    """Lets a record or a page say what its addresses were."""
    text = (project / file).read_text(encoding="utf-8")
    (project / file).write_text(text.replace("title:", f"was: [{', '.join(addresses)}]\ntitle:", 1), encoding="utf-8")


def told(project: Project) -> list[tuple[str, int, str]]:
    found = check_guide(project.root, LATER)[1]
    return [(problem.path, problem.line, problem.message) for problem in found if problem.rule == "old-address"]


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The tiny project with three old addresses, of different depth, built with a public address."""
    project = copy_small(tmp_path_factory.mktemp("moved") / "small")
    add_old(project, "content/index.md", "old/home")
    add_old(project, "content/about.md", "who")
    add_old(project, "site-data/causes/sore-elbow.yaml", "causes/tired-elbow")
    outcome = project.run("symptomguide", "build", env={"SITE_URL": ADDRESS})
    assert outcome.status == 0, outcome.printed
    return project


def head(project: Project, address: str) -> str:
    return (project / f"site/{address}/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "leads", "new"),
    [
        ("old/home", "../..", ""),
        ("who", "../about/", "about/"),
        ("causes/tired-elbow", "../sore-elbow/", "causes/sore-elbow/"),
    ],
)
def test_an_old_address_leads_on_by_itself_and_in_words(moved: Project, old: str, leads: str, new: str) -> None:
    text = head(moved, old)
    assert REFRESH.format(leads) in text
    assert re.search(rf'Its place is now: <a href="{re.escape(leads)}/?">', text)
    assert f'<link rel="canonical" href="{ADDRESS}{new}">' in text
    assert f"/{old}/ {ADDRESS}{new} 301" in (moved / "site/_redirects").read_text(encoding="utf-8").splitlines()


def test_search_lists_and_sitemap_know_no_old_address(moved: Project) -> None:
    files = [path for path in (moved / "site").rglob("*") if path.suffix in (".html", ".js", ".xml", ".txt")]
    held = [path.relative_to(moved / "site").as_posix() for path in files if "tired-elbow" in path.read_text("utf-8")]
    assert held == []
    assert (moved / "site/causes/tired-elbow/index.html").is_file()


def test_a_copy_for_a_folder_has_none(moved: Project) -> None:
    assert moved.run("symptomguide", "build", "--offline", "--out", "offline").status == 0
    assert not (moved / "offline/who.html").exists()


def test_without_an_address_a_host_is_told_the_way_from_its_root(moved: Project) -> None:
    guide = check_guide(moved.root, LATER)[0]
    assert guide is not None
    assert "/who/ /about/ 301" in build_discovery_files(guide, "")["_redirects"].splitlines()


def test_an_old_address_that_is_a_page_today_is_refused(small: Project) -> None:
    add_old(small, "content/about.md", "get-help", "causes", "causes/sore-elbow", "all-pages", "free")
    found = told(small)
    assert [line for _, line, _ in found] == [2, 2, 2, 2]
    assert "'causes/sore-elbow' is the address of a page today (causes/sore-elbow.md); take it out" in found[2][2]


def test_an_old_address_leads_to_one_page(small: Project) -> None:
    add_old(small, "content/about.md", "once")
    add_old(small, "site-data/causes/sore-elbow.yaml", "once")
    ((path, _, message),) = told(small)
    assert path == "site-data/causes/sore-elbow.yaml"
    assert "leads on from content/about.md:2 too" in message


@pytest.mark.parametrize("address", ["/causes/old/", "Causes/Old", "causes//old", "../old", "old#there", "https://x.y"])
def test_an_old_address_is_written_in_one_way(small: Project, address: str) -> None:
    add_old(small, "content/about.md", f'"{address}"')
    (problem,) = check_guide(small.root, LATER)[1]
    assert "without a slash at its ends: causes/old-name" in problem.message


def read(folder: Path, head: str) -> Iterator[str]:
    """The rules that a page with this head breaks, beside those of every page."""
    for name, text in (("about/index.html", "x"), ("old/index.html", head)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    site = read_site(folder)
    found = (*read_back(site, "s"), *check_promises(site, "s"))
    yield from (one.rule for one in found if one.rule in ("dead-address", "inline-code", "moves-on"))


@pytest.mark.parametrize(
    ("head", "rules"),
    [
        (REFRESH.format("../about/") + LEADS, []),
        (REFRESH.format("../gone/") + LEADS, ["dead-address", "moves-on"]),
        (REFRESH.format("https://elsewhere.example/") + LEADS, ["inline-code", "moves-on"]),
        (REFRESH.format("../about/"), ["moves-on", "moves-on"]),
        ('<meta http-equiv="refresh" content="5; url=../about/">' + LEADS, ["inline-code"]),
    ],
)
def test_the_read_back_lets_a_page_lead_on_at_once_within_the_site_alone(
    tmp_path: Path, head: str, rules: list[str]
) -> None:
    assert sorted(read(tmp_path, head)) == rules
