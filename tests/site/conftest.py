"""The bundle of the real site, and small projects to break. The built site itself comes from tests/conftest.py."""

from __future__ import annotations

import datetime
import fcntl
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from symptomguide.guide import Guide, load_guide
from tests.conftest import copy_project

from .projects import Project, copy_small


@dataclass(frozen=True)
class Bundle:
    """The offline bundle of the real project: the archive, and the folder it unpacks to."""

    archive: Path
    folder: Path


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """Made once for all workers, in a folder with blanks in its name; tests read it and never write to it."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "on a usb stick"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "unpacked").is_dir():
            outcome = Project(copy_project(shared / "project")).run("symptomguide", "bundle", "--out", str(shared))
            assert outcome.status == 0, outcome.printed
            with zipfile.ZipFile(next(shared.glob("*.zip"))) as archive:
                archive.extractall(shared / "unpacked")
    return Bundle(next(shared.glob("*.zip")), next((shared / "unpacked").iterdir()))


@pytest.fixture(scope="session")
def guide(built_site: Path) -> Guide:
    """Records and pages that the built site was made from, on a day by which all of them were written."""
    return load_guide(built_site.parent, datetime.date(2100, 1, 1))


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A copy of the tiny project, to be changed at will."""
    return copy_small(tmp_path / "small")
