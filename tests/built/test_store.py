"""Engine tests on the example: what a build keeps for the next one never lets an old page through."""

from __future__ import annotations

import datetime
import functools
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from symptomguide.check import load_guide
from symptomguide.publish import kept, produced
from symptomguide.publish.build import build_site
from symptomguide.publish.kept import FOLDER, keeping
from symptomguide.publish.mkdocs_page import GuidePage
from symptomguide.publish.produced import read_site
from symptomguide.publish.readback import read_back
from symptomguide.records.approvals import hash_records
from symptomguide.store import Store, in_use, recall, using
from tests.built.projects import Project, copy_small, program, read_tree
from tests.conftest import copy_project

LATER = datetime.date(2100, 1, 1)
NEW_TERM = "term: arch\ndefinition: The curve of the sole, from the heel to the toes.\n"


@dataclass(frozen=True)
class Edit:
    """A change of one file of the example: other words, or with `old` empty a new file."""

    path: str
    old: str
    new: str

    def make(self, project: Path) -> None:
        file = project / self.path
        if not self.old:
            file.write_text(self.new, encoding="utf-8")
            return
        text = file.read_text(encoding="utf-8")
        assert self.old in text, f"{self.path} says no {self.old!r}"
        file.write_text(text.replace(self.old, self.new, 1), encoding="utf-8")


def record(kind: str, name: str, old: str, new: str) -> Edit:
    return Edit(f"site-data/{kind}/{name}.yaml", old, new)


EDITS = {
    "a cause": record("causes", "plantar-fasciitis", "title: Sore band", "title: Sore strip"),
    "a page": Edit("content/about.md", "a small example", "a short example"),
    "the tree": record("tree", "2-about-you", "ask: Do you have", "ask: Have you got"),
}
MORE = {
    "a change": record("changes", "2026-11-28-first-edition", "The site now says", "The site says"),
    "a chart": record("charts", "still-sore", "text: About 81 in 100", "text: Some 81 in 100"),
    "a claim": record("claims", "weight-goes-with-it", "Heavy people have", "Heavier people have"),
    "an exercise": record("exercises", "toe-pull", "title: Toe pull", "title: Toe stretch"),
    "a figure": record("figures", "sole", "title: The sole", "title: The whole sole"),
    "a word": record("glossary", "podiatrist", "trained to look after", "trained to care for"),
    "a word that is found elsewhere": record("glossary", "podiatrist", "term: podiatrist", "term: guideline"),
    "a mechanic": record("mechanics", "shoes", "Shoes differ in", "Shoes vary in"),
    "a muscle": record("muscles", "abductor-hallucis", "title: Big toe muscle", "title: Great toe muscle"),
    "a plan": record("plans", "back-to-standing", "title: Stand longer again", "title: Stand for longer again"),
    "a way to recover": record("recovery", "stretching", "title: Stretch the sole", "title: Stretch your sole"),
    "a danger sign": record("red-flags", "squeeze-pain", "card_line: Squeezing the heel", "card_line: A squeezed heel"),
    "a risk": record("risks", "diabetes", "narrow the arteries", "make arteries narrow"),
    "a source": record("sources", "koc-2023", "year: 2023", "year: 2024"),
    "a statement": record("statements", "do-not-raise-the-foot", "Do not raise the foot.", "Do not raise your foot."),
    "a story": record("stories", "first-steps", "A woman of 50", "A woman of 51"),
    "a value": record("values", "toe-pulls", "10 times", "11 times"),
    "a new record": record("glossary", "arch", "", NEW_TERM),
    "the name of the site": Edit("site-data/site.yaml", "name: The Heel Guide", "name: The Sore Heel Guide"),
    "the public address": Edit(
        "site-data/site.yaml", "# public_address: https://…", "public_address: https://guide.example/"
    ),
    "the title of a page": Edit("content/about.md", "title: About", "title: All about it"),
    "the contents of a page": Edit("content/about.md", "contents: true", "contents: false"),
    "the settings of Markdown": Edit("mkdocs.yml", "permalink: false", "permalink: true"),
    "the extensions of Markdown": Edit("mkdocs.yml", "  - attr_list\n", "  - attr_list\n  - smarty\n"),
}


