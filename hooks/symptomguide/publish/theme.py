"""Where the theme lies: beside the engine in its repository, inside it where it was installed."""

from __future__ import annotations

from pathlib import Path


def find_theme() -> Path:
    """The folder with the blocks, partials, styles and scripts of the theme."""
    engine = Path(__file__).resolve().parents[1]
    installed = engine / "theme"
    return installed if installed.is_dir() else engine.parents[1] / "overrides"
