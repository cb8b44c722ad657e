"""Engine: of planted edits of one line, every sentence that readers see changed is listed, once, and nothing else."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
from pathlib import Path

import pytest

from symptomguide.check import load_unjudged
from symptomguide.compare import FORMATS, Report, compare_guides
from symptomguide.documents.document import list_documents
from symptomguide.guide import Guide
from symptomguide.tree import BASELINE_FILE
from tests.conftest import EXAMPLE, run_command

DAY = datetime.date(2026, 11, 28)
WORD = "zebrafish"
EDITS = [
    ("causes/blocked-artery.yaml", "Blood no longer reaches"),
    ("causes/blocked-artery.yaml", "A foot that is suddenly"),
    ("causes/blocked-artery.yaml", "Get emergency help"),
    ("causes/blocked-artery.yaml", "Suddenly, often within"),
    ("causes/blocked-artery.yaml", "A clot can come from"),
    ("causes/blocked-artery.yaml", "Do not walk on it or"),
    ("causes/blocked-artery.yaml", "The foot stays warm"),
    ("causes/blocked-artery.yaml", "have an uneven heartbeat"),
    ("causes/foot-infection.yaml", "Germs can get in through"),
    ("causes/foot-infection.yaml", "Hot, sore skin that"),
    ("causes/foot-infection.yaml", "Emergency if you are very"),
    ("red-flags/bone-pain-fever.yaml", "Take your temperature if"),
    ("red-flags/bone-pain-fever.yaml", "Deep heel pain with"),
    ("red-flags/bone-pain-fever.yaml", "It can be an infection of"),
    ("red-flags/bone-pain-fever.yaml", "Call a doctor or an advice"),
    ("red-flags/broken-after-injury.yaml", "Look at both feet side"),
    ("red-flags/broken-after-injury.yaml", "Go to an emergency"),
    ("red-flags/broken-after-injury.yaml", "Emergency departments see"),
    ("causes/blocked-artery.yaml", "In the whole foot"),
    ("tree/3-outcomes.yaml", "lead: "),
]


@pytest.fixture(scope="module")
def before() -> Guide:
    return load_unjudged(EXAMPLE, DAY)


def compare_with(before: Guide, project: Path) -> tuple[Report, Guide]:
    after = load_unjudged(project, DAY)
    accepted = (EXAMPLE / BASELINE_FILE).read_text(encoding="utf-8")
    return compare_guides("main", before, after, accepted), after


def edit(project: Path, name: str, old: str, new: str) -> None:
    file = next(project.joinpath("site-data").glob(name))
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(("name", "words"), EDITS, ids=[words for _, words in EDITS])
def test_every_changed_sentence_is_listed_once_and_nothing_else(
    before: Guide, project: Path, name: str, words: str
) -> None:
    edit(project, name, words, f"{words}{WORD} " if words.endswith(" ") else f"{words} {WORD}")
    report, after = compare_with(before, project)
    shown = {
        each.doc
        for each in list_documents(after).values()
        if each.for_readers and WORD in re.sub(r"(?s)<script.*?</script>", "", each.rendered.text)
    }
    seen = [change for change in report.changes if change.kind != "date"]
    assert {page for change in seen for page in change.pages} == shown != set()
    assert [change for change in seen if WORD not in change.after] == []
    assert [
        change for change in seen if change.before != change.after.replace(f" {WORD}", "").replace(f"{WORD} ", "")
    ] == []
    assert len({change.after for change in seen}) == len(seen)


def test_nothing_is_listed_where_nothing_changed(before: Guide, project: Path) -> None:
    report, _ = compare_with(before, project)
    assert (report.changes, report.facts, report.turns, report.grave) == ((), (), (), False)


def test_a_lowered_level_comes_first_and_is_grave(before: Guide, project: Path) -> None:
    edit(project, "red-flags/bone-pain-fever.yaml", "level: same-day", "level: soon")
    report, _ = compare_with(before, project)
    assert [(fact.kind, fact.record, fact.before, fact.after) for fact in report.facts] == [
        ("LOWERED", "red-flags/bone-pain-fever", "same-day", "soon")
    ]
    assert FORMATS["text"](report).splitlines()[1].startswith("LOWERED red-flags/bone-pain-fever")
    assert report.grave


def test_a_warning_that_is_gone_is_grave(before: Guide, project: Path) -> None:
    edit(project, "causes/blocked-artery.yaml", "  - says: do-not-wait-to-see-whether-it-passes\n", "")
    report, _ = compare_with(before, project)
    assert {change.kind for change in report.changes if not change.after} >= {"do not"}
    assert report.grave


def test_a_dose_comes_before_other_words(before: Guide, project: Path) -> None:
    edit(project, "values/toe-pulls.yaml", "10 times", "12 times")
    edit(project, "causes/blocked-artery.yaml", "Blood no longer", "Blood hardly")
    report, _ = compare_with(before, project)
    kinds = [change.kind for change in report.changes if change.kind != "date"]
    assert kinds == sorted(kinds, key=("dose", "wording").index)
    assert set(kinds) == {"dose", "wording"}
    assert not report.grave


def test_sources_and_dates_are_told_apart_from_words(before: Guide, project: Path) -> None:
    edit(project, "causes/blocked-artery.yaml", "sources: [aci-ali]", "sources: [devon-ali]")
    edit(project, "causes/blocked-artery.yaml", "next_check: 2027-05-28", "next_check: 2027-05-27")
    report, _ = compare_with(before, project)
    assert [(fact.kind, fact.before, fact.after) for fact in report.facts] == [
        ("sources", "aci-ali", "devon-ali"),
        ("next_check", "2027-05-28", "2027-05-27"),
    ]


def test_changed_words_are_marked_and_other_marks_of_markdown_are_harmless(before: Guide, project: Path) -> None:
    edit(project, "causes/blocked-artery.yaml", "Blood no longer", "Blood seldom *")
    report, _ = compare_with(before, project)
    assert "was: Blood [no longer] reaches" in FORMATS["text"](report)
    assert "was: Blood **no longer** reaches" in FORMATS["markdown"](report)
    assert "seldom *" not in FORMATS["markdown"](report)
    assert json.loads(FORMATS["json"](report))["changes"]


def git(project: Path, *arguments: str) -> None:
    who = ["-c", "user.name=one", "-c", "user.email=one@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=project, check=True, capture_output=True)


def test_the_command_compares_with_a_revision_and_says_what_to_fetch(project: Path) -> None:
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "first")
    edit(project, "red-flags/bone-pain-fever.yaml", "level: same-day", "level: soon")
    found = run_command(project, "compare", "HEAD")
    assert found.returncode == 1
    assert "LOWERED red-flags/bone-pain-fever: was same-day, is soon" in found.stdout
    assert run_command(project, "compare", "HEAD", "--report-only").returncode == 0
    unknown = run_command(project, "compare", "no-such-revision")
    assert unknown.returncode == 1
    assert "`git fetch --unshallow`" in unknown.stderr


def test_an_older_state_of_another_shape_is_said_and_its_routing_compared(project: Path) -> None:
    edit(project, "causes/blocked-artery.yaml", "summary:", "abstract:")
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "first")
    edit(project, "causes/blocked-artery.yaml", "abstract:", "summary:")
    found = run_command(project, "compare", "HEAD")
    assert "cannot be read by this engine" in found.stdout
    assert "0 lines of the routing differ from HEAD" in found.stdout
    assert found.returncode == 0
