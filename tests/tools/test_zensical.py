"""Engine tests: what Zensical lacks is told item by item, and said plainly where there is no Zensical to look at."""

from __future__ import annotations

import sys

import pytest

from tests.tools.zensical import Zensical, find_zensical, list_items, read_extensions

CONFIG = {
    "site_name": "Guide",
    "hooks": ["hooks/site_hooks.py"],
    "theme": {"name": "material", "features": ["navigation.tabs", "no.such"]},
    "plugins": ["search", "unheard-of"],
    "markdown_extensions": ["attr_list", {"toc": {"permalink": False}}, "engine.blocks"],
}
TEMPLATES = {"partials/language.html": "{% block content %}navigation.tabs{% endblock %}"}


def lacking(code: str, *modules: str) -> set[tuple[str, str]]:
    known = dict.fromkeys(read_extensions(CONFIG).values(), False) | dict.fromkeys(modules, True)
    found = list_items(CONFIG, Zensical("0", code, TEMPLATES, known))
    return {(item.kind, item.name) for item in found if not item.there}


@pytest.fixture
def told() -> set[tuple[str, str]]:
    code = 'set_default("site_name") "theme" "plugins" "search" "markdown_extensions"'
    return lacking(code, "markdown.extensions.attr_list", "engine.blocks")


def test_settings_plugins_features_and_extensions_that_are_lacking_are_told(told: set[tuple[str, str]]) -> None:
    assert {
        ("setting", "hooks"),
        ("plugin", "unheard-of"),
        ("theme feature", "no.such"),
        ("Markdown extension", "toc"),
    } <= told
    assert not told & {
        ("setting", "site_name"),
        ("plugin", "search"),
        ("theme feature", "navigation.tabs"),
        ("Markdown extension", "engine.blocks"),
    }


def test_each_hook_of_ours_and_what_hooks_give_to_templates_is_lacking_without_hooks(
    told: set[tuple[str, str]],
) -> None:
    assert {("hook", "on_files"), ("hook", "on_page_context"), ("value given to templates by a hook", "asset")} <= told
    assert ("hook", "on_files") not in lacking('"hooks"')


def test_blocks_and_templates_that_ours_rest_on_are_looked_for(told: set[tuple[str, str]]) -> None:
    assert ("block", "site_meta") in told
    assert ("block", "content") not in told
    assert ("template that ours take in", "partials/language.html") not in told


def test_an_environment_without_it_gives_none() -> None:
    assert find_zensical(sys.executable, ()) is None
