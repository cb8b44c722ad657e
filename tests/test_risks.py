"""What changes the advice, in the shipped data: said once, shown on each page it touches."""

from __future__ import annotations

import datetime
import functools

import pytest

from symptomguide.addresses import find_target, relative_url
from symptomguide.documents import render_doc
from symptomguide.guide import Guide, load_guide
from symptomguide.models import URGENCIES, RedFlag, Risk
from symptomguide.text import to_markup

from .conftest import ROOT

RISKS = sorted(path.stem for path in (ROOT / "site-data" / "risks").glob("*.yaml"))
PAGE = "risks.md"


@functools.cache
def guide() -> Guide:
    return load_guide(ROOT, datetime.date(2200, 1, 1))


@functools.cache
def page(doc: str) -> str:
    return render_doc(guide(), doc, directories=True)


def links_on(doc: str, name: str) -> int:
    target = find_target(f"risks/{name}", guide().docs)
    assert target is not None
    return page(doc).count(f'"{relative_url(target, doc, True)}"')


@pytest.mark.parametrize("name", RISKS)
def test_the_risk_stands_once_on_the_page_of_risks_with_what_it_changes(name: str) -> None:
    text = page(PAGE)
    assert text.count(f'id="{name}"') == 1
    for action in guide().library.get(Risk, name).effect:
        assert to_markup(action.text) in text


@pytest.mark.parametrize("name", RISKS)
def test_each_page_that_the_risk_touches_links_to_it(name: str) -> None:
    risk = guide().library.get(Risk, name)
    for path in (*(f"causes/{cause}" for cause in risk.causes), *(f"recovery/{step}" for step in risk.forbids)):
        assert links_on(f"{path}.md", name) >= 1, path


def test_a_weight_that_counts_raises_at_least_as_far_as_its_sign() -> None:
    for weight in guide().library.site.risk_weights:
        if weight.sign:
            level = guide().library.get(RedFlag, weight.sign).level
            assert URGENCIES.index(level) <= URGENCIES.index("same-day")


def test_the_lightest_weight_informs_and_never_counts() -> None:
    weights = guide().library.site.risk_weights
    assert [bool(weight.sign) for weight in weights] == [True] * (len(weights) - 1) + [False]


def test_every_risk_of_a_weight_stands_in_the_table_of_that_weight_alone() -> None:
    text = page(PAGE)
    tables = text.split('<dl class="cf-terms cf-risks">')[1:]
    for weight, table in zip(guide().library.site.risk_weights, tables, strict=True):
        inside = table.partition("</dl>")[0]
        for risk in guide().library.all(Risk):
            assert (f'id="{risk.id}"' in inside) == (risk.weight == weight.id)


def test_the_page_is_linked_from_the_footer_and_from_the_page_of_danger_signs() -> None:
    assert "risks" in guide().library.site.footer
    assert "(risks" in page("get-help.md") or 'href="../risks/' in page("get-help.md")
