"""Every macro has its documentation, an example that renders, and a template of its own name."""

from __future__ import annotations

import ast
import dataclasses
import datetime
import functools
import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest

from symptomguide.check import check_guide
from symptomguide.documents.macro_help import build_macro_help, fill_example, read_example
from symptomguide.documents.render import render_macro, render_page, without_ids
from symptomguide.macros import MACROS
from symptomguide.models import Cause, Recovery, Term
from symptomguide.models.fields import Part
from symptomguide.pages.calls import parameters, parse_call
from symptomguide.pages.content import read_page
from symptomguide.problem import Problem, ProblemsFound
from symptomguide.records.file import SourceFile
from symptomguide.records.library import Library
from tests.conftest import EXAMPLE, ROOT

TEMPLATES = ROOT / "hooks/symptomguide/templates"
NAMES = sorted(MACROS)


@functools.cache
def library() -> Library:
    guide, problems = check_guide(EXAMPLE, datetime.date(2200, 1, 1))
    assert guide is not None, problems
    return guide.library


@functools.cache
def view_of_example(name: str) -> Any:
    """The view that the example of a macro gives."""
    example = fill_example(read_example(MACROS[name])[1], library())
    call = parse_call(example.removeprefix("{{").removesuffix("}}"), 1, MACROS, library().ids)
    assert call.name == name
    return MACROS[name](library(), **dict(call.arguments))


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_the_macro_renders(name: str) -> None:
    markup = render_macro(name, view_of_example(name))
    assert re.sub(r"<[^>]*>", "", markup).strip() or "<svg" in markup
    assert not re.search(r"\{\{|\}\}|\{%|%\}|>None<|\bView\(", markup)


@pytest.mark.parametrize("name", NAMES)
def test_the_macro_is_documented_for_editors(name: str) -> None:
    text, example = read_example(MACROS[name])
    assert text.endswith(".")
    assert re.fullmatch(rf"\{{\{{ {name}\(.*\) \}}\}}", example)


@pytest.mark.parametrize("name", NAMES)
def test_what_an_editor_need_not_write_is_written_by_name(name: str) -> None:
    first, *others = inspect.signature(MACROS[name]).parameters.values()
    assert first.name == "library"
    assert all(item.kind is item.KEYWORD_ONLY for item in others if item.default is not item.empty)
    assert sum(parameter.positional for parameter in parameters(MACROS[name])) <= 1


@pytest.mark.parametrize("name", NAMES)
def test_the_macro_returns_plain_frozen_data(name: str) -> None:
    for value in walk(view_of_example(name)):
        plain = isinstance(value, str | int | bool | tuple) or value is None
        assert plain or is_frozen(value), type(value)


def is_frozen(value: Any) -> bool:
    """True for a frozen dataclass, and for a frozen part of a record."""
    if dataclasses.is_dataclass(value):
        return bool(type(value).__dataclass_params__.frozen)
    return isinstance(value, Part) and bool(type(value).model_config.get("frozen"))


