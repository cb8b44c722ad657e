"""Material is kept at arm's length: what we stand in for is as it was, and what we load by name is there."""

from __future__ import annotations

import hashlib
import importlib.metadata
from importlib.resources import files
from pathlib import Path

import pytest

from symptomguide.assets import find_shipped
from symptomguide.verification.site import Site
from symptomguide.verification.survey import Facts
from tests.conftest import ROOT

MATERIAL = Path(str(files("material").joinpath("templates")))
OVERRIDES = ROOT / "overrides"
NAMES = find_shipped(path.relative_to(MATERIAL).as_posix() for path in sorted(MATERIAL.rglob("assets/**/*.js")))
BUNDLE = NAMES["assets/javascripts/bundle.js"]
WORKER = NAMES["assets/javascripts/workers/search.js"]

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
    "partials/palette.html": ("assets/javascripts/theme.js", "fb935107ae7d3d74"),
    "partials/javascripts/base.html": ("partials/hooks.html", "d6113712bc4deb30"),
    "partials/javascripts/palette.html": ("assets/javascripts/theme.js", "8790389765ea6036"),
    "partials/javascripts/content.html": ("assets/javascripts/guide.js", "3722e156f0f6339d"),
    BUNDLE: ("partials/hooks.html", "b9a1ef14b5e91ad6"),
    WORKER: ("assets/javascripts/iframe-worker.js", "da1b3df5e5f00cc7"),
}
PARTIALS = {  # ours alone: Material has no such file
    "START-HERE.html",
    "partials/hooks.html",
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
        f"change, look at the site with search open on a phone and a desktop, then write {digest(file)} into ORIGINALS."
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


@pytest.mark.parametrize("name", [BUNDLE, WORKER])
@pytest.mark.parametrize("form", ["served", "in_folder"])
def test_what_search_loads_is_found_by_its_name_without_the_hash(
    name: str, form: str, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(form)
    assert (site.folder / name).is_file()
    assert Path(name).name in site.file("").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["facts", "folder_facts"])
def test_materials_script_runs_on_every_kind_of_page_without_an_error(
    form: str, request: pytest.FixtureRequest
) -> None:
    facts: dict[str, Facts] = request.getfixturevalue(form)
    failed = {kind: [one for one in seen.complaints if one.startswith("error")] for kind, seen in facts.items()}
    assert [kind for kind, seen in facts.items() if BUNDLE not in seen.requests_by_search] == []
    assert {kind: errors for kind, errors in failed.items() if errors} == {}


def test_nothing_of_material_is_loaded_before_search_is_opened(facts: dict[str, Facts]) -> None:
    assets = {file.relative_to(MATERIAL).as_posix() for file in MATERIAL.joinpath("assets").rglob("*.*")}
    early = {kind: assets & {*seen.requests, *seen.requests_later} for kind, seen in facts.items()}
    assert {kind: paths for kind, paths in early.items() if paths} == {}


def test_features_that_overwrite_the_history_stay_off() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert not any(name in text for name in ("navigation.instant", "navigation.tracking", "search.share"))
