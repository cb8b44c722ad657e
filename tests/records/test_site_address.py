"""Engine tests: what is no address of a site is refused, with what to write, before anything is built on it."""

from __future__ import annotations

import pytest

from symptomguide.addresses import find_address_fault


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "https://example.org/", "https://example.org/guide/", "https://example.org:8443/a/b"],
)
def test_a_host_and_a_path_are_an_address(address: str) -> None:
    assert find_address_fault(address) == ""


@pytest.mark.parametrize(
    ("address", "remedy"),
    [
        ("example.org/guide", "in full, such as https://"),
        ("//example.org/guide/", "in full, such as https://"),
        ("http://example.org/guide/", "in full, such as https://"),
        ("https:///guide/", "in full, such as https://"),
        ("https://[example/", "in full, such as https://"),
        ("https://example.org:port/", "in full, such as https://"),
        ("https://example.org/a guide/", "in full, such as https://"),
        ('https://example.org/"x"/', "in full, such as https://"),
        ("/guide/", "in full, such as https://"),
        ("https://me@example.org/", "no user name"),
        ("https://example.org/?page=1", "before any ? or #"),
        ("https://example.org/#top", "before any ? or #"),
    ],
)
def test_all_else_is_refused_with_what_to_write(address: str, remedy: str) -> None:
    assert remedy in find_address_fault(address)
