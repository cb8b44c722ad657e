"""What a topic says of itself is all there is of it: empty sections do not exist, colours and mark are its own.

Engine tests: they rest on the small project.
"""

from __future__ import annotations

import re
import shutil

import pytest

from symptomguide.models.look import PLAIN_MARK, Colours
from symptomguide.publish.assets import plain_name
from symptomguide.views.look import build_mark, build_tokens
from tests.built.projects import Project, copy_small, read_tree

LEFT_OUT = ("mechanics", "recovery", "glossary", "claims")


@pytest.fixture(scope="module")
def lean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The small site without the records in four folders; their pages and menu entries are still there."""
    project = copy_small(tmp_path_factory.mktemp("topic") / "lean")
    for kind in LEFT_OUT:
        shutil.rmtree(project / "site-data" / kind)
    for file in (project / "site-data").rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^(mechanics|recovery|claims): \[.*\]\n", "", text)
        file.write_text(re.sub(r"\[([^\[\]]*)\]\(glossary/[^)]*\)", r"\1", text), encoding="utf-8")
    _paint(project)
    built = project.run("symptomguide", "build")
    assert built.status == 0, built.printed
    return {
        name: data.decode()
        for name, data in read_tree(project / "site").items()
        if name.endswith((".html", ".css", ".svg", ".txt"))
    }


def _paint(project: Project) -> None:
    project.add(
        "site-data/site.yaml",
        'colours:\n  brand:\n    light: "#7a1f5c"\n    dark: "#f0a6d8"\n'
        "mark:\n  width: 20\n  height: 30\n  shapes:\n    - fill: brand\n      outline: ink\n      path: M2 2h16v26z\n",
    )


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_a_section_without_records_has_no_page(lean: dict[str, str], kind: str) -> None:
    page = {"claims": "evidence"}.get(kind, kind)
    assert f"{page}/index.html" not in lean


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_no_link_leads_to_a_section_without_records(lean: dict[str, str], kind: str) -> None:
    page = {"claims": "evidence"}.get(kind, kind)
    leads = re.compile(rf'href="(\.\./)*{page}/(#[^"]*)?"')
    assert [name for name, text in lean.items() if name.endswith(".html") and leads.search(text)] == []


def test_the_sections_with_records_are_there(lean: dict[str, str]) -> None:
    assert {"causes/index.html", "muscles/index.html", "evidence/sources/index.html"} <= set(lean)


def test_a_colour_of_the_site_stands_in_its_styles(lean: dict[str, str]) -> None:
    sheet = next(text for name, text in lean.items() if plain_name(name) == "assets/stylesheets/guide.css")
    shades = re.findall(r"--brand:\s*(#[0-9a-f]+)", sheet)
    assert shades == ["#7a1f5c", "#f0a6d8", "#f0a6d8"]  # light, dark for the system, dark for the reader


def test_the_mark_is_drawn_on_every_page_in_colours_of_the_theme(lean: dict[str, str]) -> None:
    pages = [text for name, text in lean.items() if name.endswith(".html")]
    drawn = '<path d="M2 2h16v26z" fill="var(--brand)" stroke="var(--ink)"'
    assert pages
    assert all(drawn in text for text in pages)


def test_the_icon_is_the_mark_on_a_square(lean: dict[str, str]) -> None:
    icon = lean["assets/icon.svg"]
    assert 'viewBox="-5 0 30 30"' in icon
    assert '<path d="M2 2h16v26z" fill="#7a1f5c"' in icon


def test_a_site_without_colours_or_mark_of_its_own_has_those_of_the_engine() -> None:
    assert f"--brand: {Colours().brand.light};" in build_tokens(Colours())
    assert build_mark(PLAIN_MARK).shapes[0].fill == "--brand"
