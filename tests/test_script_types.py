"""Engine test: the types that the scripts of the theme name in comments are true, says the compiler of TypeScript.

Scripts are published as they are written, so the compiler is needed here alone, and only where there is Node.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from symptomguide.verification.npm import fetch_package
from tests.conftest import ROOT

TYPESCRIPT = "typescript", "5.9.3"
INTEGRITY = "sha512-jl1vZzPDinLr9eUt3J/t7V6FgNEw9QjvBPdysz9KfQDD41fQrC2Y4vKQdiaUpFT4bXlb1RHhLpp8wtm6M5TgSw=="
CONFIG = ROOT / "tests/scripts/tsconfig.json"

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def compiler() -> Path:
    """The compiler; skips where it cannot be had."""
    folder = fetch_package(ROOT / ".cache", *TYPESCRIPT, INTEGRITY)
    if folder is None:
        pytest.skip("the types of the scripts are not checked: npm, node or the package typescript cannot be had")
    return folder / "package/lib/tsc.js"


def complaints(compiler: Path, *arguments: str | Path) -> str:
    done = subprocess.run(["node", compiler, *arguments], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_the_types_of_the_scripts_are_true(compiler: Path) -> None:
    assert complaints(compiler, "-p", CONFIG) == ""


def test_a_type_that_is_not_true_is_seen(compiler: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.js").write_text("guideTree.follow(1);", encoding="utf-8")
    config = f'{{"extends": "{CONFIG}", "include": ["{CONFIG.parents[2]}/overrides/assets/javascripts", "wrong.js"]}}'
    (tmp_path / "tsconfig.json").write_text(config, encoding="utf-8")
    assert "wrong.js(1,11): error TS2554" in complaints(compiler, "-p", tmp_path)
