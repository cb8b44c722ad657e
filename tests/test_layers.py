"""Imports follow the one direction of the flow, and what belongs to one file stays there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

ENGINE = ROOT / "hooks" / "symptomguide"
VERIFICATION = ENGINE / "verification"
MODULES = {
    ".".join(path.relative_to(ENGINE).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(ENGINE.rglob("*.py"))
    if not {VERIFICATION, ENGINE / "starter"} & set(path.parents)  # one looks at the engine, one is copied by it
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

FLOORS = (
    ("patterns", "problem", "store"),
    ("text", "addresses", "reading"),
    ("models",),
    ("records",),
    ("tree",),
    ("drawing",),
    ("rules",),
    ("pages",),
    ("views",),
    ("macros",),
    ("guide",),
    ("documents",),
    ("check", "compare", "watch"),
    ("publish",),
    ("cli",),
    ("__init__", "__main__"),
)
"""The engine from the ground up: what stands on a floor imports from its own room and from the floors below."""

ONLY_IN = {
    "mkdocs": {"publish.mkdocs_build", "publish.mkdocs_direct", "publish.mkdocs_hooks", "publish.mkdocs_page"},
    "jinja2": {"documents.render"},
    "markupsafe": {"documents.render"},
    "markdown": {"publish.markdown_blocks"},
    "yaml": {"records.file", "records.source", "records.writer", "records.yaml_faults"},
    "click": {"cli.commands", "cli.compare", "cli.open_data", "cli.revisions", "cli.tree", "cli.terminal", "cli.watch"},
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


def floor_of(room: str) -> int:
    """The floor of a module or folder at the top of the engine; fails for one that stands on none."""
    (floor,) = (number for number, rooms in enumerate(FLOORS) if room in rooms)
    return floor


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_its_own_room_and_the_floors_below(name: str) -> None:
    room = name.split(".")[0]
    upward = {other for other in own_imports(name, MODULES[name]) if floor_of(other) >= floor_of(room)}
    assert upward <= {room}


def test_no_module_hides_an_import_from_the_program() -> None:
    """What is imported for types alone is an arrow of the flow like any other."""
    hidden = [
        name
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.alias) and "TYPE_CHECKING" in ast.unparse(node)
    ]
    assert hidden == []


def test_every_floor_has_its_rooms() -> None:
    assert {room for rooms in FLOORS for room in rooms} == {name.split(".")[0] for name in MODULES}


def test_the_readme_names_every_folder_of_the_engine() -> None:
    folders = {path.name for path in ENGINE.iterdir() if path.is_dir() and (path.name != "__pycache__")}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {name for name in folders - {"starter"} if f"`{name}/`" not in readme} == set()


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_package_of_others_is_imported_in_its_one_place(package: str) -> None:
    assert {name for name, tree in MODULES.items() if package in outside_imports(tree)} == ONLY_IN[package]


def test_one_module_alone_asks_other_servers() -> None:
    asks = {
        name
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        if {"urllib.request", "http.client", "socket"}
        & {*(alias.name for alias in node.names), getattr(node, "module", "") or ""}
    }
    assert asks == {"watch.web"}


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
    assert asks == {"cli.commands"}


def test_files_are_written_by_commands_alone() -> None:
    writes = {
        name
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("write_text", "write_bytes", "mkdir", "rmtree", "unlink")
    }
    assert writes <= {
        *("cli.commands", "cli.open_data", "cli.tree", "cli.schema", "cli.new_site"),
        *("publish.build", "publish.kept", "publish.lock", "publish.manifest", "publish.place", "tree.baseline"),
    }


POSSESSIVE = re.compile(r"[\])\w.}][*+?]\+")
"""A quantifier that never gives back: Python 3.11.2, which Debian 12 has, gets some of them wrong."""


def possessive(tree: ast.AST) -> list[str]:
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [text for text in texts if POSSESSIVE.search(text)]


def test_no_pattern_is_possessive() -> None:
    assert possessive(ast.parse('re.compile("[a-z]*+")')) == ["[a-z]*+"]
    assert {name: found for name, tree in MODULES.items() if (found := possessive(tree))} == {}


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
