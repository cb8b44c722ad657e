"""Engine tests: the two comment lines at the top of a record, in the small example and in what the engine writes."""

from __future__ import annotations

from pathlib import Path

from symptomguide.cli.manual import add_heads
from symptomguide.cli.schema import write_scaffold
from symptomguide.models import KINDS
from symptomguide.records.heads import add_head, has_head, head_of


def test_a_record_gets_its_head_once() -> None:
    once = add_head("term: Rest\n", "glossary")
    assert has_head(once)
    assert once.endswith("\nterm: Rest\n")
    assert add_head(once, "glossary") == once


def test_a_comment_of_a_tree_file_stays_its_first_line() -> None:
    assert add_head("# Where it starts.\nquestions: []\n", "tree").startswith("# Where it starts.\n# Its fields are ")


def test_a_comment_of_a_record_stands_below_its_head() -> None:
    assert add_head("# A note.\nterm: Rest\n", "glossary").split("\n")[2:] == ["# A note.", "term: Rest", ""]


def test_every_kind_says_what_it_is_in_one_line() -> None:
    for kind in KINDS:
        first, second = head_of(kind)
        assert len(first) <= 120
        assert f"site-data/{kind}/" in second


def test_each_record_without_a_head_gets_one_from_the_command_for_references(tmp_path: Path) -> None:
    folder = tmp_path / "site-data" / "glossary"
    folder.mkdir(parents=True)
    (folder / "rest.yaml").write_text("term: Rest\n", encoding="utf-8")
    (folder / "own.yaml").write_text(add_head("term: Own\n", "glossary"), encoding="utf-8")
    (tmp_path / "site-data" / "site.yaml").write_text("# Settings.\nname: Own\n", encoding="utf-8")
    found = dict(add_heads(tmp_path))
    assert found.keys() == {"site-data/glossary/rest.yaml", "site-data/site.yaml"}
    assert all(map(has_head, found.values()))


def test_a_new_record_begins_with_its_head(tmp_path: Path) -> None:
    (tmp_path / "site-data").mkdir()
    assert has_head((tmp_path / write_scaffold(tmp_path, "glossary", "rest")).read_text(encoding="utf-8"))
