"""Engine: the tree as pictures shows every answer once, keeps its words inside their boxes, and marks what changed."""

from __future__ import annotations

import itertools
import re
import subprocess
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from symptomguide.drawing import MOST_BOXES, Sheet, place_sheet, plan_sheets, write_mermaid
from symptomguide.drawing.measure import END_WIDTH, HEIGHT, measure, wrap
from symptomguide.models import Story
from symptomguide.records.library import Library, load_library
from symptomguide.tree import build_library_graph, map_walks
from symptomguide.tree.graph import Graph
from tests.conftest import EXAMPLE, run_command

WORDS = {"emergency": "Emergency", "same-day": "Today", "soon": "Soon", "self-care": "At home"}


@pytest.fixture(scope="module")
def library() -> Library:
    library, problems = load_library(EXAMPLE)
    assert library is not None
    assert problems == []
    return library


@pytest.fixture(scope="module")
def graph(library: Library) -> Graph:
    assert library.tree is not None
    return build_library_graph(library.tree, library)


def plan(library: Library, graph: Graph, before: dict[str, str] | None = None) -> tuple[Sheet, ...]:
    assert library.tree is not None
    return plan_sheets(library.tree, graph, library.all(Story), before)


@pytest.fixture(scope="module")
def sheets(library: Library, graph: Graph) -> tuple[Sheet, ...]:
    return plan(library, graph)


def test_every_answer_stands_once_and_leads_where_the_tree_leads(sheets: tuple[Sheet, ...], graph: Graph) -> None:
    drawn = Counter(
        (step.id, choice.id, way.to)
        for sheet in sheets
        for step in sheet.steps
        for way in step.ways
        for choice in way.choices
    )
    assert drawn == Counter((node.id, edge.id, edge.to) for node in graph.nodes.values() for edge in node.edges)


def test_a_sheet_is_a_stage_or_a_part_of_one_and_fits_on_paper(sheets: tuple[Sheet, ...], library: Library) -> None:
    assert library.tree is not None
    stages = [record.stage for record in library.tree.records.values() if record.questions]
    assert list(dict.fromkeys(sheet.stage for sheet in sheets)) == stages
    for sheet in sheets:
        assert sheet.boxes <= MOST_BOXES
        assert len(place_sheet(sheet, WORDS, "foot").boxes) == sheet.boxes
        assert place_sheet(sheet, WORDS, "foot").height <= HEIGHT


def test_no_box_lies_on_another_and_no_words_run_out_of_theirs(sheets: tuple[Sheet, ...]) -> None:
    for picture in (place_sheet(sheet, WORDS, "foot") for sheet in sheets):
        for column in {box.x for box in picture.boxes}:
            boxes = sorted((box.y, box.y + box.height) for box in picture.boxes if box.x == column)
            assert all(end < start for (_, end), (start, _) in itertools.pairwise(boxes))
        for box in picture.boxes:
            inside = [
                line
                for line in picture.words
                if box.x <= line.x < box.x + box.width and box.y < line.y < box.y + box.height
            ]
            assert inside
            assert all(line.x + measure(line.text, line.size, line.bold) <= box.x + box.width for line in inside)


def test_a_line_is_never_wider_than_it_may_be() -> None:
    text = "Some words, then onewordthatissolongthatnolinehasroomforitatall and more"
    lines = wrap(text, 100, 12)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(measure(line, 12) for line in lines) <= 100
    assert measure("m" * 30, 12) > END_WIDTH


