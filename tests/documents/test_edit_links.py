"""Engine, on the example: a shared statement leads to its own file, and only where site.yaml names a repository."""

from __future__ import annotations

import datetime
from html import unescape
from pathlib import Path

import pytest

from symptomguide.check import load_guide
from symptomguide.documents.document import list_documents

LATER = datetime.date(2100, 1, 1)


@pytest.mark.parametrize("doc", ["causes/blocked-artery.md", "signs.md"])
def test_a_shared_statement_is_edited_in_its_own_file(project: Path, doc: str) -> None:
    site = project / "site-data" / "site.yaml"
    unlinked = list_documents(load_guide(project, LATER))[doc].rendered.text
    site.write_text(site.read_text("utf-8") + "repository: https://code.example/owner/guide\n", encoding="utf-8")
    linked = unescape(list_documents(load_guide(project, LATER))[doc].rendered.text)
    start = "https://code.example/owner/guide/edit/main/"
    files = {part.split('"')[0] for part in linked.split(start)[1:]}
    assert files
    assert all((project / file).is_file() and file.startswith("site-data/statements/") for file in files)
    assert "Edit this statement" not in unlinked
