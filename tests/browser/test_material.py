"""Engine test. Material is kept at arm's length: what we stand in for is as it was, none of its files is published."""

from __future__ import annotations

import hashlib
import importlib.metadata
from importlib.resources import files
from pathlib import Path

import pytest

from symptomguide.verification.site import Site
from tests.conftest import ROOT

MATERIAL = Path(str(files("material").joinpath("templates")))
OVERRIDES = ROOT / "overrides"

WRITTEN_AGAINST = "9.8.1"  # the mkdocs-material that the digests are of
# Original, our file that was written against it, and the start of the original's SHA-256.
ORIGINALS = {
    "base.html": ("main.html", "8536d352b0093623"),
    "main.html": ("main.html", "9948b55a7bc979c3"),
    "404.html": ("404.html", "80c93494b5432b1b"),
    "partials/content.html": ("partials/content.html", "ce33929c85af129f"),
    "partials/footer.html": ("partials/footer.html", "50c2a75f013b7b03"),
    "partials/header.html": ("partials/header.html", "8cf3fb15bcf969ff"),
    "partials/logo.html": ("partials/logo.html", "e0925ef6c190174a"),
    "partials/path.html": ("partials/path.html", "cbde0642861fe915"),
    "partials/search.html": ("partials/search.html", "bfd556535abcddb9"),
    "partials/toc.html": ("partials/toc.html", "fde48f583563364b"),
}
PARTIALS = {  # ours alone: Material has no such file
    "check-alone.html",
    "START-HERE.html",
    "partials/danger.html",
    "partials/meta.html",
    "partials/stamp.html",
    "partials/strip.html",
}


def digest(file: Path) -> str:
    """The start of the SHA-256 of a file, enough to tell that it changed."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


@pytest.mark.parametrize("original", ORIGINALS)
def test_the_original_is_as_it_was_when_ours_was_written(original: str) -> None:
    ours, then = ORIGINALS[original]
    file, version = MATERIAL / original, importlib.metadata.version("mkdocs-material")
    assert file.is_file(), (
        f"mkdocs-material {version} has no {original} any more. Find what took its place, write its name into "
        f"overrides/{ours} and ORIGINALS here, and run this again."
    )
    assert digest(file) == then, (
        f"{original} of mkdocs-material {version} is not the one that overrides/{ours} was written against. Compare it "
        f"with that of {WRITTEN_AGAINST} (pip download mkdocs-material=={WRITTEN_AGAINST}), see whether ours needs the "
        f"change, look at the site on a phone and a desktop, then write {digest(file)} into ORIGINALS."
    )


def test_a_changed_original_would_be_seen(tmp_path: Path) -> None:
    changed = tmp_path / "base.html"
    changed.write_bytes((MATERIAL / "base.html").read_bytes() + b" ")
    assert digest(changed) != ORIGINALS["base.html"][1]


def test_every_template_of_ours_names_its_original_or_has_none() -> None:
    ours = {file.relative_to(OVERRIDES).as_posix() for file in OVERRIDES.rglob("*.html")}
    assert sorted(name for name in ours if name not in ORIGINALS and name not in PARTIALS) == []


def test_every_template_of_ours_says_what_it_replaces_and_why() -> None:
    files_ = sorted(OVERRIDES.rglob("*.html"))
    assert [file.name for file in files_ if not file.read_text(encoding="utf-8").startswith("{#-")] == []


def test_no_template_of_ours_takes_the_place_of_one_unnoticed() -> None:
    taken = [name for name in PARTIALS if (MATERIAL / name).exists()]
    assert taken == [], f"mkdocs-material has {taken} now: name ours differently, or add the original to ORIGINALS"


@pytest.mark.parametrize("form", ["served", "in_folder"])
def test_no_style_script_or_picture_of_material_is_published(form: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(form)
    theirs = {file.relative_to(MATERIAL).as_posix() for file in MATERIAL.joinpath("assets").rglob("*.*")}
    ours = {file.relative_to(site.folder).as_posix() for file in site.folder.rglob("*.*")}
    assert sorted(theirs & ours) == []
    assert not (site.folder / "search").exists()


def test_features_that_overwrite_the_history_stay_off() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert not any(name in text for name in ("navigation.instant", "navigation.tracking", "search.share"))
