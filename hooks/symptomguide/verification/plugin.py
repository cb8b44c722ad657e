"""The one browser of a run; failures of the verification in plain words; how many tests of each kind failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from .browser import launch_chromium

HERE = Path(__file__).parent
ENGINE, VERIFICATION = "engine tests", "verification"
OUTCOMES = ("passed", "failed", "error", "skipped")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one browser of a run: Playwright cannot start a second time while a process has it running."""
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        yield browser
        browser.close()


def pytest_configure(config: pytest.Config) -> None:
    """Names the marks that tests here carry."""
    config.addinivalue_line("markers", "browser: needs a browser; -m 'not browser' leaves it out")
    config.addinivalue_line("markers", "full: takes longer; `make test-full` runs it, `make test` does not")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every test that looks through the browser."""
    for item in items:
        cases = getattr(getattr(item, "callspec", None), "params", {}).values()
        needed = {*getattr(item, "fixturenames", ()), *(case for case in cases if isinstance(case, str))}
        if needed & {"chromium", "facts", "folder_facts"}:
            item.add_marker("browser")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Notes the kind of a test, and lets a failed verification say what is wrong instead of where Python was."""
    outcome = yield
    report = outcome.get_result()
    of_site = HERE in item.path.parents
    report.user_properties.append(("kind", VERIFICATION if of_site else ENGINE))
    if of_site and report.failed and call.excinfo is not None and not item.config.option.fulltrace:
        report.longrepr = f"{_sentence(item)}\n{_reason(call.excinfo.value)}"


def _sentence(item: pytest.Item) -> str:
    """The name of a test as a sentence."""
    name, _, case = item.name.partition("[")
    return name.removeprefix("test_").replace("_", " ") + (f" ({case.rstrip(']')})" if case else "")


def _reason(error: BaseException) -> str:
    """What an exception says, without its kind where the verification itself raised it."""
    words = str(error).strip() or type(error).__name__
    return words if isinstance(error, AssertionError) else f"could not be verified: {type(error).__name__}: {words}"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says how many tests of each kind passed and failed."""
    counts: dict[str, Counter[str]] = {ENGINE: Counter(), VERIFICATION: Counter()}
    for outcome in OUTCOMES:
        for report in terminalreporter.stats.get(outcome, ()):
            kind = dict(getattr(report, "user_properties", ())).get("kind")  # none where a file failed to load
            if kind in counts and (report.when == "call" or outcome != "passed"):
                counts[kind][outcome] += 1
    terminalreporter.ensure_newline()
    for kind, found in counts.items():
        if found:
            said = ", ".join(f"{found[name]} {name}" for name in OUTCOMES if found[name])
            bad = found["failed"] or found["error"]
            terminalreporter.write_line(f"{kind}: {said}", red=bool(bad), green=not bad)
