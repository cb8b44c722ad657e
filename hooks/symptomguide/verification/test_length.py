"""Verification: no page is longer than a reader scrolls, and no line longer than an eye follows."""

from __future__ import annotations

from symptomguide.addresses import ANCHOR_PAGES, url_of

from .faults import expect_none
from .survey import Facts

MOST_SCREENS = 20
"""Screens of a phone that a page may take. The check shows one question at a time; only printed is it long."""
MOST_LETTERS = 75
"""Letters of a line on a desktop, at the mean width of letters."""
LISTS = frozenset({url_of(ANCHOR_PAGES["sources"], directories=True).strip("/")})
"""Pages of citations, which nobody reads from top to bottom."""


def test_no_page_is_longer_than_a_reader_scrolls(facts: dict[str, Facts]) -> None:
    measured = {kind: seen.screens for kind, seen in facts.items() if kind not in LISTS}
    expect_none(
        f"{kind}: {screens:.1f} screens of a phone" for kind, screens in measured.items() if screens > MOST_SCREENS
    )


def test_no_line_is_longer_than_an_eye_follows(facts: dict[str, Facts]) -> None:
    expect_none(
        f"{kind}: {seen.letters:.0f} letters in a line" for kind, seen in facts.items() if seen.letters > MOST_LETTERS
    )
