"""No fault reaches the site: each gate of the build is seen to close, and the read-back is tried on tiny folders.

Each file in faults/ plants one fault in the tiny project. The folder says which gate closes: those in records/ are
found by the check, one at a time and without a build; those of each other folder are planted together, since a gate
names all that it finds, and stop one build. To add a case, add a file:

    # What is wrong, in one sentence.
    file: the file to change
    add: text for its end               or find: … and put: … to replace one passage
    at: where the problem is reported   (left out: in `file`, at the line of the planted text; "": anywhere)
    rule: the id of the rule            says: words of the message
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
import yaml

from symptomguide.check import check_guide
from symptomguide.problem import Problem
from symptomguide.publish.assets import plain_name
from symptomguide.publish.produced import read_site
from symptomguide.publish.readback import read_back
from symptomguide.verification.fixtures import LATER
from tests.built.projects import Line, Outcome, Project, copy_small

FOLDER = Path(__file__).parent / "faults"
FAULTS = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.rglob("*.yaml"))}
BY_GATE = {
    folder.name: [file.stem for file in sorted(folder.glob("*.yaml"))]
    for folder in sorted(FOLDER.iterdir())
    if folder.is_dir()
}
BUILT = [(gate, name) for gate, names in BY_GATE.items() for name in names if gate != "records"]


def plant(project: Project, fault: Mapping[str, str]) -> None:
    """Puts the fault into the project."""
    if "add" in fault:
        separator = "\n" if (project / fault["file"]).exists() else ""
        project.add(fault["file"], f"{separator}{fault['add']}\n")
    else:
        project.edit(fault["file"], fault["find"], fault["put"])


def find_planted(project: Project, fault: Mapping[str, str]) -> int:
    """The line on which the text of a planted fault ends."""
    planted = fault.get("add") or fault["put"]
    before, _, _ = (project / fault["file"]).read_text(encoding="utf-8").partition(planted)
    return f"{before}{planted}".count("\n") + 1


def is_placed(problems: Sequence[Line | Problem], fault: Mapping[str, str], line: int) -> bool:
    """Whether one of the problems names the fault and its place."""
    at = fault.get("at", fault["file"])
    wanted_line = line if "at" not in fault else None
    return any(
        problem.rule == fault["rule"]
        and fault["says"] in problem.message
        and at in ("", plain_name(problem.path))
        and wanted_line in (None, problem.line)
        for problem in problems
    )


@pytest.fixture(scope="session")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Project, Outcome]]:
    """The tiny project with all faults of a gate, and how its build ended; built once a gate."""

    @cache
    def build(gate: str) -> tuple[Project, Outcome]:
        project = copy_small(tmp_path_factory.mktemp(gate) / "small")
        for name in BY_GATE[gate]:
            plant(project, FAULTS[name])
        return project, project.run("symptomguide", "build")

    return build


@pytest.mark.parametrize("name", BY_GATE["records"])
def test_a_planted_fault_is_found_by_the_check(small: Project, name: str) -> None:
    assert check_guide(small.root, LATER)[1] == []
    plant(small, FAULTS[name])
    guide, problems = check_guide(small.root, LATER)
    assert guide is None
    assert is_placed(problems, FAULTS[name], find_planted(small, FAULTS[name])), problems


def test_what_the_check_finds_stops_the_build(small: Project) -> None:
    plant(small, FAULTS["script-address-in-field"])
    outcome = small.run("symptomguide", "build")
    assert outcome.status == 1, outcome.printed
    assert is_placed(
        outcome.problems, FAULTS["script-address-in-field"], find_planted(small, FAULTS["script-address-in-field"])
    )
    assert not (small / "site").exists()


@pytest.mark.parametrize(("gate", "name"), BUILT, ids=[name for _, name in BUILT])
def test_a_planted_fault_stops_the_build(
    refused: Callable[[str], tuple[Project, Outcome]], gate: str, name: str
) -> None:
    project, outcome = refused(gate)
    assert outcome.status == 1, outcome.printed
    assert "Traceback" not in outcome.printed
    assert is_placed(outcome.problems, FAULTS[name], find_planted(project, FAULTS[name])), outcome.printed
    assert not (project / "site").exists()
    assert not [path.name for path in project.root.iterdir() if path.name.startswith("site.")]


def test_a_failing_macro_is_placed_on_the_line_that_fails(small: Project) -> None:
    name = "hooks/symptomguide/templates/macros/muscle_cards.md.jinja"
    small.edit(name, "{% macro muscle_cards(views) %}", "{% macro muscle_cards(views) %}\n{{ views.nothing.at_all }}")
    lines = (small / name).read_text(encoding="utf-8").split("\n")
    outcome = small.run("symptomguide", "build")
    (problem,) = outcome.problems
    page = (small / "content/muscles/index.md").read_text(encoding="utf-8").split("\n")
    assert (problem.path, page[problem.line - 1]) == ("content/muscles/index.md", "{{ muscle_cards() }}")
    assert f"{name}:{lines.index('{{ views.nothing.at_all }}') + 1}:" in problem.message


def test_the_read_back_finds_no_fault_in_the_real_site(built_site: Path) -> None:
    assert read_back(read_site(built_site), "site") == []


def test_the_read_back_finds_no_fault_in_the_real_bundle(offline_site: Path) -> None:
    assert read_back(read_site(offline_site), "site", folders=False) == []


# --- The read-back itself. Each folder holds what is named here, and a few pages to lead to.

AROUND = {
    "index.html": '<h1 id="top">Home</h1>',
    "causes/index.html": '<h2 id="caf&eacute;">One</h2><h2 id="a b">Two</h2>',
    "causes/cramp/index.html": '<p id="here">x</p>',
    "about.html": '<p id="us">x</p>',
    "assets/a.css": "body { color: red }",
    "assets/a b.svg": "<svg/>",
    "assets/a.js": "",
}


def read(tmp_path: Path, files: Mapping[str, str]) -> list[tuple[str, int, int, str]]:
    """(path, line, column, rule) of each fault in a site of these files."""
    for name, text in {**AROUND, **files}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [
        (problem.path, problem.line, problem.column, problem.rule) for problem in read_back(read_site(tmp_path), "s")
    ]


SOUND = {
    "folder": '<a href="causes/">',
    "folder above": '<a href=".">',
    "folder with a dot": '<a href="./causes/cramp/">',
    "up and down again": '<a href="causes/../causes/">',
    "file": '<a href="about.html">',
    "id of the page itself": '<p id="x"><a href="#x">',
    "id of another page": '<a href="causes/cramp/#here">',
    "id of a page that is a file": '<a href="about.html#us">',
    "id with an accent": '<a href="causes/#caf%C3%A9">',
    "id with a blank": '<a href="causes/#a%20b">',
    "file with a blank": '<img alt="" src="assets/a%20b.svg">',
    "question mark": '<a href="about.html?x=1#us">',
    "this page": '<a href="">',
    "top of the page": '<a href="#">',
    "https link": '<a href="https://elsewhere.example/x#y">',
    "telephone": '<a href="tel:112">',
    "mail": '<a href="mailto:a@elsewhere.example">',
    "canonical address": '<link rel="canonical" href="https://elsewhere.example/">',
    "stylesheet and script": '<link rel="stylesheet" href="assets/a.css"><script src="assets/a.js" defer></script>',
    "several sizes of a picture": '<img alt="" src="assets/a%20b.svg" srcset="about.html 1x, assets/a%20b.svg 2x">',
    "picture in the address": '<img alt="" src="data:image/svg+xml,%3Csvg/%3E">',
    "data block": '<script type="application/json">{"a": "{{ x }}"}</script>',
    "template mark in code": "<pre><code>{{ claim() }}</code></pre>",
    "label": '<label for="q">x</label><input id="q">',
    "two names": '<p id="a"></p><p id="b"></p><section aria-labelledby="a b"></section>',
}


@pytest.mark.parametrize("html", SOUND.values(), ids=SOUND.keys())
def test_read_back_lets_pass(tmp_path: Path, html: str) -> None:
    assert read(tmp_path, {"index.html": html}) == []


FAULTY = {
    "page that is not there": ('<a href="gone/">', "dead-address"),
    "file that is not there": ('<a href="gone.html">', "dead-address"),
    "folder without its slash": ('<a href="causes">', "dead-address"),
    "folder without a page": ('<a href="assets/">', "dead-address"),
    "capitals that differ": ('<a href="About.html">', "dead-address"),
    "id that is not there": ('<a href="#gone">', "dead-address"),
    "id that another page lacks": ('<a href="causes/cramp/#gone">', "dead-address"),
    "id that a page with a question mark lacks": ('<a href="about.html?x=1#gone">', "dead-address"),
    "id with an accent that is not there": ('<a href="causes/#th%C3%A9">', "dead-address"),
    "out of the site": ('<a href="../other/">', "dead-address"),
    "out of the site with an escape": ('<a href="%2e%2e/other/">', "dead-address"),
    "from the root": ('<a href="/about.html">', "dead-address"),
    "http": ('<a href="http://elsewhere.example/">', "dead-address"),
    "ftp": ('<a href="ftp://elsewhere.example/">', "dead-address"),
    "file address": ('<a href="file:///etc/passwd">', "dead-address"),
    "no scheme": ('<a href="//elsewhere.example/">', "dead-address"),
    "broken address": ('<a href="https://[elsewhere/">', "dead-address"),
    "script address": ('<a href="javascript:go()">', "dead-address"),
    "script address in capitals": ('<a href=" JavaScript:go()">', "dead-address"),
    "script address with a tab": ('<a href="java\tscript:go()">', "dead-address"),
    "script address as characters": ('<a href="&#106;avascript&colon;go()">', "dead-address"),
    "page in the address": ('<a href="data:text/html,x">', "dead-address"),
    "picture that is not there": ('<img alt="" src="gone.png">', "dead-address"),
    "one size of a picture that is not there": ('<img alt="" srcset="about.html 1x, gone.png 2x">', "dead-address"),
    "picture of another host": ('<img alt="" src="https://elsewhere.example/a.png">', "dead-address"),
    "one size from another host": (
        '<img alt="" srcset="about.html 1x, https://elsewhere.example/a.png 2x">',
        "dead-address",
    ),
    "script of another host": ('<script src="https://elsewhere.example/a.js"></script>', "dead-address"),
    "stylesheet of another host": ('<link rel="stylesheet" href="https://elsewhere.example/a.css">', "dead-address"),
    "other stylesheet of another host": (
        '<link rel="alternate stylesheet" href="https://elsewhere.example/a.css">',
        "dead-address",
    ),
    "early greeting to another host": ('<link rel="preconnect" href="https://elsewhere.example">', "dead-address"),
    "frame of another host": ('<iframe src="https://elsewhere.example/"></iframe>', "dead-address"),
    "film of another host": ('<video src="https://elsewhere.example/a.mp4"></video>', "dead-address"),
    "poster of another host": ('<video poster="https://elsewhere.example/a.png"></video>', "dead-address"),
    "stylesheet that is not there": ('<link rel="stylesheet" href="assets/gone.css">', "dead-address"),
    "search script that is not there": ('<div data-engine="assets/gone.js"></div>', "dead-address"),
    "label of nothing": ('<label for="gone">x</label>', "dead-address"),
    "name that is not there": ('<section aria-labelledby="gone">', "dead-address"),
    "id twice": ('<p id="a"></p><p id="a"></p>', "duplicate-id"),
    "inline script": ("<script>go()</script>", "inline-code"),
    "inline script in capitals": ("<SCRIPT>go()</SCRIPT>", "inline-code"),
    "words behind a script in capitals": ('<SCRIPT src="assets/a.js"></Script>{{ x }}', "template-mark"),
    "template mark in character references": ("<p>&#123;&#123; x &#125;&#125;</p>", "template-mark"),
    "inline module": ('<script type="module">go()</script>', "inline-code"),
    "inline style": ("<style>p { color: red }</style>", "inline-code"),
    "style attribute": ('<p style="color: red">', "inline-code"),
    "handler": ('<p onclick="go()">', "inline-code"),
    "sign that starts no tag": ("<p>1 < 2</p>", "broken-tag"),
    "template call": ("<p>{{ claim() }}</p>", "template-mark"),
    "template block": ("<p>{% if x %}</p>", "template-mark"),
    "template mark in an attribute": ('<p title="{{ x }}">', "template-mark"),
}


@pytest.mark.parametrize(("html", "rule"), FAULTY.values(), ids=FAULTY.keys())
def test_read_back_refuses(tmp_path: Path, html: str, rule: str) -> None:
    faults = read(tmp_path, {"index.html": f"<!doctype html>\n<title>x</title>\n  {html}\n"})
    assert {(path, line, found) for path, line, _, found in faults} == {("s/index.html", 3, rule)}
    assert all(column >= 3 for _, _, column, _ in faults)


GAPS = {
    "picture inside a drawing": '<svg width="1" height="1"><image href="https://elsewhere.example/a.png"/></svg>',
    "shape of another drawing": '<svg width="1" height="1"><use href="https://elsewhere.example/a.svg#x"/></svg>',
    "sizes of a picture fetched early": '<link rel="preload" as="image" imagesrcset="https://elsewhere.example/a 1x">',
    "page that moves on": '<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">',
    "another base": '<base href="https://elsewhere.example/">',
    "page inside a frame": '<iframe srcdoc="&lt;script&gt;go()&lt;/script&gt;"></iframe>',
}


@pytest.mark.parametrize("html", GAPS.values(), ids=GAPS.keys())
def test_read_back_refuses_rarer_ways_to_load(tmp_path: Path, html: str) -> None:
    assert read(tmp_path, {"index.html": html})


# --- The page for unknown addresses is shown at any address, so its own addresses start at the root


def test_the_404_page_may_start_at_the_root(tmp_path: Path) -> None:
    html = '<link rel="stylesheet" href="/assets/a.css"><a href="/">Home</a><a href="/causes/#a%20b">Causes</a>'
    assert read(tmp_path, {"404.html": html}) == []


@pytest.mark.parametrize("address", ["/gone/", "/causes/#gone", "/assets/gone.css"])
def test_the_404_page_leads_nowhere_in_vain(tmp_path: Path, address: str) -> None:
    assert read(tmp_path, {"404.html": f'<a href="{address}">x</a>'}) == [("s/404.html", 1, 1, "dead-address")]


# --- Stylesheets

CSS_SOUND = {
    "picture beside it": ".x { background: url(a%20b.svg) }",
    "picture in quotes": '.x { background: url("a%20b.svg") }',
    "picture from above": ".x { background: url('../assets/a%20b.svg#part') }",
    "picture in the address": ".x { background: url(data:image/png;base64,AAAA) }",
    "part of the page": ".x { filter: url(#soft) }",
    "another stylesheet": "@import 'b.css';",
}


@pytest.mark.parametrize("css", CSS_SOUND.values(), ids=CSS_SOUND.keys())
def test_read_back_lets_pass_in_stylesheets(tmp_path: Path, css: str) -> None:
    assert read(tmp_path, {"assets/c.css": css, "assets/b.css": ""}) == []


CSS_FAULTY = {
    "picture that is not there": ".x { background: url(gone.png) }",
    "picture in quotes that is not there": '.x { background: url( "gone.png" ) }',
    "picture from the root": ".x { background: url(/assets/a.css) }",
    "picture of another host": ".x { background: url(https://elsewhere.example/a.png) }",
    "picture without a scheme": ".x { background: url(//elsewhere.example/a.png) }",
    "stylesheet that is not there": '@import "gone.css";',
    "stylesheet of another host": "@import url('https://elsewhere.example/a.css');",
}


@pytest.mark.parametrize("css", CSS_FAULTY.values(), ids=CSS_FAULTY.keys())
def test_read_back_refuses_in_stylesheets(tmp_path: Path, css: str) -> None:
    faults = read(tmp_path, {"assets/c.css": f"/* x */\n{css}\n"})
    assert [(path, line, rule) for path, line, _, rule in faults] == [("s/assets/c.css", 2, "dead-address")]


@pytest.mark.parametrize("css", ["@IMPORT 'gone.css';", ".x { background: URL(gone.png) }", "@import\n'gone.css';"])
def test_read_back_refuses_in_stylesheets_however_written(tmp_path: Path, css: str) -> None:
    assert read(tmp_path, {"assets/c.css": css})


# --- Use from a folder: every page is a file, and nothing answers for a folder


def test_addresses_of_files_resolve(tmp_path: Path) -> None:
    html = '<a href="../about.html#us">x</a> <a href="cramp.html">x</a> <a href="../index.html">x</a>'
    assert read(tmp_path, {"causes/doms.html": html, "causes/cramp.html": ""}) == []


def test_a_missing_file_is_seen_from_a_file(tmp_path: Path) -> None:
    faults = read(tmp_path, {"causes/doms.html": '<a href="about.html">x</a>'})
    assert faults == [("s/causes/doms.html", 1, 1, "dead-address")]


@pytest.mark.parametrize("address", [".", "./", "causes/", "./causes/#a%20b", "causes/../"])
def test_a_link_to_a_folder_is_refused_where_no_server_answers_for_it(tmp_path: Path, address: str) -> None:
    html = f'<p>x</p>\n<a href="{address}">x</a>'
    assert read(tmp_path, {"index.html": html}) == []
    (problem,) = read_back(read_site(tmp_path), "s", folders=False)
    assert (problem.path, problem.line, problem.column, problem.rule) == ("s/index.html", 2, 1, "dead-address")
    assert "index.html" in problem.message


def test_a_link_to_a_folder_stops_the_bundle(small: Project) -> None:
    small.add("overrides/partials/footer.html", "<a href=\"{{ 'causes/' | url }}\">Causes</a>\n")
    outcome = small.run("symptomguide", "bundle")
    assert outcome.status == 1
    assert {problem.rule for problem in outcome.problems} == {"dead-address"}
    assert "it leads to a folder" in outcome.printed
    assert not list((small / "dist").glob("*.zip"))


def test_a_folder_without_a_page_is_no_site(tmp_path: Path) -> None:
    assert [problem.rule for problem in read_back(read_site(tmp_path), "site")] == ["empty-site"]


def test_faults_are_sorted_and_named_once(tmp_path: Path) -> None:
    faults = read(tmp_path, {"index.html": '<a href="z/"><a href="a/">\n<a href="a/">', "a.html": '<a href="#q">'})
    assert faults == sorted(set(faults))
    assert len(faults) == 4
