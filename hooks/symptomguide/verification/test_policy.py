"""The content-security policy stands on every page, nothing the site does runs against it, and it does block."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from symptomguide.addresses import UNKNOWN_FILE

from .site import Site, Watched
from .survey import Facts

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "base-uri": "'none'",
    "form-action": "'none'",
}
META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
FIRST_LOAD = re.compile(r"<(?:script|link|style|img)\b")
HASH = re.compile(r" 'sha256-[\w+/=]{44}'")
CHECK_FILE = "-check.html"
"""What the check in one file is called, whose policy names hashes alone: `test_alone.py` looks at it."""
PLANTS = {
    "a script in the page": """
        const one = document.createElement("script");
        one.textContent = "window.ran = 1";
        document.body.append(one);""",
    "a handler in an attribute": """
        const one = document.createElement("button");
        one.setAttribute("onclick", "window.ran = 1");
        document.body.append(one);
        one.click();""",
    "a script from another host": """
        const one = document.createElement("script");
        one.src = "https://example.org/x.js";
        document.body.append(one);""",
    "a style in the page": """
        const one = document.createElement("style");
        one.textContent = "main { display: none }";
        document.body.append(one);
        if (getComputedStyle(document.querySelector("main")).display === "none") window.ran = 1;""",
    "a call to another host": 'fetch("https://example.org/").catch(() => {});',
}


def read_policy(page: Path) -> dict[str, str]:
    """The directives of the one policy of a page, which stands before anything that it has to hold for."""
    text = page.read_text(encoding="utf-8")
    found = META.findall(text)
    assert len(found) == 1, f"{page} has {len(found)} policies"
    loading = FIRST_LOAD.search(text)
    assert loading is None or loading.start() > text.index(found[0]), f"{page} loads something before its policy"
    return {one.split()[0]: one.split(maxsplit=1)[1] for one in map(str.strip, found[0].split(";"))}


def without_own_code(page: Path, policy: dict[str, str]) -> dict[str, str]:
    """A policy; without the hashes of what is inside where it is that of the page for unknown addresses."""
    return {name: HASH.sub("", value) for name, value in policy.items()} if page.name == UNKNOWN_FILE else policy


@pytest.mark.parametrize("form", ["served", "in_folder"])
def test_every_page_carries_exactly_the_strict_policy(form: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(form)
    pages = [page for page in sorted(site.folder.rglob("*.html")) if not page.name.endswith(CHECK_FILE)]
    assert pages
    assert [page.name for page in pages if without_own_code(page, read_policy(page)) != POLICY] == []


@pytest.mark.parametrize("form", ["facts", "folder_facts"])
def test_no_page_state_runs_against_the_policy_or_complains(form: str, request: pytest.FixtureRequest) -> None:
    facts: dict[str, Facts] = request.getfixturevalue(form)
    assert {kind: seen.complaints for kind, seen in facts.items() if seen.complaints} == {}


@pytest.mark.parametrize("form", ["facts", "folder_facts"])
def test_search_and_theme_switch_work_under_the_policy(form: str, request: pytest.FixtureRequest) -> None:
    facts: dict[str, Facts] = request.getfixturevalue(form)
    assert [kind for kind, seen in facts.items() if not seen.results or not seen.theme_switched] == []


@pytest.mark.parametrize("form", ["facts", "folder_facts"])
def test_nothing_is_asked_of_another_host(form: str, request: pytest.FixtureRequest) -> None:
    facts: dict[str, Facts] = request.getfixturevalue(form)
    assert {kind: seen.requests_abroad for kind, seen in facts.items() if seen.requests_abroad} == {}


@pytest.mark.parametrize("form", ["served", "in_folder"])
@pytest.mark.parametrize("plant", PLANTS)
def test_what_is_planted_is_blocked(
    plant: str, form: str, request: pytest.FixtureRequest, open_page: Callable[..., Watched]
) -> None:
    site: Site = request.getfixturevalue(form)
    watched = open_page()
    watched.page.goto(site.url("home"))
    with watched.page.expect_console_message(lambda message: message.text.startswith("policy:")):
        watched.page.evaluate(f"() => {{ {PLANTS[plant]} }}")
    assert watched.page.evaluate("window.ran") is None


def test_without_the_policy_the_planted_script_would_run(served: Site, open_page: Callable[..., Watched]) -> None:
    watched = open_page(bypass_csp=True)
    watched.page.goto(served.url("home"))
    watched.page.evaluate(f"() => {{ {PLANTS['a script in the page']} }}")
    assert watched.page.evaluate("window.ran") == 1
