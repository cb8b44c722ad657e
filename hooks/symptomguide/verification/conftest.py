"""The project that is verified: in $GUIDE_PROJECT, else in the working folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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
