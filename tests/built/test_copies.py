"""Engine tests: the copy for use without internet says of what day it is, and the published pages offer it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from symptomguide.publish.manifest import MANIFEST
from symptomguide.verification.dom import read_page
from tests.built.projects import Project, copy_small, read_tree

ADDRESS = "https://elbow.example/guide/"
DAY = {"SOURCE_DATE_EPOCH": "1786320000"}  # 10 August 2026
NAME = re.compile(r"(?P<name>[a-z-]+)-(?P<version>\d{4}-\d{2}-\d{2})-offline\.zip")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The tiny project, built with its copy beside the pages."""
    project = copy_small(tmp_path_factory.mktemp("published") / "small")
    outcome = project.run("symptomguide", "build", "--with-bundle", env=DAY | {"SITE_URL": ADDRESS})
    assert outcome.status == 0, outcome.printed
    return project


@pytest.fixture(scope="module")
def copy(published: Project) -> dict[str, str]:
    """The pages of the copy, by their path in its folder."""
    with zipfile.ZipFile(archive_of(published / "site")) as archive:
        return {
            name.partition("/")[2]: archive.read(name).decode("utf-8")
            for name in archive.namelist()
            if name.endswith(".html")
        }


def archive_of(folder: Path) -> Path:
    (found,) = folder.glob("*.zip")
    return found


def words_for_size(file: Path) -> str:
    """The size of one of less than a megabyte."""
    return f"{round(file.stat().st_size / 1e3)}\u00a0kB"


def test_every_published_page_offers_the_copy_with_its_size_and_day(published: Project) -> None:
    site = published / "site"
    archive = archive_of(site)
    size = words_for_size(archive)
    for file in (file for file in site.rglob("*.html") if not file.name.endswith("-check.html")):
        text = file.read_text(encoding="utf-8")
        assert f'{archive.name}" download>' in text, file
        assert f"(ZIP, {size}, 10 August 2026)" in text, file


def test_every_published_page_offers_the_check_in_one_file(published: Project) -> None:
    site = published / "site"
    (check,) = site.glob("*-check.html")
    offer = f'{check.name}" download>The check in one file</a> (HTML, {words_for_size(check)}, 10 August 2026)'
    pages = [file for file in site.rglob("*.html") if file != check]
    assert [file.name for file in pages if offer not in file.read_text(encoding="utf-8")] == []


def test_the_name_of_the_copy_holds_its_version_and_so_does_its_folder(published: Project) -> None:
    match = NAME.fullmatch(archive_of(published / "site").name)
    assert match
    assert match["version"] == "2026-08-10"
    with zipfile.ZipFile(archive_of(published / "site")) as opened:
        folders = {name.partition("/")[0] for name in opened.namelist()}
    assert folders == {f"{match['name']}-{match['version']}"}


def test_every_page_of_the_copy_says_of_what_day_it_is(copy: dict[str, str]) -> None:
    assert {name for name, text in copy.items() if "as of 10 August 2026" not in text} == set()


def test_no_page_of_the_copy_offers_a_copy(copy: dict[str, str]) -> None:
    assert {name for name, text in copy.items() if "download>" in text} == set()


def test_the_copy_has_a_page_to_start_from(copy: dict[str, str], tmp_path: Path) -> None:
    text = copy["START-HERE.html"]
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    links = [link.get("href") for link in read_page(tmp_path / "page.html").iter("a")]
    assert "./index.html" in links
    assert ADDRESS in links
    assert "(version 2026-08-10)" in text


def test_a_page_opened_inside_the_packed_file_says_to_unpack_it_and_shows_the_danger_signs(
    copy: dict[str, str], chromium: Browser, tmp_path: Path
) -> None:
    """The browser gets one file without the folder around it."""
    page = chromium.new_page()
    for name, text in copy.items():
        (tmp_path / "alone.html").write_text(text, encoding="utf-8")
        page.goto((tmp_path / "alone.html").as_uri(), wait_until="domcontentloaded")
        expect(page.locator("body > :visible").first).to_contain_text("Unpack the whole ZIP file first")
        if name == "START-HERE.html":
            shown = page.locator("main").inner_text()
    page.close()
    assert "The arm is bent" in shown
    assert "The hand is numb" in shown


def test_a_page_in_its_folder_says_nothing_of_unpacking(offline_site: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto((offline_site / "START-HERE.html").as_uri())
    expect(page.locator(".cf-alone")).to_be_hidden()
    page.close()


def test_no_page_starts_a_published_site(published: Project) -> None:
    assert not (published / "site/START-HERE.html").exists()


@pytest.mark.full
def test_without_the_option_no_copy_is_offered(small: Project) -> None:
    assert small.run("symptomguide", "build").status == 0
    assert not list((small / "site").glob("*.zip"))
    pages = [data for name, data in read_tree(small / "site").items() if name.endswith(".html")]
    assert [page for page in pages if b"offline.zip" in page] == []


@pytest.mark.full
def test_the_offered_copy_is_the_one_that_bundle_makes(published: Project) -> None:
    outcome = published.run("symptomguide", "bundle", env=DAY | {"SITE_URL": ADDRESS})
    assert outcome.status == 0, outcome.printed
    for file in {*(published / "dist").iterdir()} - {published / "dist" / MANIFEST}:
        assert file.read_bytes() == (published / "site" / file.name).read_bytes()


def test_a_build_leaves_nothing_beside_the_site(published: Project) -> None:
    assert [path.name for path in published.root.iterdir() if path.name.startswith("site.")] == []
