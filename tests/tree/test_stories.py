"""Engine tests of stories: one command answers a new question for all of them; the page counts the tree as it is."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from symptomguide.check import check_guide
from symptomguide.cli.commands import main
from symptomguide.guide import Guide
from symptomguide.models import URGENCIES, Story
from symptomguide.tree import worst_level
from symptomguide.verification.fixtures import LATER
from symptomguide.views.stories import story_report, wilson_interval
from tests.conftest import copy_project

QUESTION = """  - id: knock
    ask: Does it hurt when you knock on the heel from below?
    why: A crack in the bone hurts when it is shaken.
    answers:
      - id: "yes"
        text: "Yes"
        to: soon-bone
      - id: "no"
        text: "No"
        to: when

  - id: when
"""


@pytest.fixture
def asked_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example with a question more before its last one."""
    project = copy_project(tmp_path / "heel")
    file = project / "site-data/tree/2-about-you.yaml"
    text = file.read_text(encoding="utf-8").replace("to: when\n", "to: knock\n").replace("  - id: when\n", QUESTION)
    file.write_text(text, encoding="utf-8")
    monkeypatch.chdir(project)
    return project


def problems(project: Path) -> list[str]:
    return [f"{problem.path} {problem.rule} {problem.message}" for problem in check_guide(project, LATER)[1]]


def test_a_new_question_is_named_in_each_story_that_meets_it(asked_more: Path) -> None:
    found = problems(asked_more)
    assert [line.partition(" ")[0] for line in found] == [
        "site-data/stories/first-steps.yaml",
        "site-data/stories/long-shifts.yaml",
    ]
    assert "story-answers story 'first-steps' has no answer for 'knock' (Does it hurt when you knock" in found[0]


def test_one_command_answers_a_new_question_in_every_story_that_meets_it(asked_more: Path) -> None:
    done = CliRunner().invoke(main, ["tree", "answer", "knock", "no"])
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == ["site-data/stories/first-steps.yaml", "site-data/stories/long-shifts.yaml"]
    assert problems(asked_more) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [(("knock", "never"), "its answers are yes, no"), (("knokc", "no"), "the tree has no such question")],
)
def test_an_answer_that_a_question_does_not_have_changes_nothing(
    asked_more: Path, words: tuple[str, str], said: str
) -> None:
    before = problems(asked_more)
    done = CliRunner().invoke(main, ["tree", "answer", *words])
    assert (done.exit_code, said in done.output) == (1, True)
    assert problems(asked_more) == before


def test_the_page_counts_how_the_tree_answers_each_story(guide: Guide) -> None:
    report = story_report(guide.library)
    rows = [(row.tag.level if row.tag else "all", row.stories, row.exact.count) for row in report.rows]
    wanted = Counter(worst_level(story) for story in guide.library.all(Story))
    assert rows == [(level, wanted[level], wanted[level]) for level in URGENCIES] + [
        ("all", wanted.total(), wanted.total())
    ]


def test_a_changed_tree_has_other_numbers(guide: Guide) -> None:
    assert guide.library.tree is not None
    outcome = guide.library.tree.outcomes["soon-bone"].model_copy(update={"urgency": "same-day"})
    tree = guide.library.tree._replace(outcomes={**guide.library.tree.outcomes, "soon-bone": outcome})
    report = story_report(dataclasses.replace(guide.library, tree=tree))
    assert report.rows[-1].too_high.count == 2


def test_a_site_without_stories_shows_no_numbers(guide: Guide) -> None:
    records = {**guide.library.records, "stories": {}}
    assert story_report(dataclasses.replace(guide.library, records=records)).rows == ()


def test_a_story_is_kept_as_it_was_written(guide: Guide) -> None:
    story = guide.library.get(Story, "first-steps")
    assert (story.levels, story.answers["when"]) == (("self-care",), "first-steps")


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"), [(0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (5, 10, 0.237, 0.763)]
)
def test_the_interval_of_a_share_is_that_of_wilson(hits: int, total: int, low: float, high: float) -> None:
    assert wilson_interval(hits, total) == pytest.approx((low, high), abs=0.001)
