"""Engine tests: what makes scripts small changes none of the words that readers see.

The minifier drops spaces inside a template literal that stands within another, for example.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pygments.lexers.javascript import JavascriptLexer
from pygments.token import String

from symptomguide.publish.assets import publish
from symptomguide.publish.mkdocs_build import LUNR
from symptomguide.publish.theme import find_theme

SCRIPTS = sorted([*find_theme().rglob("*.js"), LUNR])


def read_strings(script: str) -> str:
    """All strings, regular expressions and pieces of template literals of a script, without its code."""
    tokens = JavascriptLexer(stripnl=False, ensurenl=False).get_tokens(script)
    return "".join(text for kind, text in tokens if kind in String)


@pytest.mark.parametrize("script", SCRIPTS, ids=[file.name for file in SCRIPTS])
def test_a_published_script_says_the_same_strings_as_its_source(script: Path) -> None:
    source = script.read_text(encoding="utf-8")
    assert read_strings(publish(script.name, source).text) == read_strings(source)


def test_a_space_lost_in_a_template_literal_is_seen() -> None:
    source = "const said = `${few ? `${one}  page` : ''} found`;"
    assert read_strings(publish("a.js", source).text) != read_strings(source)
