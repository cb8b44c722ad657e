"""Engine tests: whatever was changed in a published folder or archive since its build is told, by its manifest."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from symptomguide.publish.manifest import MANIFEST, compare_with_manifest, write_manifest


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A folder with a manifest."""
    for name in ("index.html", "page/index.html", "a file.txt"):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(name)
    write_manifest(tmp_path / "site")
    return tmp_path / "site"


def told(path: Path) -> list[tuple[str, str]]:
    return [(problem.path, problem.message) for problem in compare_with_manifest(path)[1]]


def test_nothing_is_told_of_what_is_as_it_was(published: Path) -> None:
    assert compare_with_manifest(published) == (3, [])


def test_what_was_changed_is_gone_or_was_added_is_told(published: Path) -> None:
    (published / "index.html").write_text("another")
    (published / "page/index.html").unlink()
    (published / "more.html").touch()
    assert told(published) == [
        ("site/index.html", "the file was changed"),
        ("site/more.html", "the manifest does not list this file"),
        ("site/page/index.html", "the file is gone"),
    ]


def test_a_folder_without_a_manifest_is_told(published: Path) -> None:
    (published / MANIFEST).unlink()
    assert [problem.rule for problem in compare_with_manifest(published)[1]] == ["no-manifest"]


def test_a_manifest_that_was_cut_off_is_told(published: Path) -> None:
    text = (published / MANIFEST).read_text()
    (published / MANIFEST).write_text(text[:-9])
    assert len(told(published)) >= 1


def test_an_archive_is_compared_with_the_manifest_in_it(published: Path, tmp_path: Path) -> None:
    archive = Path(shutil.make_archive(str(tmp_path / "copy"), "zip", tmp_path, "site"))
    assert compare_with_manifest(archive) == (3, [])
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr("site/more.html", "x")
    assert told(archive) == [("copy.zip/more.html", "the manifest does not list this file")]


def test_what_is_no_archive_is_refused_in_plain_words(published: Path) -> None:
    with pytest.raises(OSError, match="is no whole ZIP archive"):
        compare_with_manifest(published / "index.html")


def test_other_programs_read_the_manifest(published: Path) -> None:
    assert subprocess.run(["sha256sum", "-c", "--quiet", MANIFEST], cwd=published, check=False).returncode == 0


def test_each_build_writes_one(built_site: Path, offline_site: Path) -> None:
    for folder in (built_site, offline_site):
        count, found = compare_with_manifest(folder)
        assert count > 20
        assert found == []
