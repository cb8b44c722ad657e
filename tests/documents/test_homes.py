"""Engine tests: a record that shares a page stands where a page tells it in full, and what signs share is told once."""

from __future__ import annotations

import datetime

import pytest

from symptomguide.addresses import find_target
from symptomguide.check import load_guide
from symptomguide.guide import Guide
from symptomguide.models import Action, RedFlag
from symptomguide.pages.calls import Call
from symptomguide.pages.sections import find_homes
from symptomguide.views.sign_groups import find_common, sign_group
from tests.conftest import EXAMPLE


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(EXAMPLE, datetime.date(2200, 1, 1))


def act(text: str) -> Action:
    return Action(text=text, strength="opinion", sources=("book",))


REST, CALL, TELL, WAIT = map(act, ("Rest.", "Call.", "Tell.", "Wait."))


def test_a_sign_stands_on_the_page_of_its_group(guide: Guide) -> None:
    group = guide.library.site.sign_groups[0].id
    page = guide.pages["signs.md"]._replace(calls=(Call(1, "sign_group", (("group", group),)),))
    homes = find_homes(guide.library, {"signs/some.md": page})
    told = {f"red-flags/{flag.id}" for flag in guide.library.all(RedFlag) if flag.group == group}
    assert homes == dict.fromkeys(told, "signs/some.md")


def test_the_page_that_is_there_for_all_signs_comes_before_one_for_some(guide: Guide) -> None:
    level = guide.library.all(RedFlag)[0].level
    page = guide.pages["signs.md"]._replace(calls=(Call(1, "sign_list", (("level", level),)),))
    assert set(find_homes(guide.library, {"a.md": page, "signs.md": page}).values()) == {"signs.md"}


@pytest.mark.parametrize("kind", ["red-flags", "claims", "exercises", "risks"])
def test_each_record_of_the_example_stands_on_a_page(guide: Guide, kind: str) -> None:
    assert all(find_target(f"{kind}/{name}", guide.docs) for name in guide.library.records[kind])


def test_what_signs_ask_for_alike_is_told_once() -> None:
    assert find_common([{REST, CALL, TELL}, {REST, CALL, TELL, WAIT}]) == {REST, CALL, TELL}


def test_only_a_sign_that_asks_for_all_of_it_shares_it() -> None:
    """The line that one of three leaves out is not told for it."""
    assert find_common([{REST, CALL, TELL}, {REST, CALL, TELL}, {REST, CALL}]) == {REST, CALL}


def test_little_in_common_is_told_with_each_sign() -> None:
    assert find_common([{REST, CALL}, {REST, TELL}]) == set()


def test_each_sign_of_a_group_keeps_every_action(guide: Guide) -> None:
    for group in guide.library.site.sign_groups:
        view = sign_group(guide.library, group.id)
        common = {action.text for action in (*view.do, *view.do_not)}
        for item in view.signs:
            own = {action.text for action in (*item.do, *item.do_not)}
            asked = {action.text for action in (*item.sign.flag.do, *item.sign.flag.do_not)}
            assert own | (common if item.shares else set()) == asked, item.sign.flag.id
