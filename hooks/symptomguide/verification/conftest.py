"""The project that is verified: in $GUIDE_PROJECT, else in the working folder.

Its site is built for it, unless $GUIDE_SITE names one that `build --with-bundle` made: then that is looked at.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from symptomguide.publish.manifest import compare_with_manifest

from .fixtures import *  # noqa: F403 - fixtures are found by their names here

pytest_plugins = ("symptomguide.verification.plugin",)


@pytest.fixture(scope="session")
def guide_root() -> Path:
    """The root of the project: the nearest folder at or above the working folder that holds mkdocs.yml."""
    start = Path(os.environ.get("GUIDE_PROJECT") or Path.cwd()).resolve()
    found = next((folder for folder in (start, *start.parents) if (folder / "mkdocs.yml").is_file()), None)
    if found is None:
        pytest.exit(f"no mkdocs.yml in {start.name} or above; run this inside a project or set GUIDE_PROJECT", 2)
    return found


@pytest.fixture(scope="session")
def given_site() -> Path | None:
    """The site in $GUIDE_SITE, as its manifest says and with its offline copy; None where none is named."""
    if not (named := os.environ.get("GUIDE_SITE")):
        return None
    folder = Path(named).resolve()
    problems = compare_with_manifest(folder)[1] if folder.is_dir() else []
    if problems or not list(folder.glob("*-offline.zip")):
        why = f"{problems[0].path}: {problems[0].message}" if problems else "there is no offline copy in it"
        pytest.exit(f"GUIDE_SITE is no whole site with its offline copy, as `build --with-bundle` makes it: {why}", 2)
    return folder
