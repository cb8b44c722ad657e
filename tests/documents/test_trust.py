"""Pages say who reviewed them while a sign-off is in force, and otherwise that nobody has."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from symptomguide.check import load_guide
from symptomguide.cli.commands import main
from symptomguide.documents.document import list_documents, make_unknown
from symptomguide.documents.finish import finish
from symptomguide.documents.frame import build_frame
from symptomguide.documents.shell import ShellView
from symptomguide.guide import Guide
from symptomguide.records.approvals import hash_records
from symptomguide.views.about import approval_list
from symptomguide.views.stamp import OUTDATED

LATER = datetime.date(2100, 1, 1)
NOBODY = "No clinician has reviewed this page yet"


def sign(project: Path, *paths: str) -> Guide:
    """Signs records as they read now, and reads the project again."""
    guide = load_guide(project, LATER)
    entries = [
        f'  - record: {path}\n    approver:\n      name: Dr Test\n      role: Physician\n      registration: "T 1"\n'
        f'    date: 2030-05-01\n    hash: "{hash_records(guide.library.signs(path))}"\n'
        for path in paths
    ]
    (project / "site-data" / "approvals.yaml").write_text(
        "approvals:\n" + "".join(entries or ["  []\n"]), encoding="utf-8"
    )
    return load_guide(project, LATER)


def frame(guide: Guide, doc: str) -> ShellView:
    document = list_documents(guide).get(doc) or make_unknown(guide)
    return build_frame(document, directories=True, built=True, address="https://guide.example/")


def run(project: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    monkeypatch.chdir(project)
    return CliRunner().invoke(main, arguments)


def first_cause(project: Path) -> str:
    return sorted(path.stem for path in (project / "site-data" / "causes").glob("*.yaml"))[0]


def change_title(project: Path, cause: str) -> None:
    file = project / "site-data" / "causes" / f"{cause}.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^(title: )(['\"]?)", r"\1\2Changed ", text, flags=re.MULTILINE), encoding="utf-8")


def test_a_signed_record_names_its_reviewer_on_the_page_and_in_its_data(project: Path) -> None:
    cause = first_cause(project)
    shell = frame(sign(project, f"causes/{cause}"), f"causes/{cause}.md")
    assert shell.stamp is not None
    assert shell.stamp.reviewed == "Reviewed by Dr Test, Physician (T 1), on 1 May 2030"
    assert shell.jsonld is not None
    assert shell.jsonld["lastReviewed"] == "2030-05-01"
    assert shell.jsonld["reviewedBy"][0]["name"] == "Dr Test"


def test_a_record_that_reads_otherwise_calls_its_review_outdated(project: Path) -> None:
    cause = first_cause(project)
    sign(project, f"causes/{cause}")
    change_title(project, cause)
    guide = load_guide(project, LATER)
    shell = frame(guide, f"causes/{cause}.md")
    assert [entry.record for entry in guide.library.lapsed] == [f"causes/{cause}"]
    assert shell.stamp is not None
    assert shell.stamp.reviewed == (
        "No clinician has reviewed this page as it reads now. "
        f"Reviewed by Dr Test, Physician (T 1), on 1 May 2030, {OUTDATED}"
    )
    assert shell.jsonld is not None
    assert not {"lastReviewed", "reviewedBy"} & set(shell.jsonld)


def test_check_names_a_lapsed_approval_and_passes(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cause = first_cause(project)
    sign(project, f"causes/{cause}")
    change_title(project, cause)
    done = run(project, monkeypatch, "check", "--as-of", "2030-06-01")
    assert done.exit_code == 0, done.output
    told = f"un-signed: 'causes/{cause}' reads otherwise than what Dr Test (Physician, T 1) signed on 2030-05-01"
    assert told in done.stderr
    assert "site-data/approvals.yaml:" in done.stderr


def test_a_pull_request_shows_who_is_unsigned(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cause = first_cause(project)
    sign(project, f"causes/{cause}")
    change_title(project, cause)
    done = run(project, monkeypatch, "check", "--format", "github", "--as-of", "2030-06-01")
    assert "::warning file=site-data/approvals.yaml,line=" in done.stdout
    assert f"un-signed: 'causes/{cause}'" in done.stdout


def test_the_list_of_reviews_calls_one_outdated_when_its_words_changed(project: Path) -> None:
    cause = first_cause(project)
    assert not any(view.outdated for view in approval_list(sign(project, f"causes/{cause}").library))
    change_title(project, cause)
    assert [view.outdated for view in approval_list(load_guide(project, LATER).library)] == [OUTDATED]


def test_the_hash_ignores_dates_of_checks_and_line_breaks(project: Path) -> None:
    path = f"causes/{first_cause(project)}"
    before = load_guide(project, LATER)
    file = project / "site-data" / f"{path}.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^checked: .*$", "checked: 2026-11-23", text, flags=re.MULTILINE), encoding="utf-8")
    after = load_guide(project, LATER)
    hashes = {hash_records(guide.library.signs(path)) for guide in (before, after)}
    assert len(hashes) == 1


def test_the_command_prints_the_hash_that_an_approval_needs(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"causes/{first_cause(project)}"
    guide = load_guide(project, LATER)
    done = run(project, monkeypatch, "approval-hash", path)
    assert done.stdout.strip() == hash_records(guide.library.signs(path))
    assert run(project, monkeypatch, "approval-hash", "tree").stdout.strip() == hash_records(
        guide.library.signs("tree")
    )
    assert run(project, monkeypatch, "approval-hash", "causes/none-of-these").exit_code == 1


def test_no_page_claims_a_review_while_nobody_has_signed(project: Path) -> None:
    guide = sign(project)
    for doc in guide.docs:
        shell = frame(guide, doc)
        assert shell.stamp is None or shell.stamp.reviewed == NOBODY, doc
        assert not {"lastReviewed", "reviewedBy"} & set(shell.jsonld or {}), doc


def test_a_written_page_is_reviewed_only_when_all_that_it_shows_is(project: Path) -> None:
    shown = sorted(list_documents(load_guide(project, LATER))["signs.md"].rendered.shown)
    some, every = sign(project, *shown[:-1]), sign(project, *shown)
    for guide, words in ((some, NOBODY), (every, "Reviewed by Dr Test, Physician (T 1), on 1 May 2030")):
        stamp = frame(guide, "signs.md").stamp
        assert stamp is not None
        assert stamp.reviewed == words


@pytest.mark.parametrize("doc", ["get-help.md", "check.md", "recovery/index.md", "handout.md", "evidence/index.md"])
def test_a_written_page_shows_the_oldest_check_and_the_nearest_next_one(project: Path, doc: str) -> None:
    file = min((project / "site-data" / "red-flags").glob("*.yaml"))
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"^checked: .*$", "checked: 2026-01-02", text, flags=re.MULTILINE)
    file.write_text(re.sub(r"^next_check: .*$", "next_check: 2026-03-04", text, flags=re.MULTILINE), encoding="utf-8")
    guide = load_guide(project, LATER)
    shown = {record.id for record in list_documents(guide)[doc].rendered.shown.values()}
    stamp = frame(guide, doc).stamp
    assert stamp is not None
    if file.stem in shown:
        assert stamp.checked == "Checked against its sources on 2 January 2026"
        assert stamp.next_check == "Next check due March 2026"


def test_a_page_without_advice_has_no_stamp(project: Path) -> None:
    guide = load_guide(project, LATER)
    assert frame(guide, "glossary.md").stamp is None
    assert frame(guide, "about.md").stamp is None
    assert frame(guide, "404.md").stamp is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "Nobody has taken charge of this site yet"),
        ("owner:\n  name: The Test Club\n  address: https://club.example/\n", "The Test Club"),
    ],
)
def test_about_says_who_runs_the_site(project: Path, line: str, words: str) -> None:
    site = project / "site-data" / "site.yaml"
    unowned = re.sub(r"^owner:\n(?:  .*\n)+", "", site.read_text(encoding="utf-8"), flags=re.MULTILINE)
    site.write_text(unowned + line, encoding="utf-8")
    assert words in finish(list_documents(load_guide(project, LATER))["about.md"], directories=True)