@pytest.fixture(scope="module")
def kept_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with the store and the site of a first build; tests copy it."""
    project = copy_project(tmp_path_factory.mktemp("store") / "project")
    build_site(project, project / "site")
    return project


@pytest.fixture
def built(kept_site: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return shutil.copytree(kept_site, tmp_path / "project")


def build(project: Path, **options: bool) -> dict[str, bytes]:
    """The tree of a build."""
    build_site(project, project / "site", **options)
    return read_tree(project / "site")


def build_cold(project: Path, **options: bool) -> dict[str, bytes]:
    """The tree of a build that finds no store."""
    shutil.rmtree(project / FOLDER)
    return build(project, **options)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


# --- The same bytes as without it, whatever changed


@pytest.mark.parametrize(
    "edit", [*EDITS.values(), *(pytest.param(edit, marks=pytest.mark.full) for edit in MORE.values())],
    ids=[*EDITS, *MORE],
)  # fmt: skip
def test_a_build_after_an_edit_equals_a_cold_one(built: Path, edit: Edit) -> None:
    before = read_tree(built / "site")
    edit.make(built)
    after = build(built)
    assert differing(before, after)
    assert differing(after, build_cold(built)) == []


@pytest.mark.full
def test_a_build_after_a_record_went_equals_a_cold_one(built: Path) -> None:
    record("glossary", "arch", "", NEW_TERM).make(built)
    before = build(built)
    (built / "site-data/glossary/arch.yaml").unlink()
    after = build(built)
    assert differing(before, after)
    assert differing(after, build_cold(built)) == []


@pytest.mark.full
def test_a_build_after_a_sign_off_equals_a_cold_one(built: Path) -> None:
    path = "causes/plantar-fasciitis"
    seal = hash_records(load_guide(built, LATER).library.signs(path))
    Edit("site-data/approvals.yaml", "approvals: []", f"""approvals:
  - record: {path}
    approver: {{name: Dr Test, role: Physician, registration: "T 1"}}
    date: 2026-05-01
    hash: "{seal}"
