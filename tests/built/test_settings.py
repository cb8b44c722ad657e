"""Engine tests: what is wrong in mkdocs.yml is told on its line, without the insides of MkDocs or of this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from symptomguide.check import load_guide
from symptomguide.guide import Guide
from symptomguide.problem import ProblemsFound
from symptomguide.publish.mkdocs_build import render_site
from symptomguide.verification.fixtures import LATER

SLIPS = {
    "a name that is none": ("use_directory_urls:", "use_directory_url:", 0),
    "a part that is none": ("unrecognized_links:", "unrecognised_links:", 0),
    "a bracket that never closes": ("plugins: []", "plugins: [", 3),
    "an option that is none": ("use_align_attribute:", "use_align:", -1),
    "another theme": ("  name: material", "  name: mkdocs", -1),
    "a folder that is not there": ("docs_dir: content", "docs_dir: contents", 0),
}
"""What stands in the file, what somebody writes instead, and how many lines further MkDocs sees it."""


@pytest.fixture(scope="module")
def sound(guide_root: Path) -> Guide:
    return load_guide(guide_root, LATER)


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_the_settings_is_told_on_its_line(project: Path, tmp_path: Path, sound: Guide, slip: str) -> None:
    old, new, further = SLIPS[slip]
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (project / "mkdocs.yml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        render_site(project, tmp_path / "site", sound, offline=False)
    line = text[: text.index(old)].count("\n") + 1
    for problem in found.value.problems:
        assert problem.path == "mkdocs.yml"
        assert problem.line == line + further, problem
        assert str(tmp_path) not in problem.message
        assert "File " not in problem.message
