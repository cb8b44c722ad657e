"""Verification: no class, id or address is one that the usual lists of blockers hide or do not load.

Such lists hide an element by a whole name (`##.banner`) or by how a name begins (`[id^="ad-"]`), and stop a request by
a folder (`/ads/`) or by a word at an end of a file's name (`-ad.`, `/track.`). The words here are what they share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .faults import expect_empty

HIDDEN = re.compile(
    r"ads?|ad(box|sense|slot|space)|advert(s|isement|ising)?|banners?|consent|cookies?|facebook|gdpr|interstitial|linkedin"
    r"|newsletter|paywall|pinterest|pop(over|under|up)|promo(ted|tion)?|shar(e|es|ing)|social|sponsor(s|ed|ship)?"
    r"|subscri(be|ption)|tweet|twitter|whatsapp"
)
"""Words for what lists hide."""

AROUND = re.compile(
    r"area|bar|block|bod(y|ies)|bottom|box|buttons?|cf|col|column|container|content|footer|head(er)?|icons?|inner|items?"
    r"|left|links?|list|main|message|modal|notice|outer|page|panel|right|row|section|side(bar)?|slot|space|text|title|top"
    r"|unit|widget|wrap(per)?|zone"
)
"""Words that stand beside them in a name and change nothing: `banner-wrapper`, `social-icons`."""

STOPPED = re.compile(
    r"ads?|ad(server|service)|adverts?|advertising|analytics|banners?|beacon|counter|doubleclick|pagead|pixel|pop(under|up)"
    r"|promo|share|social|sponsors?|stats|telemetry|track(er|ers|ing)?|webstats"
)
"""Names of folders, and words at an end of a file's name, that are not loaded."""

NAMES = re.compile(r'\s(?:class|id)="([^"]*)"')
PARTS = re.compile(r"[^a-z0-9]+")


def is_hidden(name: str) -> bool:
    """Whether lists hide an element with this class or id: it is named after what they hide, and after nothing else."""
    parts = [part for part in PARTS.split(name.lower()) if part and not part.isdigit()]
    named = [part for part in parts if HIDDEN.fullmatch(part)]
    whole = all(HIDDEN.fullmatch(part) or AROUND.fullmatch(part) for part in parts)
    return bool(parts) and (parts[0] in ("ad", "ads") or (bool(named) and whole))


def is_stopped(address: str) -> bool:
    """Whether lists stop a request for this address from the root of the site."""
    *folders, file = address.lower().split("/")
    words = [word for word in PARTS.split(file.partition(".")[0]) if word]
    return any(map(STOPPED.fullmatch, [*folders, *words[:1], *words[-1:]]))


def names_in(folder: Path) -> Iterator[tuple[str, str]]:
    """(class or id, page) of every element."""
    for file in folder.rglob("*.html"):
        page = file.relative_to(folder).as_posix()
        for names in NAMES.findall(file.read_text(encoding="utf-8")):
            yield from ((name, page) for name in names.split())


def test_no_name_is_one_that_blockers_hide(built_site: Path) -> None:
    expect_empty({name: page for name, page in names_in(built_site) if is_hidden(name)})


def test_no_address_is_one_that_blockers_stop(built_site: Path) -> None:
    addresses = [file.relative_to(built_site).as_posix() for file in built_site.rglob("*") if file.is_file()]
    assert addresses
    expect_empty({address: "rename it" for address in addresses if is_stopped(address)})


@pytest.mark.parametrize(
    "name", ["banner", "ad-slot", "cf-share", "cookie_banner", "social-icons", "Sponsored", "ads-2"]
)
def test_a_name_that_blockers_hide_is_told(name: str) -> None:
    assert is_hidden(name)


@pytest.mark.parametrize("name", ["cf-lead", "training-load", "cf-page__side", "about-cookies-and-you", "head", "2026"])
def test_a_name_that_only_holds_such_a_word_is_not(name: str) -> None:
    assert not is_hidden(name)


@pytest.mark.parametrize("address", ["ads/x.js", "assets/track.12345678.js", "share/index.html", "a/top-banner.png"])
def test_an_address_that_blockers_stop_is_told(address: str) -> None:
    assert is_stopped(address)


@pytest.mark.parametrize("address", ["assets/guide.12345678.js", "causes/load/index.html", "a/head-and-neck.svg"])
def test_an_address_that_only_looks_so_is_not(address: str) -> None:
    assert not is_stopped(address)
