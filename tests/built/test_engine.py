"""Engine tests: ProperDocs makes the same site as MkDocs, byte by byte, and every gate closes under it, too."""

from __future__ import annotations

import pytest

from symptomguide.problem import ProblemsFound
from symptomguide.publish.engine import choose_engine
from tests.built.projects import Project, read_tree

PROPERDOCS = {"SITE_ENGINE": "properdocs"}


def test_an_engine_that_is_none_is_refused_with_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_ENGINE", "properdoc")
    with pytest.raises(ProblemsFound, match="write mkdocs or properdocs; did you mean 'properdocs'"):
        choose_engine()


def test_mkdocs_is_the_engine_where_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_ENGINE", raising=False)
    assert choose_engine() == "mkdocs"


@pytest.mark.full
def test_both_engines_make_the_same_bytes(small: Project) -> None:
    made = []
    for environment in ({}, PROPERDOCS):
        outcome = small.run("symptomguide", "build", env=environment)
        assert outcome.status == 0, outcome.printed
        made.append(read_tree(small / "site"))
    assert made[0] == made[1]


@pytest.mark.full
@pytest.mark.parametrize(
    ("file", "text", "rule"),
    [
        ("content/about.md", "\n[x](gone.md)\n", "broken-link"),
        ("overrides/partials/footer.html", '<a href="gone/">x</a>\n', "dead-address"),
        ("overrides/partials/footer.html", "<script>go()</script>\n", "inline-code"),
        ("overrides/partials/footer.html", "<h1>Again</h1>\n", "main-heading"),
        ("content/lost.md", "---\ntitle: Lost\ndescription: From nowhere.\n---\n\n# Lost\n", "orphan"),
    ],
)
def test_every_gate_closes_under_properdocs(small: Project, file: str, text: str, rule: str) -> None:
    small.add(file, text)
    outcome = small.run("symptomguide", "build", env=PROPERDOCS)
    assert outcome.status == 1
    assert "Traceback" not in outcome.printed
    assert rule in {problem.rule for problem in outcome.problems}, outcome.printed
    assert not (small / "site").exists()
