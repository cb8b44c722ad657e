"""The loader gives each value its place, and refuses hostile files with one line, quickly and in little memory."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from symptomguide.problem import Problem
from symptomguide.records.file import Unclear
from symptomguide.records.source import MAX_BYTES, load_source, parse_source, resolve_word
from tests.conftest import EXAMPLE, ROOT, command_env
from tests.records.test_cases import BASE

RECORD_FILES = sorted((EXAMPLE / "site-data").rglob("*.yaml"))
SECONDS, MEGABYTES = 2, 300
PROGRAM = """
import datetime, json, pathlib, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
from symptomguide.check import check_guide
began = resource.getrusage(resource.RUSAGE_SELF).ru_utime
found = check_guide(pathlib.Path(sys.argv[1]), datetime.date(2026, 6, 1))[1]
seconds = resource.getrusage(resource.RUSAGE_SELF).ru_utime - began
print(json.dumps({"seconds": seconds, "problems": [[p.path, p.line, p.column, p.rule] for p in found]}))
"""

LAUGHS = "a: &a [lol, lol]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{last}'] * 9)}]\n" for last, name in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE: dict[str, tuple[bytes, tuple[int, int, str]]] = {
    "utf-16": ("term: Rest\n".encode("utf-16"), (1, 1, "encoding")),
    "utf-16-no-mark": ("term: Rest\n".encode("utf-16-le"), (1, 1, "encoding")),
    "utf-32": ("term: Rest\n".encode("utf-32"), (1, 1, "encoding")),
    "latin-1": ("term: Rest\ndefinition: Caf\xe9\n".encode("latin-1"), (2, 16, "encoding")),
    "half-a-character": (b"term: Rest\xe2\x82", (1, 11, "encoding")),
    "surrogate": (b"term: \xed\xa0\x80\n", (1, 7, "encoding")),
    "nul-inside": (b"term: Rest\ndefinition: Not\0swimming.\n", (2, 16, "unseen-character")),
    "nul-alone": (b"\0" * 1000, (1, 1, "unseen-character")),
    "ten-megabytes": (b"term: " + b"a" * 10_000_000, (1, 1, "file-size")),
    "just-too-large": (b"#" * (MAX_BYTES + 1), (1, 1, "file-size")),
    "brackets": (b"[" * 10_000, (1, 13, "yaml-depth")),
    "brackets-in-a-field": (b"term: " + b"[" * 10_000 + b"]" * 10_000, (1, 18, "yaml-depth")),
    "braces": (b"{a: " * 10_000, (1, 49, "yaml-depth")),
    "dashes": (b"- " * 10_000 + b"a", (1, 25, "yaml-depth")),
    "question-marks": (b"? " * 10_000 + b"a", (1, 3, "yaml-key")),
    "indents": (b"".join(b" " * depth + b"a:\n" for depth in range(500)), (13, 13, "yaml-depth")),
    "billion-laughs": (LAUGHS.encode(), (1, 4, "yaml-anchor")),
    "anchors": (b"term: " + b"&a " * 10_000 + b"a", (1, 7, "yaml-anchor")),
    "code": (b'term: !!python/object/apply:os.system ["true"]\n', (1, 7, "yaml-tag")),
    "open-quote": (b'term: "' + b"a " * 90_000, (1, 7, "open-quote")),
    "open-quote-many-lines": (b"term: 'a\n" + b"b: c\n" * 30_000, (1, 7, "open-quote")),
    "documents": (b"--- a\n" * 30_000, (2, 1, "yaml-documents")),
}


@pytest.fixture(scope="module")
def refusals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[int, int, str]]]:
    """What the checks say of each hostile file, all of them in one site, read by one process with little memory."""
    site = shutil.copytree(BASE, tmp_path_factory.mktemp("hostile") / "site")
    for name, (data, _) in HOSTILE.items():
        (site / "site-data/glossary" / f"{name}.yaml").write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(site), str(MEGABYTES * 1_000_000)],
        env=command_env(ROOT),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answer = json.loads(done.stdout)
    assert answer["seconds"] < SECONDS
    found: dict[str, list[tuple[int, int, str]]] = {}
    for path, line, column, rule in answer["problems"]:
        found.setdefault(Path(path).stem, []).append((line, column, rule))
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_one_line_in_little_time_and_memory(
    name: str, refusals: dict[str, list[tuple[int, int, str]]]
) -> None:
    assert refusals[name] == [HOSTILE[name][1]]


def test_a_file_in_the_way_of_site_yaml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").mkdir()
    assert [problem.rule for problem in load_source(tmp_path / "site.yaml", "site.yaml").problems] == ["file-read"]


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    problems = load_source(tmp_path / "gone.yaml", "gone.yaml").problems
    assert [(problem.line, problem.rule) for problem in problems] == [(1, "file-read")]


@pytest.mark.parametrize("file", RECORD_FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_each_value_and_key_of_a_shipped_record_stands_where_the_loader_says(file: Path) -> None:
    source = load_source(file, file.name)
    assert not source.problems
    for path, (line, column) in source.places.keys.items():
        assert source.lines[line - 1][column - 1 :].startswith(f"{path[-1]}:")
    for path, word in source.places.words.items():
        line, column = source.places.values[path]
        assert word.startswith(source.lines[line - 1][column - 1 :].split(",")[0].split("]")[0][: len(word)])


def test_places_count_characters_and_not_bytes() -> None:
    source = parse_source('é: "ü"\n\U0001f3ca: [ñ, \U0001f3ca\U0001f3ca, z]\n'.encode(), "x.yaml")
    assert source.places.keys[("é",)] == (1, 1)
    assert source.places.values[("é",)] == (1, 4)
    assert source.places.values[("\U0001f3ca", 2)] == (2, 12)


def test_a_value_without_a_place_takes_that_of_its_nearest_ancestor() -> None:
    source = parse_source(b"a:\n  b: [x]\n", "x.yaml")
    assert source.place(("a", "b", 0)) == (2, 7)
    assert source.place(("a", "b", 5, "c")) == (2, 6)
    assert source.place(("gone",)) == (1, 1)


def test_a_word_inside_a_long_text_has_its_own_line_and_column() -> None:
    source = parse_source(b"a: >\n  one two\n  three four\nb: four\n", "x.yaml")
    assert source.place_of(("a",), "four") == (3, 9)
    assert source.place_of(("b",), "four") == (4, 4)


def test_a_word_that_stands_only_in_another_field_is_placed_at_its_own() -> None:
    source = parse_source(b"a: one\nb: four\n", "x.yaml")
    assert source.place_of(("a",), "four") == (1, 4)


def test_windows_line_ends_move_nothing() -> None:
    unix, windows = (parse_source(data, "x.yaml") for data in (b"a: >\n  x\nb: y\n", b"a: >\r\n  x\r\nb: y\r\n"))
    assert unix.places == windows.places
    assert unix.value == windows.value


@pytest.mark.parametrize("word", ["yes", "No", "ON", "off", "y", "N", "null", "~", "1.0", "1_0", "0o7", "0x1", "1:2"])
def test_words_that_tools_read_differently_are_never_text(word: str) -> None:
    assert isinstance(resolve_word(word), Unclear)


@pytest.mark.parametrize("word", ["yesterday", "no pain", "1st", "3 to 5", "1-2", "x:y", "C1", "-", "10 km", "1,5 km"])
def test_words_that_only_look_alike_are_text(word: str) -> None:
    assert resolve_word(word) == word


def test_a_refused_file_has_no_value() -> None:
    source = parse_source(b"a: 'b\n", "x.yaml")
    assert source.value is None
    assert source.unread
    assert [problem.rule for problem in source.problems] == ["open-quote"]


def test_of_a_field_that_stands_twice_the_first_is_read_so_that_the_rest_is_checked_too() -> None:
    source = parse_source(b"a: b\na: c\nd: e\n", "x.yaml")
    assert source.value == {"a": "b", "d": "e"}
    assert source.problems == [
        Problem("x.yaml", 2, 1, "'a' stands twice; the first is on line 1; keep one", "duplicate-key")
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_what_windows_calls_unicode_is_named_with_what_to_choose(encoding: str) -> None:
    (problem,) = parse_source("term: Rest\n".encode(encoding), "x.yaml").problems
    assert "UTF-16" in problem.message
    assert "Save as, Encoding, UTF-8" in problem.message


def test_a_byte_order_mark_moves_no_place() -> None:
    marked, plain = (parse_source("a: b\n".encode(code), "x.yaml") for code in ("utf-8-sig", "utf-8"))
    assert (marked.value, marked.places, marked.lines) == (plain.value, plain.places, plain.lines)


def test_the_limit_of_memory_is_one_that_bites() -> None:
    """A gate that cannot fail is no gate: the same limit stops a process that takes more."""
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({MEGABYTES * 1_000_000},) * 2)"
    done = subprocess.run(
        [sys.executable, "-c", f"{limit}; bytearray({MEGABYTES * 1_000_000})"], capture_output=True, check=False
    )
    assert b"MemoryError" in done.stderr
