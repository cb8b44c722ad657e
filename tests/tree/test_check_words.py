"""Engine tests of the words of the check: how long it takes to read, what a question shows, and hard stories."""

from __future__ import annotations

import dataclasses
import datetime
import re
from typing import Any

import pytest

from symptomguide.documents.render import render_macro
from symptomguide.guide import Guide
from symptomguide.macros import MACROS
from symptomguide.models import Story
from symptomguide.records.library import Library
from symptomguide.rules import check_too_long
from symptomguide.tree import build_library_graph, measure_effort, walk_routes
from symptomguide.views.checker import checker
from symptomguide.views.stories import story_report

DAY = datetime.date(2026, 12, 1)


def changed(guide: Guide, name: str, **fields: Any) -> Library:
    """The example with some fields of one question of its check changed."""
    tree = guide.library.tree
    assert tree is not None
    question = tree.questions[name].model_copy(update=fields)
    return dataclasses.replace(guide.library, tree=tree._replace(questions={**tree.questions, name: question}))


def effort_by_hand(library: Library) -> tuple[int, int]:
    """(questions, words) of the median way home, from a list of every way."""
    assert library.tree is not None
    graph = build_library_graph(library.tree, library)
    lengths, words = list[int](), list[int]()
    for route in walk_routes(graph):
        unsure = any(graph.nodes[question].edge(answer).unknown & graph.danger for question, answer in route.steps)
        if graph.leaves[route.outcome].level == 3 and not unsure:
            asked = [library.tree.questions[question] for question, _ in route.steps]
            lengths.append(len(asked))
            words.append(
                sum(
                    len(re.findall(r"[^\W_]+(?:[-'.][^\W_]+)*", text))
                    for each in asked
                    for text in (
                        each.ask, each.hint or "", *each.about, *each.not_this, *(entry.text for entry in each.answers),
                    )
                )
            )  # fmt: skip
    return sorted(lengths)[len(lengths) // 2], sorted(words)[len(words) // 2]


def test_the_effort_is_that_of_the_median_way_when_every_way_is_listed(guide: Guide) -> None:
    assert guide.library.tree is not None
    effort = measure_effort(guide.library.tree, build_library_graph(guide.library.tree, guide.library))
    assert (effort.questions, effort.words) == effort_by_hand(guide.library)


def test_lines_below_a_question_are_words_to_read(guide: Guide) -> None:
    before, after = (
        effort_by_hand(library)[1]
        for library in (
            guide.library,
            changed(guide, "emergency-signs", about=("A line of five words",), not_this=("two words",)),
        )
    )
    library = changed(guide, "emergency-signs", about=("A line of five words",), not_this=("two words",))
    assert library.tree is not None
    assert measure_effort(library.tree, build_library_graph(library.tree, library)).words == after == before + 7


@pytest.mark.parametrize(("limit", "what"), [("MOST_WORDS", "words"), ("MOST_QUESTIONS", "questions")])
def test_a_check_longer_than_the_limit_is_named_at_its_first_question(
    guide: Guide, monkeypatch: pytest.MonkeyPatch, limit: str, what: str
) -> None:
    assert not list(check_too_long.check(guide.library, DAY))
    monkeypatch.setattr(check_too_long, limit, 2)
    (problem,) = check_too_long.check(guide.library, DAY)
    assert problem.rule == "check-too-long"
    assert problem.path == "site-data/tree/1-danger.yaml"
    assert f"{what}; at most 2" in problem.message


def test_the_home_page_says_the_time_that_follows_from_the_words(guide: Guide) -> None:
    facts = MACROS["start_facts"]
    assert facts(guide.library, ("For all",)) == ("About 2 minutes", "For all")
    long = changed(guide, "emergency-signs", about=tuple("word " * 40 for _ in range(10)))
    assert facts(long, ())[0] == "About 4 minutes"


def test_a_question_shows_what_it_is_about_and_what_does_not_count(guide: Guide) -> None:
    library = changed(guide, "diabetes", about=("Sugar in the blood", "Numb feet"), not_this=("a sweet tooth", "pins"))
    page = render_macro("checker", checker(library))
    section = page[page.index('id="q-diabetes"') :].partition("</section>")[0]
    assert "<li>Sugar in the blood</li>" in section
    assert "<strong>This does not count:</strong>" in section
    assert "<li>a sweet tooth</li>\n<li>pins</li>" in section
    assert 'aria-describedby="hint-diabetes"' in section


def test_the_check_says_which_part_the_reader_is_in_and_of_how_many(guide: Guide) -> None:
    stages = [question.stage for question in checker(guide.library).questions]
    assert stages[0] == "Part 1 of 2: Danger signs"
    assert stages[-1] == "Part 2 of 2: About you and the pain"


def test_stories_that_say_what_makes_them_hard_are_counted_apart(guide: Guide) -> None:
    assert story_report(guide.library).hard == ()
    stories = {
        name: story.model_copy(update={"kind": "In a hurry" if number < 2 else None})
        for number, (name, story) in enumerate(guide.library.records["stories"].items())
    }
    library = dataclasses.replace(guide.library, records={**guide.library.records, "stories": stories})
    report = story_report(library)
    assert [(row.name, row.stories) for row in report.hard] == [("In a hurry", 2), ("", 2)]
    assert report.stories == len(library.all(Story))
