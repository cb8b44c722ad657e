"""Whatever an editor's slip makes of a record or a page, it is read or refused at a place inside the file."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from symptomguide.check import check_guide
from symptomguide.macros import MACROS
from symptomguide.models import KINDS
from symptomguide.models.tree import TreeFile
from symptomguide.pages.content import read_page
from symptomguide.problem import Problem
from symptomguide.records.source import load_text, parse_source
from symptomguide.records.validation import build_model
from tests.conftest import EXAMPLE
from tests.records.test_cases import BASE, TODAY

MODELS = {**KINDS, "tree": TreeFile}
RECORDS = [file for kind in MODELS for file in sorted((EXAMPLE / "site-data" / kind).glob("*.yaml"))]
PAGES = sorted((EXAMPLE / "content").rglob("*.md"))
BASE_RECORDS = sorted(file.relative_to(BASE).as_posix() for file in (BASE / "site-data").glob("*/*.yaml"))
MOST_SECONDS = 2_000  # milliseconds for one record; a hang takes longer

TOKENS = (
    ": |", " : ", " :", "#", " #", "- ", "-", "\"", "'", "|", ">", ">-", "&a ", "*a", "!!str ", "!x", "<<: ", "? ",
    "[", "]", "{", "}", "%", "@", "`", "\\", "\n", "\n\n", "\n---\n", "\n...\n", "  ", "\t", "no", "yes", "true",
    "null", "~", "007", "1:30", "1e3", "0x1F", "2026-02-30", "9999-12-31", "0001-01-01", "99999999999999999999", "-1",
    "é", "\U0001f3ca", "\u200b", "\u202e", "\ufeff", "\r", "\x00", "\x85", "<b>", "<!--", "{{", "}}", "{%",
    "javascript:", "[a](b/c)", "[a](causes/x)", "*a*", "=======", "<<<<<<< x\n", "[[[[[[[[[[[[[[[", "id: x\n",
    "sources: []\n", "a: b\n",
)  # fmt: skip

mutations = st.lists(
    st.tuples(
        st.sampled_from(["insert", "delete", "replace", "duplicate line", "drop line", "indent", "cut"]),
        st.floats(0, 1, exclude_max=True),
        st.sampled_from(TOKENS) | st.text(max_size=4),
        st.integers(1, 12),
    ),
    min_size=1,
    max_size=4,
)


def mutate(text: str, changes: list[tuple[str, float, str, int]]) -> str:
    """The text after slips: each has a kind, a place from 0 to 1, what is typed, and how much is lost."""
    for kind, where, token, count in changes:
        spot, lines = int(where * len(text)), text.split("\n")
        line = int(where * len(lines))
        if kind == "insert":
            text = text[:spot] + token + text[spot:]
        elif kind == "delete":
            text = text[:spot] + text[spot + count :]
        elif kind == "replace":
            text = text[:spot] + token + text[spot + count :]
        elif kind == "duplicate line":
            text = "\n".join([*lines[:line], lines[line], *lines[line:]])
        elif kind == "drop line":
            text = "\n".join([*lines[:line], *lines[line + count :]])
        elif kind == "indent":
            text = "\n".join([*lines[:line], " " * count + lines[line], *lines[line + 1 :]])
        else:
            text = text[:spot]
    return text if text.endswith("\n") else f"{text}\n"


def assert_placed(problems: list[Problem], text: str) -> None:
    """Each problem stands inside the text, and says in one line what it is."""
    lines = text.replace("\r\n", "\n").split("\n")
    for problem in problems:
        assert 1 <= problem.line <= len(lines), problem
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
        assert problem.message.isprintable(), problem
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", problem.rule), problem


def assert_read_or_refused(file: Path, changes: list[tuple[str, float, str, int]]) -> None:
    """The record, changed, is read, or refused at places inside it."""
    text = mutate(file.read_text(encoding="utf-8"), changes)
    source = parse_source(text.encode("utf-8", "surrogatepass"), file.name)
    record = build_model(MODELS[file.parent.name], source, id=file.stem)
    assert record is not None or source.problems
    assert_placed(source.problems, text)


@settings(max_examples=200, deadline=MOST_SECONDS)
@given(st.sampled_from(RECORDS), mutations)
def test_a_mutated_record_is_read_or_refused_inside_its_file(
    file: Path, changes: list[tuple[str, float, str, int]]
) -> None:
    assert_read_or_refused(file, changes)


@pytest.mark.full
@settings(max_examples=20_000, deadline=MOST_SECONDS, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(RECORDS), mutations)
def test_each_of_20_000_mutated_records_is_read_or_refused_inside_its_file(
    file: Path, changes: list[tuple[str, float, str, int]]
) -> None:
    assert_read_or_refused(file, changes)


@example(b"\xff\xfe\n")
@example(b"\n")
@settings(max_examples=200, deadline=MOST_SECONDS)
@given(
    st.binary().map(lambda data: data + b"\n")
    | st.text("[]{}:-?,#&*!|>'\"%@`\\ \n\tab1~<").map(lambda text: f"{text}\n".encode())
)
def test_any_bytes_are_read_or_refused_inside_their_file(data: bytes) -> None:
    source = parse_source(data, "x.yaml")
    assert source.value is None or not source.unread
    assert_placed(source.problems, data.decode("latin-1"))


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("page") / "x.md"


@settings(max_examples=200, deadline=MOST_SECONDS)
@given(name=st.sampled_from(PAGES), changes=mutations)
def test_a_mutated_page_is_read_or_refused_inside_its_file(
    page_file: Path, name: Path, changes: list[tuple[str, float, str, int]]
) -> None:
    text = mutate(name.read_text(encoding="utf-8"), changes)
    page_file.write_bytes(text.encode("utf-8", "surrogatepass"))
    page, problems = read_page(load_text(page_file, "x.md"), "x.md", MACROS, {})
    assert (page is None) == bool(problems)
    assert_placed(problems, text)


@pytest.fixture(scope="module")
def write_and_check(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], list[Problem]]:
    """Puts a text in place of one file of the small site, checks the whole site, and puts the file back."""
    site = shutil.copytree(BASE, tmp_path_factory.mktemp("fuzz") / "site")

    def check(name: str, text: str) -> list[Problem]:
        file = site / name
        before = file.read_bytes()
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            return check_guide(site, TODAY)[1]
        finally:
            file.write_bytes(before)

    return check


@settings(max_examples=60, deadline=MOST_SECONDS)
@given(name=st.sampled_from(BASE_RECORDS), changes=mutations)
def test_a_mutated_record_never_stops_the_checks_of_the_site(
    write_and_check: Callable[[str, str], list[Problem]], name: str, changes: list[tuple[str, float, str, int]]
) -> None:
    text = mutate((BASE / name).read_text(encoding="utf-8"), changes)
    assert_placed([problem for problem in write_and_check(name, text) if problem.path == name], text)


def test_a_place_outside_the_file_is_caught() -> None:
    """A gate that cannot fail is no gate."""
    with pytest.raises(AssertionError):
        assert_placed([Problem("x.yaml", 3, 1, "wrong", "some-rule")], "one\ntwo")
    with pytest.raises(AssertionError):
        assert_placed([Problem("x.yaml", 1, 9, "wrong", "some-rule")], "one\ntwo")
