"""Engine tests: each promise of the produced pages is seen to be broken by a planted fault, and kept without one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from symptomguide.cli.commands import main
from symptomguide.publish import orphans, produced, promises, readback
from symptomguide.publish.produced import ProducedPage, ProducedSite, read_site
from symptomguide.publish.promises import check_promises
from tests.built.test_readback import FAULTS, FAULTY


@pytest.fixture(scope="module")
def sound(built_site: Path) -> ProducedSite:
    return read_site(built_site)


def find_page(site: ProducedSite, pattern: str) -> str:
    """The first page on which the pattern is found."""
    return next(name for name, page in sorted(site.pages.items()) if re.search(pattern, page.text, re.DOTALL))


PLANTED: Mapping[str, tuple[str, str, str]] = {
    "policy: none": ("policy", r'<meta http-equiv="Content[^>]*>', ""),
    "policy: another": ("policy", r"script-src &#39;self&#39;|script-src 'self'", "script-src *"),
    "policy: a host beside the hashes": (
        "policy",
        r"script-src 'self'; style-src 'self'; img-src 'self' data:",
        f"script-src 'sha256-{'A' * 44}' https://example.org; style-src 'sha256-{'A' * 44}'; img-src data:",
    ),
    "policy: two": ("policy", r'(<meta http-equiv="Content[^>]*>)', r"\1\1"),
    "policy: too late": ("policy", r'(<meta http-equiv="Content[^>]*>)(.*?)(<script src[^>]*></script>)', r"\3\2\1"),
    "title": ("no-title", r"<title>.*?</title>", "<title> </title>"),
    "description": ("no-description", r'<meta name="description"[^>]*>', ""),
    "language": ("no-language", r'<html lang="en"', '<html lang=""'),
    "moves on": (
        "moves-on",
        r'(<meta charset="utf-8">)',
        r'\1<meta http-equiv="refresh" content="0; url=./nowhere/">',
    ),
    "no main heading": ("main-heading", r"<h1(.*?)</h1>", r"<h2\1</h2>"),
    "two main headings": ("main-heading", r"(<h1.*?</h1>)", r"\1\1"),
    "dates": ("no-date", r'<div class="cf-stamp">', '<div class="cf-other">'),
    "level in a list": ("level-differs", r'(<a class="cf-pattern .*?cf-tag--)soon', r"\1self-care"),
    "level of a result": ("level-differs", r"cf-verdict--emergency", "cf-verdict--soon"),
    "result that is gone": ("unreadable-result", r'data-outcome="[^"]*"', 'data-gone=""'),
    "result that is hidden": ("unreadable-result", r'(data-outcome="[^"]*")', r"\1 hidden"),
    "result without a list": ("unreadable-result", r'(data-outcome="[^"]*">).*?(</section>)', r"\1\2"),
    "signs that are gone": ("unreadable-signs", r'id="care-emergency".*?</section>', 'id="care-emergency"></section>'),
    "place without a name": ("figure-region", r'(<a class="cf-fig__[^>]*)aria-label="[^"]*"', r"\1"),
}
"""What is planted: the rule that must find it, what is looked for on a page, and what is put there."""
ON = {
    "description": r'class="cf-first__level"',
    "dates": r'class="cf-first__level".*?class="cf-stamp"',
    **{name: r"<html [^>]*data-cf-check" for name in PLANTED if "result" in name or "signs" in name},
}
"""Where only a page of a kind will do: what that has."""


def test_a_sound_site_keeps_every_promise(sound: ProducedSite) -> None:
    assert check_promises(sound, "site") == []


def test_a_sound_copy_keeps_every_promise(offline_site: Path) -> None:
    assert check_promises(read_site(offline_site), "copy") == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found(sound: ProducedSite, name: str) -> None:
    rule, pattern, put = PLANTED[name]
    page = find_page(sound, ON.get(name, pattern))
    text, count = re.subn(pattern, put, sound.pages[page].text, count=1, flags=re.DOTALL)
    assert count == 1
    site = ProducedSite(sound.folder, {**sound.pages, page: ProducedPage(text.encode())})
    found = check_promises(site, "site")
    assert rule in {problem.rule for problem in found if problem.path == f"site/{page}"}, found


def test_a_file_that_no_page_needs_is_found(sound: ProducedSite, tmp_path: Path) -> None:
    folder = shutil.copytree(sound.folder, tmp_path / "site")
    (folder / "assets/draft.txt").write_text("not for readers")
    found = check_promises(ProducedSite(folder, sound.pages), "site")
    assert [(problem.path, problem.rule) for problem in found] == [("site/assets/draft.txt", "stray-file")]


def test_the_command_reads_any_folder(sound: ProducedSite, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["read-back", str(sound.folder)])
    assert (done.exit_code, done.output) == (0, f"{len(sound.pages)} pages: no problem found\n")
    (tmp_path / "index.html").write_text('<a href="gone/">x</a>')
    done = CliRunner().invoke(main, ["read-back", str(tmp_path)])
    assert done.exit_code == 1
    assert {"[dead-address]", "[policy]", "[no-title]"} <= set(re.findall(r"\[[a-z-]+\]", done.output))


def test_every_check_of_produced_pages_has_a_planted_fault() -> None:
    modules = (produced, readback, promises, orphans)
    source = "\n".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in modules)
    ids = set(re.findall(r', "([a-z]+(?:-[a-z]+)+|policy|orphan)"[)\]]*$', source, re.MULTILINE))
    planted = {rule for rule, *_ in PLANTED.values()} | {rule for _, rule in FAULTY.values()}
    planted |= {fault["rule"] for fault in FAULTS.values()} | {"stray-file", "empty-site"}
    assert len(ids) > 12
    assert {name for name in ids - planted if not name.startswith("aria-")} == set()