""").make(built)  # fmt: skip
    signed = build(built)
    assert b"Dr Test" in signed[f"{path}/index.html"]
    assert differing(signed, build_cold(built)) == []
    EDITS["a cause"].make(built)  # and the sign-off lapses
    lapsed = build(built)
    assert b"as it reads now. Reviewed by Dr Test" in lapsed[f"{path}/index.html"]
    assert differing(lapsed, build_cold(built)) == []


@pytest.mark.full
def test_the_copy_for_a_folder_keeps_pages_of_its_own(built: Path) -> None:
    build(built, offline=True)
    EDITS["a cause"].make(built)
    copy, site = build(built, offline=True), build(built)
    assert differing(copy, site)
    assert differing(copy, build_cold(built, offline=True)) == []
    assert differing(site, build_cold(built)) == []


ENGINE_EDITS = {
    "a template of macros": ("hooks/symptomguide/templates/macros/glossary_list.md.jinja", "<dl", "<dl lang=en"),
    "a template of pages": ("hooks/symptomguide/templates/pages/causes.md.jinja", "{{", "x{{"),
    "a template of the theme": ("overrides/partials/footer.html", "<footer", "<footer lang=en"),
    "a style": ("overrides/assets/stylesheets/guide.css", "/*", ".cf-x { color: red }\n/*"),
    "a script": ("overrides/assets/javascripts/guide.js", '"use strict";', '"use strict"; window.cfTest = 1;'),
    "the code of a view": ("hooks/symptomguide/documents/glossary.py", 'class="cf-word"', 'class="cf-word cf-x"'),
    "the reader of Markdown": ("hooks/symptomguide/publish/markdown_blocks.py", '"</{tag}>"', '"</{tag}>" ""'),
}


@pytest.mark.full
@pytest.mark.parametrize("name", ENGINE_EDITS)
def test_a_build_after_a_change_of_engine_or_theme_equals_a_cold_one(tmp_path: Path, name: str) -> None:
    project = copy_small(tmp_path / "small")
    assert project.run("symptomguide", "build").status == 0
    path, old, new = ENGINE_EDITS[name]
    text = (project / path).read_text(encoding="utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    trees = []
    for _ in range(2):
        outcome = project.run("symptomguide", "build")
        assert outcome.status == 0, outcome.printed
        trees.append(read_tree(project / "site"))
        shutil.rmtree(project / FOLDER)
    assert differing(*trees) == []


# --- It saves the work


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents whose HTML is made meanwhile."""
    found: list[str] = []
    make = GuidePage._make

    def note(page: GuidePage, *arguments: object) -> object:
        found.append(page.file.src_uri)
        return make(page, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(GuidePage, "_make", note)
    return found


def test_a_page_is_made_again_only_where_something_it_was_made_from_changed(built: Path, made: list[str]) -> None:
    build(built)
    assert made == []
    EDITS["a page"].make(built)
    build(built)
    assert made == ["about.md"]


@pytest.mark.full
def test_what_an_extension_that_may_read_any_file_makes_is_not_kept(built: Path, made: list[str]) -> None:
    MORE["the extensions of Markdown"].make(built)
    build(built)
    first = list(made)
    build(built)
    assert made == first * 2


def put(site: Path, name: str, body: str) -> None:
    (site / name).mkdir(parents=True, exist_ok=True)
    (site / name / "index.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")


@pytest.mark.parametrize("other", ["<p id='there'>Words</p>", "<h2>Words</h2>", None])
def test_the_links_of_a_page_that_was_read_before_are_followed_anew(
    tmp_path: Path, other: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "one", "<a href='../other/#here'>Words</a>")
    put(tmp_path, "other", "<p id='here'>Words</p>")
    with using(Store()):
        assert read_back(read_site(tmp_path), "site") == []
        read: list[str] = []
        begin = produced._Reader.__init__
        monkeypatch.setattr(produced._Reader, "__init__", lambda self, text: (read.append(text), begin(self, text))[1])
        assert read_back(read_site(tmp_path), "site") == []
        assert read == []
        if other:
            put(tmp_path, "other", other)
        else:
            shutil.rmtree(tmp_path / "other")
        (problem,) = read_back(read_site(tmp_path), "site")
    assert (problem.path, problem.line, problem.column, problem.rule) == ("site/one/index.html", 1, 13, "dead-address")


# --- A file that may go or break at any time


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder that stands for a project."""
    return tmp_path


def count(project: Path, results: Callable[[], object] = lambda: recall(("a", "b"), lambda: "made")) -> int:
    """How many results a build that asks for `results` finds in the store of the project."""
    found: list[int] = []
    begin = Store.__init__

    def note(self: Store, held: dict[bytes, object]) -> None:
        begin(self, held)
        found.append(len(held))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "__init__", note)
        with keeping(project, "site"):
            results()
    return found[0] if found else -1


def test_a_build_finds_what_an_earlier_one_made(project: Path) -> None:
    assert count(project) == 0
    assert count(project, lambda: recall(("a", "b"), lambda: pytest.fail("it was made again"))) == 1
    assert recall(("a", "b"), lambda: "made anew") == "made anew"  # no store is open here


def test_a_store_never_holds_more_than_twice_what_a_build_uses(project: Path) -> None:
    for number in range(5):
        assert count(project, functools.partial(recall, (str(number),), lambda: "made")) == min(number, 2)
    assert count(project, lambda: recall(("3",), lambda: pytest.fail("it is the latest that no build used"))) == 2


def test_a_store_that_is_gone_broken_or_cut_off_counts_as_none(project: Path) -> None:
    file = project / FOLDER / "site"
    for harm in (b"", b"nonsense" * 100, None, -1):
        count(project)
        assert count(project) == 1
        data = file.read_bytes()
        file.write_bytes(harm if isinstance(harm, bytes) else data[:harm] if harm else data[:-1] + b"\x00")
        assert count(project) == 0
    shutil.rmtree(project / FOLDER)
    assert count(project) == 0


def test_a_store_of_another_engine_counts_as_none(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count(project)
    monkeypatch.setattr(kept, "mark_engine", lambda root: b"another")
    assert count(project) == 0


def test_nothing_is_kept_where_the_engine_changed_meanwhile(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marks = iter((b"before", b"after"))
    monkeypatch.setattr(kept, "mark_engine", lambda root: next(marks))
    count(project)
    monkeypatch.setattr(kept, "mark_engine", lambda root: b"after")
    assert count(project) == 0


def test_a_hook_of_the_project_is_part_of_the_engine(project: Path) -> None:
    (project / "hooks").mkdir()
    count(project)
    (project / "hooks/more.py").write_text("")
    assert count(project) == 0


def test_a_build_that_fails_keeps_nothing(project: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        count(project, lambda: recall(("a", "b"), lambda: 1) / 0)
    assert count(project) == 0


def test_two_builds_at_once_never_share_a_store(project: Path) -> None:
    with keeping(project, "site"):
        assert in_use()
        with keeping(project, "site"):
            assert not in_use()
        with keeping(project, "copy"):
            assert in_use()


def test_a_folder_that_cannot_be_written_is_gone_without(project: Path) -> None:
    (project / ".cache").write_text("a file")
    assert count(project) == -1


def test_what_a_killed_build_left_is_no_store(project: Path) -> None:
    count(project)
    (project / FOLDER / "site.new").write_bytes(b"half of it")
    (project / FOLDER / "site.lock").write_text("99999999")
    assert count(project) == 1
    count(project, lambda: recall(("other",), lambda: "made"))
    assert {path.name for path in (project / FOLDER).iterdir()} == {"site"}


@pytest.fixture
def small_project(tmp_path: Path) -> Project:
    return copy_small(tmp_path / "small")


@pytest.mark.full
def test_a_build_that_is_killed_at_any_time_does_no_harm(small_project: Project) -> None:
    assert small_project.run("symptomguide", "build").status == 0
    good = read_tree(small_project / "site")
    for moment in (0.3, 0.6, 0.9, 1.2, 1.5):
        shutil.rmtree(small_project / FOLDER, ignore_errors=True)
        command = [*program("symptomguide"), "build"]
        with subprocess.Popen(command, cwd=small_project.root, env=small_project.environment) as running:
            time.sleep(moment)
            running.send_signal(signal.SIGKILL)
        assert small_project.run("symptomguide", "build").status == 0
        assert differing(good, read_tree(small_project / "site")) == []


# --- Its keys


def test_what_is_made_from_other_texts_is_another_result() -> None:
    with using(Store()):
        assert recall(("ab", "c"), lambda: 1) == 1
        assert recall(("a", "bc"), lambda: 2) == 2
        assert recall(("abc",), lambda: 3) == 3
        assert recall(("ab", "c"), lambda: 4) == 1


def test_a_result_that_no_longer_fits_is_made_again() -> None:
    with using(Store()):
        assert recall(("a",), lambda: 1, lambda result: result < 2) == 1
        assert recall(("a",), lambda: 5, lambda result: result > 2) == 5
        assert recall(("b",), lambda: 1, lambda result: False) == 1
        assert recall(("b",), lambda: 2, lambda result: False) == 2
