"""Every record stands where links to it lead, says there what it says, and is linked from what it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from symptomguide.addresses import ANCHOR_PAGES, PAGE_KINDS, find_target, relative_url
from symptomguide.documents.document import list_documents
from symptomguide.documents.finish import finish
from symptomguide.guide import Guide
from symptomguide.models import Exercise, Plan, RedFlag, Risk
from symptomguide.models.plans import Gate
from symptomguide.records.heads import has_head
from symptomguide.text import plain, to_markup
from symptomguide.views.checker import checker

from .faults import expect_none

Render = Callable[[str], str]
LEFT = re.compile(r"\{\{|\}\}|\{%|%\}|>None<")


@pytest.fixture(scope="module")
def render(guide: Guide) -> Render:
    """The finished Markdown of a document; empty where the site has no such page."""
    made: dict[str, str] = {}

    def one(doc: str) -> str:
        if doc not in made:
            made[doc] = finish(list_documents(guide)[doc], directories=True) if doc in guide.docs else ""
        return made[doc]

    return one


def test_each_record_begins_by_saying_what_it_is_and_where_its_fields_are_explained(guide: Guide) -> None:
    expect_none(
        f"{file.path}: two comment lines are missing at the top; `symptomguide docs` writes them"
        for file in guide.library.files.values()
        if not has_head(file.text)
    )


def test_each_record_has_a_page_with_one_title_and_no_mark_left(guide: Guide, render: Render) -> None:
    for kind in PAGE_KINDS:
        for name in guide.library.records[kind]:
            page = render(f"{kind}/{name}.md")
            assert len(re.findall(r"^# \S", page, re.MULTILINE)) == 1, f"{kind}/{name} has not one title"
            assert not LEFT.search(page), f"{kind}/{name} shows a mark of its template"


@pytest.mark.parametrize("kind", ANCHOR_PAGES)
def test_every_record_of_the_kind_stands_where_its_address_leads(guide: Guide, render: Render, kind: str) -> None:
    for name in guide.library.records[kind]:
        target = find_target(f"{kind}/{name}", guide.docs)
        assert target is not None, f"no page shows {kind}/{name}"
        assert f'id="{target.anchor}"' in render(target.doc), f"{target.doc} does not show {kind}/{name}"


def told_on(guide: Guide, render: Render, kind: str) -> dict[str, str]:
    """The text of each page that tells records of a kind in full, by its document."""
    targets = (find_target(f"{kind}/{name}", guide.docs) for name in guide.library.records[kind])
    return {target.doc: render(target.doc) for target in targets if target}


def links_on(guide: Guide, render: Render, doc: str, path: str) -> int:
    """How often a page links to a record."""
    target = find_target(path, guide.docs)
    return render(doc).count(f'"{relative_url(target, doc, True)}"') if target else 0


# What changes the advice


def test_a_risk_stands_once_with_what_it_changes(guide: Guide, render: Render) -> None:
    text = "".join(told_on(guide, render, "risks").values())
    for risk in guide.library.all(Risk):
        assert text.count(f'id="{risk.id}"') == 1, risk.id
        expect_none(f"{risk.id}: {action.text}" for action in risk.effect if to_markup(action.text) not in text)


def test_each_page_that_a_risk_touches_links_to_it(guide: Guide, render: Render) -> None:
    touched = [
        (risk.id, path)
        for risk in guide.library.all(Risk)
        for path in (*(f"causes/{cause}" for cause in risk.causes), *(f"recovery/{step}" for step in risk.forbids))
    ]
    expect_none(
        f"{path} does not link to risks/{name}"
        for name, path in touched
        if not links_on(guide, render, f"{path}.md", f"risks/{name}")
    )


def test_every_risk_of_a_weight_stands_in_the_table_of_that_weight_alone(guide: Guide, render: Render) -> None:
    tables = render(ANCHOR_PAGES["risks"]).split('<dl class="cf-terms cf-risks">')[1:]
    for weight, table in zip(guide.library.site.risk_weights, tables, strict=bool(tables)):
        inside = table.partition("</dl>")[0]
        for risk in guide.library.all(Risk):
            assert (f'id="{risk.id}"' in inside) == (risk.weight == weight.id), risk.id


def test_the_page_of_risks_is_linked_from_the_page_of_danger_signs(guide: Guide, render: Render) -> None:
    if guide.library.all(Risk):
        page = render("get-help.md")
        assert "(risks" in page or 'href="../risks/' in page


# Exercises


def test_an_exercise_stands_once_with_its_dose_and_its_figure(guide: Guide, render: Render) -> None:
    text = "".join(told_on(guide, render, "exercises").values())
    for exercise in guide.library.all(Exercise):
        assert text.count(f'id="{exercise.id}"') == 1, exercise.id
        assert to_markup(exercise.dose.text) in text, exercise.id
        for number, figure in enumerate((exercise.figure, *exercise.variants), start=1):
            title = f'<title id="{exercise.id}-{number}-figure">{to_markup(plain(figure.shows))}</title>'
            assert text.count(title) == 1, f"{exercise.id}: {number}"


def test_each_muscle_that_an_exercise_names_lists_it(guide: Guide, render: Render) -> None:
    expect_none(
        f"muscles/{muscle} does not list {exercise.id}"
        for exercise in guide.library.all(Exercise)
        for muscle in exercise.muscles
        if not links_on(guide, render, f"muscles/{muscle}.md", f"exercises/{exercise.id}")
    )


def test_an_easier_exercise_does_not_call_this_one_easier_too(guide: Guide) -> None:
    expect_none(
        f"{exercise.id} and {other} call each other easier"
        for exercise in guide.library.all(Exercise)
        for other in exercise.easier
        if exercise.id in guide.library.get(Exercise, other).easier
    )


def test_the_rule_for_all_exercises_comes_before_the_first_of_them(guide: Guide, render: Render) -> None:
    exercises, rule = guide.library.all(Exercise), guide.library.site.exercise_rule
    for doc, text in told_on(guide, render, "exercises").items():
        assert rule is not None
        first = min(text.find(f'id="{each.id}"') % len(text) for each in exercises)
        assert 0 < text.index(to_markup(rule.stop)) < first, doc


# Plans


def doc_of(guide: Guide, plan: Plan) -> str:
    """The document that shows a plan."""
    target = find_target(f"plans/{plan.id}", guide.docs)
    assert target is not None, f"no page shows plans/{plan.id}"
    return target.doc


def gates_of(plan: Plan) -> Iterator[Gate]:
    """Everything that a plan makes its reader pass."""
    yield from (gate for stage in plan.stages for gate in stage.move_on_when)
    yield from (*(plan.ladder.step_up_when if plan.ladder else ()), *plan.criteria)


def test_every_gate_of_a_plan_is_shown_and_the_editors_own_numbers_are_marked(guide: Guide, render: Render) -> None:
    docs = [doc for doc, page in guide.pages.items() if any(call.name.startswith("plan_") for call in page.calls)]
    text = "".join(map(render, docs))
    gates = [gate for plan in guide.library.all(Plan) for gate in gates_of(plan)]
    expect_none(gate.text for gate in gates if to_markup(gate.text) not in text)
    assert text.count('<span class="cf-flag">Working value</span>') == sum(gate.working_value for gate in gates)


def test_a_working_value_is_never_called_more_than_opinion(guide: Guide) -> None:
    expect_none(
        f"{plan.id}: {gate.text}"
        for plan in guide.library.all(Plan)
        for gate in gates_of(plan)
        if gate.working_value and gate.strength != "opinion"
    )


def test_the_signs_that_stop_a_plan_come_before_its_first_stage(guide: Guide, render: Render) -> None:
    for plan in guide.library.all(Plan):
        page = render(doc_of(guide, plan))
        assert page.index(f'id="{plan.id}"') < page.index('id="care-emergency"') < page.index('id="stage-1"'), plan.id


def test_a_cause_with_a_plan_of_its_own_is_among_those_a_plan_is_not_for(guide: Guide) -> None:
    for plan in guide.library.all(Plan):
        words = " ".join(plan.not_for)
        for exception in plan.exceptions:
            assert any(f"causes/{cause})" in words for cause in exception.causes), f"{plan.id}: {exception.title}"


def test_a_mild_result_leads_to_the_plans_for_what_it_can_fit_and_no_other_result_does(guide: Guide) -> None:
    for outcome in checker(guide.library).outcomes:
        fits = {link.to.removeprefix("causes/") for link in outcome.fits}
        fitting = {f"plans/{plan.id}" for plan in guide.library.all(Plan) if fits & set(plan.causes)}
        wanted = fitting if outcome.tag.level == "self-care" else set()
        assert {link.to for link in outcome.plans} == wanted, outcome.outcome.id


# Signs


def test_a_weight_that_counts_raises_at_least_as_far_as_its_sign(guide: Guide) -> None:
    signs = [weight.sign for weight in guide.library.site.risk_weights if weight.sign]
    expect_none(name for name in signs if guide.library.get(RedFlag, name).level not in ("emergency", "same-day"))
