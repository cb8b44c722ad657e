"""Imports follow the one direction of the flow, and what belongs to one file stays there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import ROOT

ENGINE = ROOT / "hooks" / "symptomguide"
VERIFICATION = ENGINE / "verification"
MODULES = {
    ".".join(path.relative_to(ENGINE).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(ENGINE.rglob("*.py"))
    if VERIFICATION not in path.parents  # it looks at all of the engine and is part of none
}
TEXT_FILES = [
    path
    for folder in ("hooks", "overrides", "examples", "docs", "tests", ".ci", ".github")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.is_file() and path.suffix not in (".png", ".jpg", ".webp", ".ico", ".pyc") and path != Path(__file__)
] + [
    ROOT / name
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile", "mkdocs.yml", "pyproject.toml", "setup.py")
]
CODE_FILES = [
    path
    for folder in ("hooks", "overrides")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".py", ".jinja", ".html", ".js", ".css")
]

BELOW = {
    "problem": [],
    "text": ["problem"],
    "addresses": [],
    "git": [],
    "dates": ["git"],
    "characters": ["text", "problem"],
    "source": ["problem", "text", "characters"],
    "models": ["models", "text", "problem"],
}
"""The lowest modules, and all of the engine that each may import."""

ABOVE = {
    "references": ["library", "rules", "tree", "views", "macros", "pages", "render", "guide", "build", "cli"],
    "validation": ["library", "rules", "tree", "views", "macros", "pages", "render", "guide", "build", "cli"],
    "values": ["library", "rules", "tree", "views", "macros", "pages", "render", "guide", "build", "cli"],
    "library": ["rules", "views", "macros", "calls", "pages", "render", "guide", "build", "cli"],
    "rules": ["views", "macros", "calls", "pages", "render", "guide", "build", "cli"],
    "tree": ["views", "macros", "calls", "pages", "render", "guide", "build", "cli"],
    "calls": ["views", "macros", "pages", "render", "guide", "build", "cli"],
    "views": ["render", "guide", "build", "cli"],
    "macros": ["pages", "render", "guide", "build", "cli"],
    "pages": ["macros", "views", "render", "guide", "build", "cli"],
    "render": ["guide", "build", "cli"],
    "readback": ["source", "models", "library", "views", "render", "guide", "cli", "mkdocs_build"],
    "guide": ["build", "mkdocs_build", "cli"],
}
"""What stands above each of the others: it never imports these."""

ONLY_IN = {
    "mkdocs": {"mkdocs_build", "mkdocs_hooks"},
    "jinja2": {"render"},
    "markupsafe": {"render"},
    "markdown": {"markdown_blocks"},
    "yaml": {"source"},
    "click": {"cli", "cli_tree", "terminal"},
}
"""Packages, and the modules that alone may import them."""


def own_imports(name: str, tree: ast.Module) -> Iterator[str]:
    """The modules of the engine that a module imports, by their first name: `models`, `library`."""
    package = name.split(".")[:-1] if name != "__init__" else []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            if node.module:
                yield ".".join([*base, node.module]).split(".")[0]
            else:
                yield from (".".join([*base, alias.name]).split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("symptomguide"):
            yield [*(node.module or "").split("."), "__init__"][1]


def outside_imports(tree: ast.Module) -> Iterator[str]:
    """The packages that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").split(".")[0]


def imports_of_part(part: str) -> dict[str, set[str]]:
    """Each module of a part (`models`, or `models.fields`) and what it imports of the engine."""
    return {
        name: set(own_imports(name, tree))
        for name, tree in MODULES.items()
        if name == part or name.startswith(f"{part}.")
    }


@pytest.mark.parametrize("part", BELOW)
def test_the_lowest_modules_import_only_what_is_below_them(part: str) -> None:
    found = imports_of_part(part)
    assert found
    for name, imports in found.items():
        assert imports <= set(BELOW[part]), name


@pytest.mark.parametrize("part", ABOVE)
def test_no_module_imports_what_is_above_it(part: str) -> None:
    found = imports_of_part(part)
    assert found
    for name, imports in found.items():
        if (part, name) == ("views", "views.macro_help"):
            imports -= {"macros"}  # it describes the macros
        assert not imports & set(ABOVE[part]), name


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_package_of_others_is_imported_in_its_one_place(package: str) -> None:
    assert {name for name, tree in MODULES.items() if package in outside_imports(tree)} == ONLY_IN[package]


def test_no_module_of_the_engine_rests_on_the_verification() -> None:
    assert [name for name, tree in MODULES.items() if "verification" in own_imports(name, tree)] == []


def test_the_hook_of_a_project_only_leads_to_the_engine() -> None:
    (file,) = (ROOT / "hooks").glob("*.py")
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert set(outside_imports(tree)) == {"symptomguide"}
    assert all(isinstance(node, ast.ImportFrom | ast.Expr) for node in tree.body)


def test_only_the_command_line_asks_the_clock() -> None:
    asks = {
        name
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("now", "utcnow", "today", "monotonic", "localtime")
    }
    assert asks == {"cli"}


def test_files_are_written_by_commands_alone() -> None:
    writes = {
        name
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("write_text", "write_bytes", "mkdir", "rmtree", "unlink")
    }
    assert writes <= {"cli", "cli_tree", "build", "schema", "new_site", "tree.baseline"}


def test_nothing_is_read_when_a_module_is_imported() -> None:
    calls = {
        (name, call.func.attr)
        for name, tree in MODULES.items()
        for statement in tree.body
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef)
        for call in ast.walk(statement)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        if call.func.attr in ("read_text", "read_bytes", "open", "load_source", "load_library", "run", "getenv")
    }
    assert not calls


@pytest.mark.parametrize(
    "word",
    [
        "calf",
        "calves",
        "soleus",
        "gastrocnemius",
        "achilles",
        "thrombosis",
        "cramp",
        "clot",
        "dvt",
        "doms",
    ],
)
def test_the_engine_and_the_theme_hold_no_word_about_the_topic(word: str) -> None:
    pattern = re.compile(rf"(?i)(?<![a-z]){word}(?![a-z])")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in CODE_FILES
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if pattern.search(line)
    ]
    assert not found


def test_nothing_points_outside_the_repository() -> None:
    pattern = re.compile(r"(?<![\w-])(?:\.\./sha[r]ed|sha[r]ed/|/wor[k]/|/roo[t]/|/hom[e]/)|evidence\.ya[m]l")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in TEXT_FILES
        if (match := pattern.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert not found


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("library", "from .rules import check_rules", {"rules"}),
        ("rules.sides", "from ..views.parts import x", {"views"}),
        ("models.site", "from .fields import x\nfrom ..library import y", {"models", "library"}),
        ("source", "def f():\n    from . import guide", {"guide"}),
        ("text", "from symptomguide.render import x", {"render"}),
        ("tree.__init__", "from .records import x", {"tree"}),
    ],
)
def test_a_planted_import_is_seen(name: str, code: str, expected: set[str]) -> None:
    assert set(own_imports(name, ast.parse(code))) == expected


def test_a_planted_package_is_seen() -> None:
    assert set(outside_imports(ast.parse("import mkdocs.config\ndef f():\n    from jinja2 import x"))) == {
        "mkdocs",
        "jinja2",
    }
