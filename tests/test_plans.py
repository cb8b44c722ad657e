"""The plans of the shipped data: gates that can be told apart, signs that stop them, a sheet of one page."""

from __future__ import annotations

import datetime
import functools
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from symptomguide.documents import render_doc
from symptomguide.guide import Guide, load_guide
from symptomguide.models import Plan
from symptomguide.models.plans import Gate
from symptomguide.text import to_markup
from symptomguide.verification.browser import serve
from symptomguide.views.checker import build_checker

from .conftest import ROOT

PLANS = sorted(path.stem for path in (ROOT / "site-data" / "plans").glob("*.yaml"))
PAGE, SHEET = "recovery/return-to-running.md", "recovery/week-sheet"


@functools.cache
def guide() -> Guide:
    return load_guide(ROOT, datetime.date(2200, 1, 1))


@functools.cache
def page() -> str:
    return render_doc(guide(), PAGE, directories=True)


def gates_of(plan: Plan) -> list[Gate]:
    return [
        *(gate for stage in plan.stages for gate in stage.move_on_when),
        *plan.ladder.step_up_when,
        *plan.criteria,
    ]


@pytest.mark.parametrize("name", PLANS)
def test_every_gate_stands_on_the_page_and_the_editors_own_numbers_are_marked(name: str) -> None:
    gates = gates_of(guide().library.get(Plan, name))
    for gate in gates:
        assert to_markup(gate.text) in page()
    assert page().count('<span class="cf-flag">Working value</span>') == sum(gate.working_value for gate in gates)


@pytest.mark.parametrize("name", PLANS)
def test_a_working_value_is_never_called_more_than_opinion(name: str) -> None:
    for gate in gates_of(guide().library.get(Plan, name)):
        assert not gate.working_value or gate.strength == "opinion", gate.text


@pytest.mark.parametrize("name", PLANS)
def test_the_signs_that_stop_the_plan_come_before_its_first_stage(name: str) -> None:
    assert page().index(f'id="{name}"') < page().index('id="care-emergency"') < page().index('id="stage-1"')


@pytest.mark.parametrize("name", PLANS)
def test_a_cause_with_a_plan_of_its_own_is_among_those_the_plan_is_not_for(name: str) -> None:
    plan = guide().library.get(Plan, name)
    words = " ".join(plan.not_for)
    for exception in plan.exceptions:
        assert any(f"causes/{cause})" in words for cause in exception.causes), exception.title


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_sheet_prints_on_one_page(built_site: Path, chromium: Browser, paper: str) -> None:
    with serve(built_site) as address:
        tab = chromium.new_page(color_scheme="dark")
        tab.goto(f"{address}{SHEET}/")
        printed = tab.pdf(format=paper)
        tab.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_a_mild_result_leads_to_the_plans_for_what_it_can_fit_and_no_other_result_does() -> None:
    library = guide().library
    outcomes = build_checker(library).outcomes
    assert any(outcome.plans for outcome in outcomes)
    for outcome in outcomes:
        fits = {link.to.removeprefix("causes/") for link in outcome.fits}
        fitting = {f"plans/{plan.id}" for plan in library.all(Plan) if fits & set(plan.causes)}
        assert {link.to for link in outcome.plans} == (fitting if outcome.tag.level == "self-care" else set()), (
            outcome.id
        )
