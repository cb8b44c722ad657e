"""Engine tests: what the sheet itself must hold, read from its source."""

from __future__ import annotations

import re
from pathlib import Path

SHEET = Path(__file__).resolve().parents[2] / "overrides/assets/stylesheets/guide.css"
TOKEN = re.compile(r"(--[\w-]+): ([^;]+);")


def read_block(sheet: str, selector: str) -> dict[str, str]:
    """The tokens that the first block of `selector` sets."""
    return dict(TOKEN.findall(sheet.partition(f"{selector} {{")[2].partition("}")[0]))


def test_the_system_s_dark_colours_and_the_reader_s_are_the_same() -> None:
    sheet = SHEET.read_text(encoding="utf-8")
    dark = read_block(sheet, ":root:not([data-theme])")
    assert len(dark) > 30
    assert dark == read_block(sheet, ':root[data-theme="dark"]')


def test_every_dark_colour_has_a_light_one() -> None:
    sheet = SHEET.read_text(encoding="utf-8")
    assert set(read_block(sheet, ":root:not([data-theme])")) <= set(read_block(sheet, ":root"))
