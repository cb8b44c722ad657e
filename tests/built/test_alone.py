"""Engine tests: how the check in one file is made, where its links lead, and which code may stand in a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from symptomguide.publish.produced import ProducedPage, hash_code
from symptomguide.publish.promises import ALONE_POLICY, HELD_POLICY, META_POLICY, POLICY
from symptomguide.publish.single import hold_all
from symptomguide.verification.project import Bundle, run_command
from tests.built.projects import Project, copy_small

ADDRESS = "https://elbow.example/guide/"
LINK = re.compile(r'<a\b[^>]*\shref="([^"]*)"')
PAGE = f"""<!doctype html>
<head><meta http-equiv="Content-Security-Policy" content="{POLICY}">
<link rel="preload" as="style" href="a.css"><script src="now.js"></script>
<link rel="stylesheet" href="a.css"><link rel="stylesheet" href="p.css" media="print">
<script src="later.js" defer></script></head>
<body><p>Words</p><img src="x.png" alt=""></body>
"""


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The tiny project, without a public address, after `bundle`."""
    project = copy_small(tmp_path_factory.mktemp("bundled") / "small")
    outcome = project.run("symptomguide", "bundle")
    assert outcome.status == 0, outcome.printed
    return project


@pytest.fixture(scope="module")
def links(bundled: Project) -> list[str]:
    return LINK.findall(read_check(bundled))


def read_check(project: Project) -> str:
    (file,) = (project / "dist").glob("*-check.html")
    return file.read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page with all that it loads."""
    files = {"page.html": PAGE, "a.css": "p{color:red}", "p.css": "p{color:#000}", "now.js": "1", "later.js": "2"}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "x.png").write_bytes(b"\x89PNG")
    return tmp_path


def test_without_a_public_address_no_link_leaves_the_file(links: list[str]) -> None:
    assert links
    assert [link for link in links if not link.startswith(("#", "tel:", "https://", "blob:"))] == []
    assert [link for link in links if link.startswith("https://elbow")] == []


def test_with_a_public_address_other_pages_are_the_published_ones(
    guide_root: Path, bundle: Bundle, tmp_path: Path
) -> None:
    done = run_command(guide_root, "bundle", "--out", str(tmp_path), env={"SITE_URL": ADDRESS})
    assert done.returncode == 0, done.stderr
    found = [link for link in LINK.findall((tmp_path / bundle.check.name).read_text("utf-8")) if ADDRESS in link]
    assert f"{ADDRESS}evidence/sources/" in {link.partition("#")[0] for link in found}
    assert [link for link in found if ".html" in link] == []


def test_a_place_that_two_parts_have_is_named_apart_and_the_emergency_line_leads_to_its_part(bundle: Bundle) -> None:
    text = bundle.check.read_text(encoding="utf-8")
    assert text.count('id="care-emergency"') == 1
    assert text.count('id="part-get-help-care-emergency"') == 1
    assert 'aria-labelledby="part-get-help-care-emergency-title"' in text
    strip = text[text.index('class="cf-strip"') :]
    assert LINK.findall(strip)[0] == "#part-get-help"


def test_pages_that_the_site_does_not_have_are_no_parts(bundled: Project) -> None:
    assert re.findall(r'<div id="(part-[a-z-]+)"', read_check(bundled)) == ["part-check", "part-get-help"]


@pytest.mark.full
def test_the_copy_and_the_site_hold_nothing_of_it(bundled: Project) -> None:
    assert bundled.run("symptomguide", "build").status == 0
    assert bundled.run("symptomguide", "build", "--offline", "--out", "offline").status == 0
    found = [path.name for name in ("site", "offline") for path in (bundled / name).rglob("*alone*")]
    assert found == []


def test_everything_a_page_loads_stands_in_it_what_waits_at_its_end(folder: Path) -> None:
    text = hold_all(folder, "page.html", alone=True)
    assert text.index("<script>1</script>") < text.index("<style>p{color:red}</style>") < text.index("<p>Words")
    assert text.index("<p>Words") < text.index("<script>2</script>") < text.index("</body>")
    assert '<style media="print">p{color:#000}</style>' in text
    assert 'src="data:image/png;base64,' in text
    assert "preload" not in text
    page = ProducedPage(text.encode())
    assert page.faults == []
    assert [one.value for one in page.addresses if not one.value.startswith("data:")] == []


def test_what_is_not_there_is_left_for_the_read_back_to_find(folder: Path) -> None:
    (folder / "a.css").unlink()
    text = hold_all(folder, "page.html", alone=False)
    assert '<link rel="stylesheet" href="a.css">' in text
    assert '<style media="print">' in text


def test_a_page_beside_its_site_may_load_what_the_site_has_too(folder: Path) -> None:
    policies = [META_POLICY.findall(hold_all(folder, "page.html", alone=alone))[0] for alone in (False, True)]
    assert HELD_POLICY.fullmatch(policies[0])
    assert ALONE_POLICY.fullmatch(policies[1])


def test_a_script_that_would_end_itself_is_refused(folder: Path) -> None:
    (folder / "now.js").write_text('"</script>"', encoding="utf-8")
    with pytest.raises(ValueError, match=r"now\.js"):
        hold_all(folder, "page.html", alone=True)


@pytest.mark.parametrize(
    ("policy", "faults"),
    [
        (hash_code("script", "ran = 1"), 0),
        (hash_code("style", "ran = 1"), 1),  # a script is allowed by its own directive alone
        (hash_code("script", "ran = 2"), 1),
        ("script-src 'self'", 1),
    ],
)
def test_code_in_a_page_is_refused_unless_the_policy_names_its_hash(policy: str, faults: int) -> None:
    meta = f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; {policy}">'
    page = ProducedPage(f"{meta}<p>Words</p><script>ran = 1</script>".encode())
    assert [rule for _, _, rule in page.faults] == ["inline-code"] * faults


def test_a_policy_behind_the_code_allows_nothing() -> None:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{hash_code("script", "1")}">'
    assert ProducedPage(f"<script>1</script>{meta}".encode()).faults != []
