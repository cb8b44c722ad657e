"""Engine: an address that goes with nothing leading on from it is told and grave; a record may get another name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from symptomguide.check import check_guide, load_unjudged
from symptomguide.compare import FORMATS, Report, annotate, compare_guides
from symptomguide.compare.addresses import find_gone, find_renamed
from symptomguide.guide import Guide
from symptomguide.verification.fixtures import LATER
from tests.compare.test_reader_diff import DAY
from tests.conftest import EXAMPLE

OLD, NEW = "heel-bone-crack", "stress-fracture"


@pytest.fixture(scope="module")
def before() -> Guide:
    return load_unjudged(EXAMPLE, DAY)


def compare(before: Guide, project: Path) -> Report:
    return compare_guides("main", EXAMPLE, before, load_unjudged(project, DAY), "")


def addresses(report: Report) -> list[str]:
    return [fact.record for fact in report.facts if fact.kind == "address"]


def rename(project: Path, was: str = f"was: [causes/{OLD}]\n") -> None:
    """Gives a cause another name, in its file's name and wherever the example names it."""
    for file in (*project.rglob("*.yaml"), *project.rglob("*.md")):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(rf"(?<![\w-]){OLD}(?![\w-])", NEW, text), encoding="utf-8")
    file = (project / f"site-data/causes/{OLD}.yaml").rename(project / f"site-data/causes/{NEW}.yaml")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title:", f"{was}title:", 1), encoding="utf-8")


def test_an_address_that_goes_is_told_with_what_to_write_and_is_grave(before: Guide, project: Path) -> None:
    rename(project, was="")
    report = compare(before, project)
    assert addresses(report) == [f"/causes/{OLD}/"]
    assert report.grave
    line = next(line for line in FORMATS["text"](report).splitlines() if line.startswith("address"))
    assert line.endswith(f"is gone; write 'was: [causes/{OLD}]' in the record or page that takes its place")
    assert f"address /causes/{OLD}/" in annotate(report, load_unjudged(project, DAY).library)


def test_a_record_that_says_what_its_address_was_only_has_another_name(before: Guide, project: Path) -> None:
    rename(project)
    assert check_guide(project, LATER)[1] == []
    report = compare(before, project)
    assert [fact for fact in report.facts if fact.grave] == []
    assert [change for change in report.changes if change.kind != "date"] == []
    assert not report.grave


def test_a_level_that_is_lowered_with_a_new_name_is_told(before: Guide, project: Path) -> None:
    rename(project)
    file = project / f"site-data/causes/{NEW}.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^urgency: .*", "urgency: self-care", text, count=1, flags=re.MULTILINE), "utf-8")
    assert [(fact.kind, fact.record) for fact in compare(before, project).facts if fact.grave] == [
        ("LOWERED", f"causes/{NEW}")
    ]


def test_a_record_that_another_takes_in_is_not_taken_for_that_one(before: Guide, project: Path) -> None:
    file = project / "site-data/causes/plantar-fasciitis.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("was: [", f"was: [causes/{OLD}, ", 1), encoding="utf-8")
    assert find_renamed(before, load_unjudged(project, DAY)) == {}


def test_an_old_address_may_not_be_forgotten(before: Guide, project: Path) -> None:
    file = project / "site-data/causes/plantar-fasciitis.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("was: [causes/heel-spur]\n", ""), encoding="utf-8")
    assert addresses(compare(before, project)) == ["/causes/heel-spur/"]


def test_where_the_older_state_cannot_be_read_the_names_of_its_files_tell(before: Guide, tmp_path: Path) -> None:
    for name in ("content/lost.md", "content/about.md", "site-data/causes/lost-cause.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("unreadable", encoding="utf-8")
    assert [fact.record for fact in find_gone(tmp_path, None, before)] == ["/causes/lost-cause/", "/lost/"]
