"""The site of this repository, for tools that draw and measure it; no engine test reads it."""

from __future__ import annotations

import shutil
from pathlib import Path

from symptomguide.check import load_guide
from symptomguide.guide import Guide
from symptomguide.tree import Graph, build_library_graph
from symptomguide.verification.fixtures import LATER
from tests.conftest import ROOT

PARTS = ("content", "site-data", "hooks", "overrides", "docs", "mkdocs.yml", "CONTRIBUTING.md", "README.md")


def copy_real(target: Path) -> Path:
    """Copies the site of this repository with its engine into `target`, which must not exist yet, and returns it."""
    for name in PARTS:
        copy_part(name, target)
    (target / "tests").mkdir()
    shutil.copy2(ROOT / "tests/tree-baseline.txt", target / "tests")
    return target


def copy_part(name: str, target: Path) -> None:
    """Copies a file or folder of this repository into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    source = ROOT / name
    if source.is_dir():
        shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    else:
        shutil.copy2(source, target / name)


def load_real() -> Guide:
    """Records and pages of the site; raises ProblemsFound."""
    return load_guide(ROOT, LATER)


def load_graph() -> Graph:
    """The graph of its tree; raises ProblemsFound."""
    library = load_real().library
    assert library.tree is not None
    return build_library_graph(library.tree, library)
