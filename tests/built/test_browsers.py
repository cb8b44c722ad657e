"""Engine tests: what older browsers lack is found in styles and scripts, unless something plain stands in."""

from __future__ import annotations

import pytest

from symptomguide.publish.browsers import find_newer, name_browsers
from symptomguide.publish.theme import find_theme
from tests.conftest import ROOT

NEWER_STYLES = {
    "a function in a custom property": ("a {\n  --x: #000;\n  --x: light-dark(#000, #fff);\n}", (3, 8), "light-dark()"),
    "a property": ("a {\n  inset: 0;\n}", (2, 3), "inset"),
    "a value": ("a {\n  overflow: clip;\n}", (2, 13), "overflow=clip"),
    "a unit": ("a {\n  height: 9dvh;\n}", (2, 11), "dvh"),
    "a selector": ("a,\nb:has(c) { color: red; }", (2, 3), ":has"),
    "a selector inside another": ("a:is(b,\nb:has(c)) { color: red; }", (2, 3), ":has"),
    "a rule": ("\n@layer x { a { color: red; } }", (2, 1), "@layer"),
    "nested rules": ("a {\n  &:hover { color: red; }\n}", (2, 3), "nested rules"),
    "a range": ("@media (width >= 40em) { a { color: red; } }", (1, 8), "ranges of @media"),
    "words beside content": ('a {\n  content: "x" / "";\n}', (2, 3), "words beside content"),
    "a thick line in short": ("a {\n  text-decoration: underline 2px;\n}", (2, 3), "text-decoration in short"),
    "a gap in a row": ("a {\n  display: flex;\n  gap: 1px;\n}", (3, 3), "gap of flexible boxes"),
    "inside @media": ("@media print {\n  a { inset: 0; }\n}", (2, 7), "inset"),
    "inside @supports not": ("@supports not (x: y) {\n  a { inset: 0; }\n}", (2, 7), "inset"),
}
OLDER_STYLES = {
    "a plain form before it": "a { overflow: hidden; overflow: clip; }",
    "a plain colour before it": "a { color: red; color: color-mix(in srgb, red, blue); }",
    "the form with a prefix before it": "a { -webkit-appearance: none; appearance: none; }",
    "@supports": "@supports selector(:popover-open) { a { inset: 0; color: light-dark(red, blue); } }",
    "a gap in a grid": "a { display: grid; gap: 1px; }",
    "a reason": "/* newer: inset, :has because nobody sees it */ a:has(b) { inset: 0; }",
    "a reason over two lines": "/*\n * newer: inset,\n *   :has because nobody sees it\n */\na:has(b) { inset: 0; }",
}
NEWER_SCRIPTS = {
    "a method": ("const x = [1];\nx.findLast(Boolean);", (2, 3), ".findLast"),
    "a static method": ("Object.hasOwn({}, 1);", (1, 8), ".hasOwn"),
    "a function": ("\n  structuredClone({});", (2, 3), "structuredClone"),
    "a function of the window": ("window.requestIdleCallback(f);", (1, 8), "requestIdleCallback"),
    "a method of dialogs": ("find('dialog').showModal();", (1, 16), ".showModal"),
    "a property of styles": ("part.style.contentVisibility = '';", (1, 12), ".contentVisibility"),
    "private names": ("class A {\n  #x = 1;\n}", (2, 3), "private names"),
    "static fields": ("class A {\n  static x = 1;\n}", (2, 3), "static fields"),
    "lookbehind": ("/(?<=a)b/.test(c);", (1, 2), "lookbehind"),
}
OLDER_SCRIPTS = {
    "older methods": "part.replaceChildren(...[1].flatMap(String)); ''.replaceAll('a', 'b'); a?.b ?? (c ??= 1);",
    "a comment": "// structuredClone(x)\n/* x.hasOwn() */",
    "a text": "const x = 'structuredClone(y.hasOwn)';",
    "a name of its own": "const level = 1; x.level = level; class A { at = 1; b() { return this.at; } }",
    "a reason": "// newer: structuredClone because it is asked for first\nwindow.structuredClone?.({});",
}


def find(name: str, text: str) -> list[tuple[int, int, str]]:
    """(line, column, what) of each problem, which is named in the message's first quotes."""
    return [(one.line, one.column, one.message.split("'")[1]) for one in find_newer({name: text})]


@pytest.mark.parametrize("case", NEWER_STYLES)
def test_what_is_newer_in_a_style_is_named_at_its_place(case: str) -> None:
    text, (line, column), name = NEWER_STYLES[case]
    assert find("a.css", text) == [(line, column, name)]


@pytest.mark.parametrize("case", OLDER_STYLES)
def test_a_style_may_use_it_behind(case: str) -> None:
    assert find("a.css", OLDER_STYLES[case]) == []


@pytest.mark.parametrize("case", NEWER_SCRIPTS)
def test_what_is_newer_in_a_script_is_named_at_its_place(case: str) -> None:
    text, (line, column), name = NEWER_SCRIPTS[case]
    assert find("a.js", text) == [(line, column, name)]


@pytest.mark.parametrize("case", OLDER_SCRIPTS)
def test_a_script_may_hold(case: str) -> None:
    assert find("a.js", OLDER_SCRIPTS[case]) == []


def test_a_reason_for_nothing_is_a_problem_too() -> None:
    (problem,) = find_newer({"a.css": "a { color: red; }\n/* newer: inset because nobody sees it */"})
    assert (problem.line, problem.column, problem.rule) == (2, 1, "newer-feature")
    assert "'newer: inset'" in problem.message


def test_the_message_says_what_to_write() -> None:
    (problem,) = find_newer({"a.css": "a { inset: 0; }"})
    assert name_browsers() in problem.message
    assert "newer: inset because" in problem.message


def test_styles_and_scripts_of_the_theme_hold_nothing_newer() -> None:
    found = [path for path in find_theme().rglob("*") if path.suffix in (".css", ".js")]
    assert len(found) > 5
    assert find_newer({path.name: path.read_text(encoding="utf-8") for path in found}) == []


def test_the_readme_names_the_browsers_of_the_list() -> None:
    assert name_browsers() in (ROOT / "README.md").read_text(encoding="utf-8")
