"""A browser, the built site behind a server and in a folder, and what one visit to each kind of page shows."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser import PREFIX, serve

from .site import PHONE, Site, Watched, read_site
from .survey import Facts, survey


@pytest.fixture(scope="session")
def served(built_site: Path) -> Iterator[Site]:
    """The site on a server, in a sub-path."""
    with serve(built_site) as root:
        yield read_site(built_site, f"{root}{PREFIX}/", directories=True)


@pytest.fixture(scope="session")
def in_folder(offline_site: Path) -> Site:
    """The site for use without a server, opened from its folder."""
    return read_site(offline_site, f"{offline_site.as_uri()}/", directories=False)


@pytest.fixture(scope="session")
def facts(served: Site, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Facts]:
    """What one page of each kind shows on a server; visited once for all workers."""
    return _visit_once(served, chromium, tmp_path_factory, "facts-served", look=True)


@pytest.fixture(scope="session")
def folder_facts(in_folder: Site, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Facts]:
    """What a few pages of different depth and layout show when opened from a folder."""
    few = {kind: path for kind, path in in_folder.kinds.items() if kind in ("home", "check") or "emergency" in kind}
    return _visit_once(replace(in_folder, kinds=few), chromium, tmp_path_factory, "facts-folder", look=False)


def _visit_once(
    site: Site, browser: Browser, factory: pytest.TempPathFactory, name: str, *, look: bool
) -> dict[str, Facts]:
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base  # workers have a folder each below one
    file = shared / f"{name}.json"
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            found = {kind: asdict(seen) for kind, seen in survey(site, browser, look=look).items()}
            file.write_text(json.dumps(found), encoding="utf-8")
    return {kind: Facts(**seen) for kind, seen in json.loads(file.read_text(encoding="utf-8")).items()}


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Watched]]:
    """Opens a watched page in a fresh context; arguments are those of Playwright's new_context."""
    with ExitStack() as contexts:

        def open_one(**options: Any) -> Watched:
            context = chromium.new_context(**{"viewport": PHONE, "color_scheme": "light", **options})
            contexts.callback(context.close)
            return Watched(context.new_page())

        yield open_one
