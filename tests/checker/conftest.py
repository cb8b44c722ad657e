"""A browser on the page of the check, and the tree as Python sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from symptomguide.tree import Graph, Route, walk_routes
from tests.browser import PREFIX, serve
from tests.story_report import load_graph

from .reader import Reader


@pytest.fixture(scope="session")
def root(built_site: Path) -> Iterator[str]:
    """The address of the site on a server, in a sub-path."""
    with serve(built_site) as address:
        yield f"{address}{PREFIX}/"


@pytest.fixture(scope="session")
def graph() -> Graph:
    return load_graph()


@pytest.fixture(scope="session")
def routes(graph: Graph) -> list[Route]:
    return list(walk_routes(graph))


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
            context = chromium.new_context(**{"viewport": {"width": 390, "height": 844}, **options})
            contexts.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(5000)
            if before:
                before(page)
            if after:
                page.goto(after)
            page.goto(address or f"{root}check/", wait_until=wait_until)
            return Reader(page)

        yield open_one
