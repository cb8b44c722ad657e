"""Small projects to break. Built sites come from tests/conftest.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.built.projects import Project, copy_small


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A copy of the tiny project, to be changed at will."""
    return copy_small(tmp_path / "small")
