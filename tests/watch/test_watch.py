"""Engine: what changed by itself is told with records and pages; planted answers stand in for other servers."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from symptomguide.check import load_unjudged
from symptomguide.cli.commands import main
from symptomguide.guide import Guide
from symptomguide.models import Source
from symptomguide.watch import Answer, Fetch, find_dead, find_updates, list_due, web
from symptomguide.watch.retractions import CROSSREF, DATACITE, Update, ask_registries
from tests.conftest import EXAMPLE

DAY = datetime.date(2026, 11, 28)
DOI = "10.5555/Paper"


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_unjudged(EXAMPLE, DAY)


def paper(doi: str) -> str:
    return f"{CROSSREF}/{quote(doi, safe='')}"


def notices(doi: str) -> str:
    return f"{CROSSREF}?filter=updates:{quote(doi, safe='')}&rows=100"


def plant(answers: Mapping[str, Any], otherwise: Answer) -> Fetch:
    """Servers that answer what is planted, as JSON, and `otherwise` to all else."""
    return lambda address: Answer(200, json.dumps(answers[address])) if address in answers else otherwise


CLEAN = {paper(DOI): {"message": {"title": ["A trial"]}}, notices(DOI): {"message": {"items": []}}}
NAMED = {"updated-by": [{"DOI": "10.5555/notice", "type": "retraction"}]}
NAMING = {"items": [{"DOI": "10.5555/notice", "update-to": [{"DOI": "10.5555/paper", "type": "correction"}]}]}
OTHER = {"items": [{"DOI": "10.5555/notice", "update-to": [{"DOI": "10.5555/another", "type": "retraction"}]}]}


@pytest.mark.parametrize(
    ("planted", "expected"),
    [
        ({}, ()),
        ({paper(DOI): {"message": NAMED}}, (Update("retraction", "10.5555/notice"),)),
        ({notices(DOI): {"message": NAMING}}, (Update("correction", "10.5555/notice"),)),
        ({notices(DOI): {"message": OTHER}}, ()),
        (
            {paper(DOI): {"message": NAMED}, notices(DOI): {"message": NAMING}},
            (Update("retraction", "10.5555/notice"),),
        ),
        ({paper(DOI): {"message": {"title": ["RETRACTED: A trial"]}}}, (Update("retraction", DOI),)),
    ],
    ids=["none", "named by the paper", "naming the paper", "of another paper", "both ways, once", "in the title alone"],
)
def test_a_notice_is_found_from_the_paper_and_from_the_notice(
    planted: dict[str, Any], expected: tuple[Update, ...]
) -> None:
    assert ask_registries(DOI, plant({**CLEAN, **planted}, Answer(404))) == expected


def test_a_work_of_the_other_registry_is_asked_there() -> None:
    query = f"{DATACITE}?query={quote(f'relatedIdentifiers.relatedIdentifier:{chr(34)}{DOI}{chr(34)}')}"
    newer = {"relationType": "Obsoletes", "relatedIdentifier": DOI.lower(), "relatedIdentifierType": "DOI"}
    answers = {
        f"{DATACITE}/{quote(DOI, safe='')}": {"data": {"id": DOI, "attributes": {"relatedIdentifiers": []}}},
        query: {"data": [{"id": "10.5555/second", "attributes": {"relatedIdentifiers": [newer]}}]},
    }
    assert ask_registries(DOI, plant(answers, Answer(404))) == (Update("newer version", "10.5555/second"),)


@pytest.mark.parametrize("answer", [Answer(0, "no answer"), Answer(503), Answer(200, "<html>"), Answer(200, "[]")])
def test_a_registry_that_does_not_answer_is_no_good_news(answer: Answer) -> None:
    assert ask_registries(DOI, lambda address: answer) is None
    assert ask_registries(DOI, plant({paper(DOI): CLEAN[paper(DOI)]}, answer)) is None


def test_a_retraction_comes_first_and_names_what_rests_on_the_source_and_where(guide: Guide) -> None:
    held = [source for source in guide.library.all(Source) if source.doi]
    assert len(held) > 1
    first, last = held[0], held[-1]
    answers = {paper(one.doi or ""): {"message": {}} for one in held}
    answers |= {notices(one.doi or ""): {"message": {"items": []}} for one in held}
    answers[paper(first.doi or "")] = {"message": {"updated-by": [{"DOI": "10.5555/small", "type": "correction"}]}}
    answers[paper(last.doi or "")] = {"message": NAMED}
    found = find_updates(guide, plant(answers, Answer(404)))
    assert found.unasked == ()
    assert [f"`sources/{one.id}`" in line for one, line in zip((last, first), found.lines, strict=True)] == [True, True]
    assert found.lines[0].startswith("- **retraction** of ")
    assert "; rests on it: `" in found.lines[0]
    assert "; pages: `/" in found.lines[0]


def test_a_notice_that_was_read_is_passed_by(project: Path) -> None:
    file = next(one for one in sorted((project / "site-data/sources").iterdir()) if "\ndoi: " in one.read_text("utf-8"))
    file.write_text(file.read_text("utf-8") + 'updates_seen: ["10.5555/NOTICE"]\n', encoding="utf-8")
    fetch = plant({}, Answer(200, json.dumps({"message": NAMED})))
    lines = find_updates(load_unjudged(project, DAY), fetch).lines
    assert lines
    assert [line for line in lines if f"`sources/{file.stem}`" in line] == []


def test_a_link_is_dead_where_it_is_gone_or_nobody_answers_and_not_where_programs_are_refused(guide: Guide) -> None:
    asked = list[str]()

    def fetch(address: str) -> Answer:
        asked.append(address)
        return Answer((404, 410, 0, 403, 429, 500, 200)[len(asked) % 7])

    lines = find_dead(guide, fetch)
    assert len(asked) == len(set(asked)) > 7
    assert any(address.startswith("https://doi.org/") for address in asked)
    told = [line.split(">")[0] for line in lines]
    assert {line.split(": <")[0] for line in told} == {"- gone (404)", "- gone (410)", "- no answer"}
    assert all("in `" in line for line in lines)


def test_reviews_are_told_from_the_day_they_are_due_the_latest_first(guide: Guide) -> None:
    assert list_due(guide, DAY) == ()
    due = list_due(guide, DAY + datetime.timedelta(days=500))
    assert [days for days, _ in due] == sorted((days for days, _ in due), reverse=True)
    assert any("`tree/" in line for _, line in due)
    assert any("; pages: `/" in line for _, line in due)


@pytest.mark.parametrize(("as_of", "status"), [("2026-11-28", 0), ("2027-06-30", 0), ("2028-06-30", 1)])
def test_the_run_fails_once_a_review_is_overdue_by_more_than_ninety_days(
    monkeypatch: pytest.MonkeyPatch, as_of: str, status: int
) -> None:
    monkeypatch.chdir(EXAMPLE)
    told = CliRunner().invoke(main, ["watch", "reviews", "--as-of", as_of])
    assert told.exit_code == status
    assert ("overdue by more than 90 days" in told.stderr) == bool(status)


def test_a_registry_that_is_silent_fails_the_run_and_stands_in_the_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLE)
    monkeypatch.setattr(web, "fetch", lambda address: Answer(0))
    told = CliRunner().invoke(main, ["watch", "retractions", "--as-of", "2026-11-28"])
    assert told.exit_code == 1
    assert "- not known, since a registry did not answer: `sources/" in told.stdout


def test_only_addresses_of_the_web_are_asked_for() -> None:
    with pytest.raises(ValueError, match="https"):
        web.fetch("file:///etc/hostname")
