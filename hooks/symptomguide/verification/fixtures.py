"""What looks at a built site share: the site, its records and its tree, and a browser on any of its pages.

`guide_root`, the project, comes from the conftest that imports these, and so does `given_site`: the folder of a site
that is looked at as it is, with the offline copy beside its pages, or None to build one.
"""

from __future__ import annotations

import datetime
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

from symptomguide.check import load_guide
from symptomguide.guide import Guide
from symptomguide.tree import Graph, Route, build_library_graph, walk_routes

from .browser import serve
from .project import Bundle, build_once, bundle_once, shared_folder
from .reader import Reader
from .site import PHONE, Site, Watched, prefix_of, read_site
from .survey import Facts, survey

LATER = datetime.date(2200, 1, 1)
"""A day by which every record was written."""


@pytest.fixture(scope="session")
def built_site(guide_root: Path, tmp_path_factory: pytest.TempPathFactory, given_site: Path | None) -> Path:
    """The folder of the site, built once for all workers; tests read it and never write to it."""
    return given_site or build_once(shared_folder(tmp_path_factory, guide_root), guide_root, "site")


@pytest.fixture(scope="session")
def offline_site(
    guide_root: Path,
    tmp_path_factory: pytest.TempPathFactory,
    given_site: Path | None,
    request: pytest.FixtureRequest,
) -> Path:
    """The folder of the site for use without a server, built once for all workers; never written to."""
    if given_site:
        copy: Bundle = request.getfixturevalue("bundle")
        return copy.folder
    return build_once(shared_folder(tmp_path_factory, guide_root), guide_root, "offline", "--offline")


@pytest.fixture(scope="session")
def bundle(guide_root: Path, tmp_path_factory: pytest.TempPathFactory, given_site: Path | None) -> Bundle:
    """The offline copy, made once for all workers; tests read it and never write to it."""
    return bundle_once(shared_folder(tmp_path_factory, guide_root), guide_root, given_site)


@pytest.fixture(scope="session")
def guide(guide_root: Path) -> Guide:
    """Records and pages that the built site was made from."""
    return load_guide(guide_root, LATER)


@pytest.fixture(scope="session")
def graph(guide: Guide) -> Graph:
    """The tree of the check."""
    assert guide.library.tree is not None, "there is no decision tree"
    return build_library_graph(guide.library.tree, guide.library)


@pytest.fixture(scope="session")
def routes(graph: Graph) -> list[Route]:
    """Every path through the tree."""
    return list(walk_routes(graph))


@pytest.fixture(scope="session")
def root(built_site: Path) -> Iterator[str]:
    """The address of the site on a server, in the sub-path that it was built for, else in any."""
    with serve(built_site, prefix_of(built_site).strip("/")) as address:
        yield f"{address}{prefix_of(built_site)}"


@pytest.fixture(scope="session")
def served(built_site: Path, guide: Guide, root: str) -> Site:
    """The site on a server, in a sub-path."""
    return read_site(built_site, guide, root, directories=True)


@pytest.fixture(scope="session")
def in_folder(offline_site: Path, guide: Guide) -> Site:
    """The site for use without a server, opened from its folder."""
    return read_site(offline_site, guide, f"{offline_site.as_uri()}/", directories=False)


@pytest.fixture(scope="session")
def facts(
    served: Site, chromium: Browser, guide_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Facts]:
    """What one page of each kind shows on a server; visited once for all workers."""
    return _visit_once(served, chromium, shared_folder(tmp_path_factory, guide_root) / "facts-served", look=True)


@pytest.fixture(scope="session")
def folder_facts(
    in_folder: Site, chromium: Browser, guide_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Facts]:
    """What a few pages of different depth and layout show when opened from a folder."""
    few = {kind: path for kind, path in in_folder.kinds.items() if kind in ("home", "check") or "emergency" in kind}
    file = shared_folder(tmp_path_factory, guide_root) / "facts-folder"
    return _visit_once(replace(in_folder, kinds=few), chromium, file, look=False)


def _visit_once(site: Site, browser: Browser, name: Path, *, look: bool) -> dict[str, Facts]:
    """Each kind of page is visited by one worker; two that come at once begin with a half each."""
    facts: dict[str, Facts] = {}
    first = os.environ.get("PYTEST_XDIST_WORKER", "gw0").endswith(("1", "3", "5", "7", "9"))
    for half in (first, not first):
        file = name.with_name(f"{name.name}-{half:d}.json")
        with file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not file.exists():
                found = survey(site, browser, list(site.kinds)[half::2], look=look)
                file.write_text(json.dumps({kind: asdict(seen) for kind, seen in found.items()}), encoding="utf-8")
        facts |= {kind: Facts(**seen) for kind, seen in json.loads(file.read_text(encoding="utf-8")).items()}
    return facts


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Watched]]:
    """Opens a watched page in a fresh context; arguments are those of Playwright's new_context."""
    with ExitStack() as contexts:

        def open_one(**options: Any) -> Watched:
            context = chromium.new_context(**{"viewport": PHONE, "color_scheme": "light", **options})
            contexts.callback(context.close)
            return Watched(context.new_page())

        yield open_one


@pytest.fixture
def visit(chromium: Browser, root: str) -> Iterator[Callable[..., Reader]]:
    """Opens the check in a fresh context.

    `address` replaces that on the server, `after` is a page to go back to, other arguments are new_context's.
    """
    with ExitStack() as contexts:

        def open_one(
            *,
            address: str = "",
            after: str = "",
            before: Callable[[Any], None] | None = None,
            wait_until: Any = "load",
            **options: Any,
        ) -> Reader:
            context = chromium.new_context(**{"viewport": PHONE, **options})
            contexts.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(5000)
            if before:
                before(page)
            if after:
                page.goto(after)
            page.goto(address or f"{root}check/", wait_until=wait_until)
            reader = Reader(page)
            reader.look_around()
            return reader

        yield open_one
