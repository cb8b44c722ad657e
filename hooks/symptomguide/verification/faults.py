"""How the verification says what is wrong: a line for each fault, with the page and the record it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symptomguide.addresses import url_of
from symptomguide.guide import Guide

MOST = 30
"""Faults that one test shows; more of the same kind say nothing new."""


class Faults(AssertionError):
    """What is wrong, a line each."""


def expect_none(faults: Iterable[object]) -> None:
    """Raises Faults with a line for each fault; the test's own name says what should be."""
    found = [str(fault) for fault in faults]
    if found:
        more = [f"and {len(found) - MOST} more"] if len(found) > MOST else []
        raise Faults("\n".join(f"  {line}" for line in [*found[:MOST], *more]))


def expect_empty(found: Mapping[str, object]) -> None:
    """Raises Faults with a line for each name that has anything to it."""
    expect_none(f"{name}: {value}" for name, value in found.items() if value)


def name_page(guide: Guide, address: str) -> str:
    """A page as an editor knows it: `causes/x/, from site-data/causes/x.yaml`."""
    address = address.removesuffix("index.html")
    source = next((path for doc, path in guide.docs.items() if url_of(doc, directories=True) == address), "")
    return f"{address or 'the home page'}{f', from {source}' if source else ''}"
