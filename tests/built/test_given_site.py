"""Engine tests: the verification looks at the site that it is given, byte by byte, or refuses it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from symptomguide.publish.manifest import MANIFEST, write_manifest
from symptomguide.verification.site import address_of, prefix_of
from tests.conftest import EXAMPLE

PAGE = '<link rel="canonical" href="{}">'


def verify(given: Path) -> subprocess.CompletedProcess[str]:
    """Verifies one thing of the example that needs its built site."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--basetemp={given.parent / 'run'}"]
    return subprocess.run(
        [*command, "-k", "no_heading_is_empty", "--pyargs", "symptomguide.verification.test_pages"],
        cwd=EXAMPLE,
        env=kept | {"GUIDE_SITE": str(given)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A folder that is whole, and has a page whose heading is empty."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<html><body><main><h1></h1></main></body></html>", encoding="utf-8")
    (site / "heel-offline.zip").write_bytes(b"")
    write_manifest(site)
    return site


def test_the_site_that_is_given_is_looked_at(given: Path) -> None:
    done = verify(given)
    assert done.returncode == 1
    assert "no heading is empty" in done.stdout
    assert "index.html" in done.stdout


@pytest.mark.parametrize(
    ("name", "told"), [("index.html", "the file was changed"), (MANIFEST, "no manifest.sha256"), ("gone", "no offline")]
)
def test_a_site_that_is_not_whole_is_refused(given: Path, name: str, told: str) -> None:
    if name == "gone":
        (given / "heel-offline.zip").unlink()
        write_manifest(given)
    elif name == MANIFEST:
        (given / name).unlink()
    else:
        (given / name).write_text("another", encoding="utf-8")
    done = verify(given)
    assert done.returncode == 2
    assert told in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("address", "prefix"),
    [("", "sub/"), ("https://heel.example/", ""), ("https://club.example/a/heel/", "a/heel/")],
)
def test_a_site_is_served_where_it_was_built_for(tmp_path: Path, address: str, prefix: str) -> None:
    (tmp_path / "index.html").write_text(PAGE.format(address) if address else "", encoding="utf-8")
    assert address_of(tmp_path) == address
    assert prefix_of(tmp_path) == prefix
