"""A macro call is read as data: found by its line, bound to the macro's signature, never run."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from symptomguide.models import RefTo
from symptomguide.pages.calls import CallFault, parameters, parse_call

IDS = {"muscles": frozenset({"deltoid", "biceps"}), "site:phases": frozenset({"first"})}


def show(
    library: object,
    muscle: Annotated[str, RefTo("muscles")],
    *,
    level: Literal["soon", "same-day"] | None = None,
    count: int = 3,
    open: bool = False,
    words: tuple[str, ...] = (),
    muscles: tuple[Annotated[str, RefTo("muscles")], ...] = (),
) -> None:
    """Has one argument of each kind."""


MACROS = {"show": show}


def parse(text: str) -> dict[str, object]:
    return dict(parse_call(text, 7, MACROS, IDS).arguments)


def fault(text: str) -> CallFault:
    with pytest.raises(CallFault) as caught:
        parse_call(text, 7, MACROS, IDS)
    return caught.value


def test_a_call_keeps_its_line_and_its_name() -> None:
    call = parse_call(' show("deltoid") ', 7, MACROS, IDS)
    assert (call.line, call.name, call.arguments) == (7, "show", (("muscle", "deltoid"),))


def test_the_first_argument_may_be_named_or_not() -> None:
    assert parse('show("deltoid")') == parse('show(muscle="deltoid")') == parse("show(muscle='deltoid')")


def test_every_kind_of_value_is_read() -> None:
    assert parse('show("deltoid", level="soon", count=-2, open=True, words=["a", "b"], muscles=("biceps",))') == {
        "muscle": "deltoid",
        "level": "soon",
        "count": -2,
        "open": True,
        "words": ("a", "b"),
        "muscles": ("biceps",),
    }


def test_what_is_left_out_is_left_to_the_macro() -> None:
    assert parse('show("biceps", open=False)') == {"muscle": "biceps", "open": False}


def test_the_parameters_are_those_an_editor_may_write() -> None:
    found = {parameter.name: parameter for parameter in parameters(show)}
    assert list(found) == ["muscle", "level", "count", "open", "words", "muscles"]
    assert [name for name, parameter in found.items() if parameter.required] == ["muscle"]
    assert [name for name, parameter in found.items() if parameter.positional] == ["muscle"]
    assert found["level"].choices == ("soon", "same-day")
    assert found["muscle"].kind == found["muscles"].kind == "muscles"
    assert [parameter.type for parameter in found.values()] == [str, str, int, bool, tuple, tuple]


@pytest.mark.parametrize(
    ("text", "column", "rule"),
    [
        ("", 1, "macro-call"),
        ("show", 1, "macro-call"),
        ("show()", 1, "macro-call"),
        ("shw('deltoid')", 1, "unknown-macro"),
        ("show('deltiod')", 6, "macro-argument"),
        ("show('deltoid', 'soon')", 17, "macro-call"),
        ("show('deltoid', levl='soon')", 17, "macro-call"),
        ("show('deltoid', level='son')", 23, "macro-argument"),
        ("show('deltoid', level=['soon'])", 23, "macro-call"),
        ("show('deltoid', count='3')", 23, "macro-call"),
        ("show('deltoid', count=True)", 23, "macro-call"),
        ("show('deltoid', count=1.5)", 23, "macro-call"),
        ("show('deltoid', open=1)", 22, "macro-call"),
        ("show('deltoid', words='a')", 23, "macro-call"),
        ("show('deltoid', words={'a'})", 23, "macro-call"),
        ("show('deltoid', words=['a', 2])", 29, "macro-call"),
        ("show('deltoid', words=[['a']])", 24, "macro-call"),
        ("show('deltoid', muscles=['biceps', 'bicep'])", 36, "macro-argument"),
        ("show('deltoid', muscle='biceps')", 17, "macro-call"),
        ("show('é\U0001f3ca', level='son')", 6, "macro-argument"),
        ("show(muscle='deltoid', level='\U0001f3ca', count='x')", 30, "macro-argument"),
        ("show('deltoid', count=3 + 4)", 23, "macro-call"),
        ("show('deltoid', count=[x for x in ()])", 23, "macro-call"),
        ("show('deltoid', count=open('/etc/hostname'))", 23, "macro-call"),
        ("show('deltoid', words=f'{1}')", 23, "macro-call"),
        ("show('deltoid').mro", 1, "macro-call"),
        ("show.__globals__", 1, "macro-call"),
        ("__import__('os')", 1, "unknown-macro"),
    ],
)
def test_a_fault_has_the_column_an_editor_sees(text: str, column: int, rule: str) -> None:
    found = fault(text)
    assert (found.column, found.rule) == (column, rule)


def test_a_fault_names_the_nearest_right_word() -> None:
    assert "'deltoid'" in fault("show('deltiod')").message
    assert "'level'" in fault("show('deltoid', levl='soon')").message
    assert "'show'" in fault("shoow('deltoid')").message


def test_a_fault_lists_what_is_allowed_where_nothing_is_near() -> None:
    assert "biceps, deltoid" in fault("show('x')").message


def test_an_id_of_a_kind_without_records_is_refused() -> None:
    with pytest.raises(CallFault):
        parse_call("show('deltoid')", 7, MACROS, {"muscles": frozenset()})


@pytest.mark.parametrize(
    "text",
    [
        "-" * 100_000 + "1",
        "(" * 100_000,
        "show(" * 10_000,
        "show('deltoid', count=" + "-" * 50_000 + "1)",
        "show('deltoid', count=1" + "+1" * 50_000 + ")",
        "show('deltoid', words=" + "[" * 90 + "]" * 90 + ")",
        "show('deltoid', count=" + "9" * 5_000 + ")",
        "show(" + "'a' " * 30_000 + ")",
        "a." * 50_000 + "a",
    ],
    ids=lambda text: text[:28],
)
def test_a_monstrous_call_is_refused_without_a_crash(text: str) -> None:
    assert fault(text).column >= 1


ARGUMENTS = [*"()[]{},.=*'\"\\ \n1:é", "show", "'deltoid'", "level=", "lambda", "**", "True", "None", "count="]


@example("show('deltoid'")
@example("show('deltoid',,)")
@example("\x00")
@given(st.lists(st.sampled_from(ARGUMENTS)).map("".join) | st.text())
def test_any_text_between_the_marks_is_a_call_or_a_placed_fault(text: str) -> None:
    column, message = 1, ""
    try:
        parse_call(text, 7, MACROS, IDS)
    except CallFault as found:
        column, message = found.column, found.message
    assert 1 <= column <= len(text.strip()) + 2
    assert "\n" not in message