def test_a_stage_of_many_questions_goes_on_on_the_next_sheet(library: Library, graph: Graph, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("symptomguide.drawing.sheets.MOST_BOXES", 12)
    sheets = plan(library, graph)
    assert max(sheet.boxes for sheet in sheets) <= 12
    assert {sheet.title for sheet in sheets} >= {"Danger signs (1 of 2)", "Danger signs (2 of 2)"}


def test_what_changed_is_marked_and_nothing_else(library: Library, graph: Graph) -> None:
    before = {"answer when/neither": "-> self-load", "outcome self-load": "soon !x @7"}
    sheets = plan(library, graph, before)
    ways = [(step.id, way) for sheet in sheets for step in sheet.steps for way in step.ways if way.changed]
    assert {(step, way.to, way.note or way.choices[-1].note) for step, way in ways} == {
        ("when", "soon-other", "led to self-load"),
        ("when", "self-load", "was soon"),
    }
    (changed,) = [sheet for sheet in sheets if sheet.changed]
    picture = place_sheet(changed, WORDS, "foot")
    assert sum(arrow.changed for arrow in picture.arrows) == len(ways)
    assert write_mermaid(changed, WORDS).count("linkStyle") == len(ways)


def test_an_answer_that_no_story_walks_says_so(library: Library, graph: Graph, sheets: tuple[Sheet, ...]) -> None:
    bare = sum(not stories for stories in map_walks(graph, library.all(Story)).values())
    said = [line.text for sheet in sheets for line in place_sheet(sheet, WORDS, "foot").words]
    assert bare
    assert " ".join(said).count("[no story]") == bare


def test_stories_walk_the_answers_that_their_own_verdict_names(library: Library, graph: Graph) -> None:
    walks = map_walks(graph, library.all(Story))
    assert set(walks) == {(node.id, edge.id) for node in graph.nodes.values() for edge in node.edges}
    first = [names for (question, _), names in walks.items() if question == graph.start]
    assert sorted(name for names in first for name in names) == sorted(story.id for story in library.all(Story))


def test_marks_of_mermaid_in_the_words_are_harmless(sheets: tuple[Sheet, ...]) -> None:
    step = sheets[0].steps[0]
    evil = '"]; click n-x href "https://example.org" %%{init: {}}%% <b>'
    sheet = Sheet("Stage", 1, 1, (type(step)(step.id, 1, evil, step.ways),))
    line = next(line for line in write_mermaid(sheet, WORDS).splitlines() if "example" in line)
    assert re.fullmatch(r'  n-[a-z-]+\["[\w ,.?\'’#;-]*"\]', line)


def test_the_command_writes_a_file_for_each_sheet(project: Path) -> None:
    found = run_command(project, "tree", "--format", "svg", "--out", "pictures")
    assert found.returncode == 0
    files = sorted((project / "pictures").iterdir())
    assert len(files) == len(found.stdout.splitlines()) > 1
    for file in files:
        assert ElementTree.parse(file).getroot().tag == "{http://www.w3.org/2000/svg}svg"
    assert "--out" in run_command(project, "tree", "--format", "svg").stderr


def test_since_a_revision_only_what_differs_is_drawn_although_it_fails_a_proof(project: Path) -> None:
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        who = ["-c", "user.name=one", "-c", "user.email=one@example.org"]
        subprocess.run(["git", *who, *command], cwd=project, check=True, capture_output=True)
    assert "mermaid" not in run_command(project, "tree", "--format", "mermaid", "--since", "HEAD").stdout
    file = project / "site-data/tree/1-danger.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("to: emergency-foot", "to: today-signs", 1), encoding="utf-8")
    assert run_command(project, "tree").returncode == 1
    found = run_command(project, "tree", "--format", "mermaid", "--since", "HEAD")
    assert found.returncode == 0
    assert found.stdout.count("```mermaid") == 1
    assert "<b>#91;led to emergency-foot#93;</b>" in found.stdout
    assert re.search(r"stories: \d+ walk \d+ of \d+ answers", found.stdout)


def test_a_tree_with_a_dead_end_is_not_drawn(project: Path) -> None:
    file = project / "site-data/tree/1-danger.yaml"
    file.write_text(file.read_text("utf-8").replace("to: emergency-foot", "to: no-such-place", 1), encoding="utf-8")
    found = run_command(project, "tree", "--format", "mermaid")
    assert found.returncode == 1
    assert "no-such-place" in found.stdout
    assert "Traceback" not in found.stderr


def test_coverage_names_the_stories_of_each_answer(project: Path, graph: Graph) -> None:
    lines = run_command(project, "tree", "coverage").stdout.splitlines()
    assert len(lines) == 1 + sum(len(node.edges) for node in graph.nodes.values())
    assert any(line.endswith(": no story") for line in lines)
