"""Engine: what is called LOWERED is lowered, and nothing else; a number that moves in the words is listed."""

from __future__ import annotations

import pytest

from symptomguide.tree.baseline import compare_baselines
from symptomguide.tree.numbers import find_numbers

TABLE = """\
start  cold
flag cold-arm  emergency
flag hot-arm  same-day
watch self-care  cold-arm
question cold  choice asks cold-arm
answer cold/yes  -> call-now +cold-arm
answer cold/no  -> hot -cold-arm
question hot  any-of asks hot-arm
numbers hot  2 days
answer hot/yes  -> see-today +hot-arm
answer hot/no  -> ease-off -hot-arm
numbers hot/no  38 °C
outcome call-now  emergency xnot-wait
outcome see-today  same-day !cold-arm xnot-wait
outcome ease-off  self-care !cold-arm !hot-arm xnot-wait @7
"""


def marks(*edits: tuple[str, str]) -> dict[str, str]:
    """The mark of each line that differs once the edits are made."""
    after = TABLE
    for old, new in edits:
        assert after.count(old) == 1, old
        after = after.replace(old, new)
    return {change.line: change.mark for change in compare_baselines(TABLE, after)}


def test_nothing_differs_from_itself() -> None:
    assert marks() == {}


def test_a_new_danger_question_is_no_lowering() -> None:
    found = marks(
        ("flag hot-arm  same-day\n", "flag hot-arm  same-day\nflag blue-arm  emergency\n"),
        ("answer cold/no  -> hot -cold-arm\n", "answer cold/no  -> blue -cold-arm\n"),
        (
            "question hot ",
            "question blue  choice asks blue-arm\nanswer blue/yes  -> call-now +blue-arm\n"
            "answer blue/no  -> hot -blue-arm\nanswer blue/not-sure  -> call-now ?blue-arm\nquestion hot ",
        ),
        ("watch self-care  cold-arm\n", "watch self-care  blue-arm cold-arm\n"),
        ("outcome see-today  same-day !", "outcome see-today  same-day !blue-arm !"),
        ("outcome ease-off  self-care !", "outcome ease-off  self-care !blue-arm !"),
    )
    assert len(found) == 9
    assert set(found.values()) == {"changed"}


def test_a_new_danger_question_before_all_others_is_no_lowering() -> None:
    found = marks(
        ("start  cold\n", "start  blue\n"),
        ("question cold", "question blue  choice asks blue-arm\nanswer blue/no  -> cold -blue-arm\nquestion cold"),
    )
    assert set(found.values()) == {"changed"}


def test_a_sign_more_in_a_list_of_signs_is_no_lowering() -> None:
    found = marks(
        ("question hot  any-of asks hot-arm\n", "question hot  any-of asks blue-arm hot-arm\n"),
        ("answer hot/yes", "answer hot/blue  -> call-now +blue-arm\nanswer hot/yes"),
        ("answer hot/no  -> ease-off -hot-arm\n", "answer hot/no  -> ease-off -blue-arm -hot-arm\n"),
    )
    assert found == {"question hot": "changed", "answer hot/blue": "changed", "answer hot/no": "changed"}


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("answer hot/yes  -> see-today", "answer hot/yes  -> ease-off", "answer hot/yes"),
        ("answer cold/no  -> hot -cold-arm", "answer cold/no  -> see-today -cold-arm", "answer cold/no"),
        ("answer cold/no  -> hot -cold-arm", "answer cold/no  -> hot -cold-arm -hot-arm", "answer cold/no"),
        ("answer hot/yes  -> see-today +hot-arm", "answer hot/yes  -> see-today", "answer hot/yes"),
        ("answer hot/no", "answer hot/maybe  -> ease-off\nanswer hot/no", "answer hot/maybe"),
        ("question hot  any-of asks hot-arm", "question hot  any-of asks no sign", "question hot"),
        ("flag hot-arm  same-day", "flag hot-arm  soon", "flag hot-arm"),
        ("watch self-care  cold-arm", "watch self-care  hot-arm", "watch self-care"),
        ("outcome see-today  same-day", "outcome see-today  soon", "outcome see-today"),
        ("self-care !cold-arm !hot-arm", "self-care !cold-arm", "outcome ease-off"),
        ("!hot-arm xnot-wait @7", "!hot-arm @7", "outcome ease-off"),
        ("@7", "@14", "outcome ease-off"),
        (" @7", "", "outcome ease-off"),
        ("start  cold", "start  hot", "start"),
    ],
)
def test_what_ends_milder_or_asks_or_warns_less_is_lowered(old: str, new: str, line: str) -> None:
    assert marks((old, new))[line] == "LOWERED"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("outcome see-today  same-day", "outcome see-today  emergency"),
        ("@7", "@3"),
        ("self-care !cold-arm", "self-care !blue-arm !cold-arm"),
        ("answer hot/no  ->", "answer hot/worse  -> call-now +hot-arm\nanswer hot/no  ->"),
        ("flag hot-arm  same-day", "flag hot-arm  emergency"),
    ],
)
def test_what_is_raised_or_added_to_is_not_lowered(old: str, new: str) -> None:
    assert set(marks((old, new)).values()) == {"changed"}


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("2 days", "4 days", "numbers hot"),
        ("38 °C", "39 °C", "numbers hot/no"),
        ("numbers hot  2 days\n", "", "numbers hot"),
    ],
)
def test_a_number_that_moves_in_the_words_is_listed_for_itself(old: str, new: str, line: str) -> None:
    assert marks((old, new)) == {line: "NUMBER"}


def test_lowered_lines_come_first_and_numbers_next() -> None:
    after = (
        TABLE.replace("2 days", "3 days").replace("  soon", "").replace("@7", "@14").replace("+hot-arm", "+hot-arm +x")
    )
    assert [change.mark for change in compare_baselines(TABLE, after)] == ["LOWERED", "NUMBER", "changed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Longer than 4 hours in the last 8 weeks?", ("4 hours", "8 weeks")),
        ("Two weeks or more, or a day or two", ("Two weeks", "a day")),
        ("38 °C, 3cm, 50%", ("38 °C", "3cm", "50%")),
        ("Is it one calf, or two people?", ()),
        ("Under 18 and sore", ("18",)),
    ],
)
def test_numbers_are_found_with_their_units(text: str, expected: tuple[str, ...]) -> None:
    assert find_numbers((text, None)) == expected