def walk(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, tuple):
        for item in value:
            yield from walk(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from walk(getattr(value, field.name))


@pytest.mark.parametrize("name", NAMES)
def test_the_example_may_stand_twice_on_a_page(name: str) -> None:
    assert not re.search(r'\sid="|aria-labelledby=', without_ids(render_macro(name, view_of_example(name))))


def test_each_macro_has_a_template_of_its_name_and_each_template_a_macro() -> None:
    files = {path.name.removesuffix(".md.jinja"): path for path in (TEMPLATES / "macros").iterdir()}
    assert sorted(files) == NAMES
    for name, path in files.items():
        assert re.search(rf"\{{% macro {name}\(", path.read_text(encoding="utf-8"))


def test_the_page_for_editors_shows_every_macro() -> None:
    assert [macro.name for macro in build_macro_help(library()).macros] == list(MACROS)


def test_every_template_writes_links_in_the_one_way_that_is_resolved() -> None:
    """A link to a page of the site goes through `to:`, so that it is checked and made relative."""
    for path in sorted(TEMPLATES.rglob("*.jinja")):
        for address in re.findall(r'(?:href|src)="([^"]*)"', path.read_text(encoding="utf-8")):
            assert address.startswith(("to:", "#", "tel:", "{{", "{%")), f"{path.name}: {address}"


def test_no_python_of_the_engine_holds_markup() -> None:
    for path in [*sorted((ROOT / "hooks/symptomguide/views").glob("*.py")), ROOT / "hooks/symptomguide/macros.py"]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {
            ast.get_docstring(node, clean=False)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docs:
                assert not re.search(r"</?[a-z]+[ >/]", node.value), f"{path.name}:{node.lineno}"


def page_with(call: str) -> Any:
    source = SourceFile("content/x.md", text=f"---\ntitle: A\ndescription: B\n---\n# A\n\n{call}\n")
    page, problems = read_page(source, "x.md", MACROS, library().ids)
    assert page is not None, problems
    return page


def test_a_call_on_a_page_is_replaced_by_what_it_renders() -> None:
    text = render_page(page_with("{{ urgency_key() }}"), library())
    assert "{{" not in text
    assert render_macro("urgency_key", MACROS["urgency_key"](library())) in text


def test_causes_stand_side_by_side_in_the_order_the_page_gives() -> None:
    names = sorted(library().records["causes"], reverse=True)[:2]
    rows = MACROS["side_by_side"](library(), causes=tuple(names))
    assert [row.link.to for row in rows] == [f"causes/{name}" for name in names]


def test_each_choice_opens_to_its_own_plan_and_to_no_other() -> None:
    chosen = ("plantar-fasciitis", "heel-bone-crack")
    _, *opened = render_macro("care_choice", MACROS["care_choice"](library(), chosen)).split("<details")
    causes = [library().get(Cause, name) for name in chosen]
    assert len(opened) >= len(causes)
    shown = [[cause.title in html and cause.do[-1].text in html for html in plans_of(opened)] for cause in causes]
    assert shown == [[True, False], [False, True]]


def plans_of(pieces: list[str]) -> list[str]:
    """The choices, each with what is folded up inside it."""
    plans: list[str] = []
    for piece in pieces:
        if 'class="cf-details cf-which"' in piece:
            plans.append("")
        plans[-1] += piece
    return plans


def test_a_plan_without_a_ladder_shows_none() -> None:
    assert render_macro("plan_ladder", None).strip() == ""


def test_short_words_stand_under_the_title_of_each_record() -> None:
    names = ("spare-the-heel", "strengthening")
    view = MACROS["sheet_steps"](library(), recovery=names)
    assert [step.title for step in view] == [library().get(Recovery, name).title for name in names]
    assert all(step.lines for step in view)


def test_a_macro_that_fails_is_reported_at_the_line_of_its_call(monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_with("{{ urgency_key() }}")
    monkeypatch.setitem(MACROS, "urgency_key", lambda library: {}["gone"])
    with pytest.raises(ProblemsFound) as caught:
        render_page(page, library())
    [problem] = caught.value.problems
    assert (problem.path, problem.line, problem.rule) == ("content/x.md", 7, "macro-failed")


def failure_of_template(monkeypatch: pytest.MonkeyPatch) -> Problem:
    """What is said where a template asks a view for a field that it has not."""
    page = page_with("{{ urgency_key() }}")
    monkeypatch.setitem(MACROS, "urgency_key", lambda library: (object(),))
    with pytest.raises(ProblemsFound) as caught:
        render_page(page, library())
    [problem] = caught.value.problems
    return problem


def test_a_template_that_fails_is_reported_at_the_line_of_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = failure_of_template(monkeypatch)
    assert (problem.path, problem.line, problem.rule) == ("content/x.md", 7, "macro-failed")


def test_a_template_that_fails_is_named_with_its_own_line(monkeypatch: pytest.MonkeyPatch) -> None:
    place = re.search(r"at (hooks/\S+):(\d+):", failure_of_template(monkeypatch).message)
    assert place
    lines = (ROOT / place[1]).read_text(encoding="utf-8").split("\n")
    assert int(place[2]) <= len(lines)
    assert "view" in lines[int(place[2]) - 1]


def test_a_template_may_print_text_and_numbers_only(monkeypatch: pytest.MonkeyPatch) -> None:
    view = MACROS["urgency_key"](library())[0]._replace(meaning=datetime.date(2026, 1, 1))
    with pytest.raises(ProblemsFound) as caught:
        render_macro("urgency_key", (view,))
    assert caught.value.problems[0].rule == "template-failed"


def test_a_template_prints_no_html_that_a_view_holds() -> None:
    view = MACROS["urgency_key"](library())[0]._replace(meaning="<script>alert(1)</script>")
    assert "<script" not in render_macro("urgency_key", (view,))


def test_the_glossary_shows_the_names_that_say_more_than_another_ending() -> None:
    names = ("arteries", "artery 2", "vessel", "vessels")
    term = Term.model_construct(id="artery", term="Artery", also=names, definition="A tube.")
    changed = dataclasses.replace(library(), records={"glossary": {"artery": term}})
    assert [view.also for view in MACROS["glossary_list"](changed)] == ["artery 2, vessel"]
