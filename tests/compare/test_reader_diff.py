"""Engine: of planted edits of one line, every sentence that readers see changed is listed, once, and nothing else."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
import subprocess
from pathlib import Path

import pytest

from symptomguide.addresses import url_of
from symptomguide.check import load_unjudged
from symptomguide.compare import FORMATS, Report, annotate, compare_guides
from symptomguide.compare.softer import is_softer
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
    return compare_guides("main", EXAMPLE, before, after, accepted), after


def edit(project: Path, name: str, old: str, new: str) -> None:
    file = next(project.joinpath("site-data").glob(name))
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


IN_SHORT = [EDITS[place] for place in (5, 19)]
"""An edit of each kind of record; all with `make test-full`."""


@pytest.mark.parametrize(
    ("name", "words"),
    [pytest.param(*one, id=one[1], marks=() if one in IN_SHORT else pytest.mark.full) for one in EDITS],
)
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


def test_a_label_of_a_level_is_told_as_a_level_and_sticks_to_no_other_words(before: Guide, project: Path) -> None:
    edit(project, "causes/plantar-fasciitis.yaml", "urgency: self-care", "urgency: soon")
    report, _ = compare_with(before, project)
    assert {(change.kind, change.before, change.after) for change in report.changes if change.kind != "date"} >= {
        ("level", "How urgent: Self-care", "How urgent: Soon")
    }
    assert [change for change in report.changes if change.kind == "wording" and "urgent" in change.before] == []


def test_a_title_is_listed_once_wherever_it_stands_beside_other_words(before: Guide, project: Path) -> None:
    (title,) = re.findall(r"^title: (.+)", (project / "site-data/causes/blocked-artery.yaml").read_text("utf-8"), re.M)
    edit(project, "causes/blocked-artery.yaml", f"title: {title}", f"title: {WORD}")
    report, _ = compare_with(before, project)
    assert [change.after for change in report.changes if change.after.startswith(WORD)] == [WORD]


def test_the_meaning_of_a_word_counts_where_it_opens_as_in_the_glossary(before: Guide, project: Path) -> None:
    edit(project, "glossary/artery.yaml", "A tube that", f"A {WORD} that")
    report, after = compare_with(before, project)
    (change,) = [change for change in report.changes if WORD in change.after]
    using = {
        doc for doc, one in list_documents(after).items() if one.for_readers and "artery" in one.rendered.text.lower()
    }
    assert {"glossary.md", "causes/foot-infection.md"} & using <= set(change.pages) <= using
    assert len(change.pages) > 1


def test_what_stands_around_every_page_is_listed_once_for_all_of_them(before: Guide, project: Path) -> None:
    edit(project, "site.yaml", "General health information", f"General {WORD} information")
    report, after = compare_with(before, project)
    (change,) = [change for change in report.changes if WORD in change.after]
    assert len(change.pages) == sum(one.for_readers for one in list_documents(after).values())


def test_a_strength_is_told_with_the_statement_that_it_is_of(before: Guide, project: Path) -> None:
    edit(project, "causes/blocked-artery.yaml", "strength: opinion", "strength: limited")
    report, _ = compare_with(before, project)
    (fact,) = report.facts
    assert (fact.kind, fact.record, fact.before, fact.after) == (
        "strength", "causes/blocked-artery", "opinion", "limited",
    )  # fmt: skip
    assert fact.text in (project / "site-data/causes/blocked-artery.yaml").read_text(encoding="utf-8")


def test_the_first_page_is_linked_where_the_site_has_an_address(before: Guide, project: Path) -> None:
    edit(project, "causes/blocked-artery.yaml", "Blood no longer", "Blood hardly")
    report, _ = compare_with(before, project)
    url = url_of(next(change.pages[0] for change in report.changes if change.kind != "date"), directories=True)
    assert f"first: `/{url}`" in FORMATS["markdown"](report)
    told = FORMATS["markdown"](dataclasses.replace(report, address="https://example.org/guide/"))
    assert f"first: [/{url}](https://example.org/guide/{url})" in told


def test_a_warning_that_is_gone_from_a_signed_record_is_not_grave(before: Guide, project: Path) -> None:
    edit(project, "causes/blocked-artery.yaml", "  - says: do-not-wait-to-see-whether-it-passes\n", "")
    report, _ = compare_with(before, project)
    assert dataclasses.replace(report, signed=frozenset({"causes/blocked-artery"})).grave is False


def test_a_warning_that_is_gone_is_grave(before: Guide, project: Path) -> None:
    edit(project, "causes/blocked-artery.yaml", "  - says: do-not-wait-to-see-whether-it-passes\n", "")
    report, _ = compare_with(before, project)
    assert {change.kind for change in report.changes if not change.after} >= {"do not"}
    assert report.grave


def test_notes_stand_on_the_lines_of_the_tree(before: Guide, project: Path) -> None:
    edit(project, "tree/1-danger.yaml", "to: emergency-foot", "to: today-signs")
    report, after = compare_with(before, project)
    lines = (project / "site-data/tree/1-danger.yaml").read_text(encoding="utf-8").split("\n")
    line = 1 + next(number for number, line in enumerate(lines) if "to: today-signs" in line)
    assert f"::warning file=site-data/tree/1-danger.yaml,line={line},col=13," in annotate(report, after.library)


def test_a_warning_that_is_gone_is_noted_with_its_record(before: Guide, project: Path) -> None:
    edit(project, "causes/blocked-artery.yaml", "  - says: do-not-wait-to-see-whether-it-passes\n", "")
    report, after = compare_with(before, project)
    assert "do not is gone from causes/blocked-artery: " in annotate(report, after.library)


def test_a_dose_comes_before_other_words(before: Guide, project: Path) -> None:
    edit(project, "values/toe-pulls.yaml", "10 times", "12 times")
    edit(project, "causes/blocked-artery.yaml", "Blood no longer", "Blood hardly")
    report, _ = compare_with(before, project)
    kinds = [change.kind for change in report.changes if change.kind != "date"]
    assert kinds == sorted(kinds, key=("dose", "wording").index)
    assert set(kinds) == {"dose", "wording"}
    assert not report.grave


def test_figures_that_are_counted_at_each_build_come_after_all_words(before: Guide, project: Path) -> None:
    story = next(iter(sorted((project / "site-data/stories").iterdir())))
    story.unlink()
    edit(project, "causes/blocked-artery.yaml", "Blood no longer", "Blood hardly")
    report, _ = compare_with(before, project)
    kinds = [change.kind for change in report.changes if change.kind != "date"]
    assert kinds == sorted(kinds, key=("dose", "wording", "figure").index)
    assert kinds.count("figure") > 1


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


@pytest.mark.full
def test_the_command_compares_with_a_revision_and_says_what_to_fetch(project: Path) -> None:
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "first")
    edit(project, "red-flags/bone-pain-fever.yaml", "level: same-day", "level: soon")
    found = run_command(project, "compare", "HEAD")
    assert found.returncode == 1
    assert "LOWERED red-flags/bone-pain-fever: was same-day, is soon" in found.stdout
    assert run_command(project, "compare", "HEAD", "--report-only").returncode == 0
    noted = run_command(project, "compare", "HEAD", "--format", "github")
    assert noted.returncode == 1
    line = 1 + (project / "site-data/red-flags/bone-pain-fever.yaml").read_text("utf-8").split("\n").index(
        "level: soon"
    )
    assert f"::warning file=site-data/red-flags/bone-pain-fever.yaml,line={line},col=8,title=lowered::" in noted.stdout
    unknown = run_command(project, "compare", "origin/no-such-branch")
    assert unknown.returncode == 1
    assert "`git fetch origin no-such-branch`" in unknown.stderr


def test_a_shallow_clone_is_told_to_fetch_the_rest(project: Path, tmp_path: Path) -> None:
    git(project, "init", "-q")
    for message in ("first", "second"):
        (project / "note.txt").write_text(message, encoding="utf-8")
        git(project, "add", "-A")
        git(project, "commit", "-qm", message)
    git(tmp_path, "clone", "-q", "--depth", "1", project.as_uri(), "shallow")
    found = run_command(tmp_path / "shallow", "compare", "HEAD~1")
    assert found.returncode == 1
    assert "`git fetch --unshallow`" in found.stderr


def test_a_folder_without_history_says_that_git_is_asked(project: Path) -> None:
    found = run_command(project, "compare", "HEAD")
    assert found.returncode == 1
    assert "compare reads the older state from git" in found.stderr


def test_routing_is_compared_where_the_older_state_accepted_none(project: Path) -> None:
    (project / BASELINE_FILE).unlink()
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "first")
    edit(project, "tree/3-outcomes.yaml", "urgency: same-day", "urgency: soon")
    assert "LOWERED outcome " in run_command(project, "compare", "HEAD").stdout


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


CALL = "statements/call-your-emergency-number-or-have-someone-take-you.yaml"


def test_a_call_for_help_that_is_gone_comes_first_and_is_grave_until_it_is_signed(before: Guide, project: Path) -> None:
    edit(project, CALL, "Call your emergency number, or have someone take you to an emergency department now.", WORD)
    edit(project, "causes/blocked-artery.yaml", "Blood no longer", "Blood hardly")
    report, after = compare_with(before, project)
    assert report.changes[0].kind == "softer"
    assert report.changes[0].after == WORD
    assert FORMATS["text"](report).splitlines()[1].startswith("softer (")
    assert "title=softer::softer in " in annotate(report, after.library)
    assert report.grave
    signed = frozenset(r if not r.startswith("tree/") else "tree" for r in report.changes[0].records)
    assert dataclasses.replace(report, signed=signed).grave is False


def test_a_softer_sentence_of_a_written_page_is_grave(before: Guide, project: Path) -> None:
    page = project / "content" / "index.md"
    text = page.read_text(encoding="utf-8")
    assert "A few causes need help today." in text
    page.write_text(text.replace("A few causes need help today.", "A few causes need help within days."), "utf-8")
    report, _ = compare_with(before, project)
    assert [change.kind for change in report.changes if "within days" in change.after] == ["softer"]
    assert report.grave


def test_a_cause_that_a_result_no_longer_names_is_removed_and_grave(before: Guide, project: Path) -> None:
    file = project / "site-data/tree/3-outcomes.yaml"
    text = file.read_text(encoding="utf-8")
    found = re.search(r"fits: \[([\w-]+), ", text)
    assert found
    file.write_text(text.replace(found[0], "fits: [", 1), encoding="utf-8")
    report, _ = compare_with(before, project)
    assert [(fact.kind, fact.before, fact.grave) for fact in report.facts] == [("removed", f"can fit {found[1]}", True)]


@pytest.mark.parametrize(
    ("old", "new", "softer"),
    [
        ("Call an ambulance.", "See a doctor.", True),
        ("Call an ambulance.", "You could call an ambulance.", True),
        ("Call 999 now.", "", True),
        ("See a doctor today.", "See a doctor.", True),
        ("See a doctor today.", "See a doctor within days.", True),
        ("See a doctor soon.", "Wait and see.", True),
        ("See a doctor.", "See a doctor today.", False),
        ("See a doctor within a week.", "See a doctor today.", False),
        ("See a doctor today.", "Call an ambulance.", False),
        ("You must be seen today.", "You may be seen today.", True),
        ("Call 999 now.", "Do not call 999 now.", True),
        ("Call 999 now.", "Call 999 now and do not drive.", False),
        ("Do not wait.", "Do not wait at home.", False),
        ("It is now known.", "It is known.", False),
        ("Rest the foot.", "Rest both feet.", False),
    ],
)
def test_softer_is_a_lost_call_lost_haste_or_milder_words(old: str, new: str, softer: bool) -> None:
    assert is_softer(old, new) is softer
