"""Verification: how sure a list is, is said once; only what differs is marked; no source and no other side is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag
from xml.etree.ElementTree import Element

from symptomguide.addresses import MACRO_PAGE, PAGE_KINDS, url_of
from symptomguide.guide import Guide
from symptomguide.models import Action
from symptomguide.records.walk import walk_parts
from symptomguide.text import plain

from .dom import find_main, text_of
from .faults import expect_none


def list_pages(site: Path) -> Iterator[tuple[str, Element]]:
    """(address, what stands between header and footer) of every page for readers."""
    for file in sorted(site.rglob("index.html")):
        address = file.parent.relative_to(site).as_posix()
        if f"{address}/" != url_of(MACRO_PAGE, directories=True):
            yield address, find_main(file)


def has_class(element: Element, name: str) -> bool:
    return name in (element.get("class") or "").split()


def words_of_badge(proof: Element) -> str:
    """What the badge says, without what is behind it."""
    summary = proof.find("summary")
    assert summary is not None
    return text_of(summary)


def test_a_line_is_marked_only_where_it_differs_from_the_rest_of_its_list(built_site: Path) -> None:
    lists, noise = 0, []
    for address, main in list_pages(built_site):
        for parent in main.iter():
            for usual, lines in _lists_in(parent):
                lists += 1
                said = words_of_badge(usual).removeprefix("All of these: ").removesuffix(", unless marked").casefold()
                marks = [part for line in lines for part in line.iter("details") if has_class(part, "cf-proof")]
                noise += [f"{address}: a line is marked '{said}' too" for one in marks if _says(one, said)]
    assert lists, "no list says how sure it is"
    expect_none(noise)


def _lists_in(parent: Element) -> Iterator[tuple[Element, list[Element]]]:
    """(what is said of all, what it is said of) for each list that stands right in an element."""
    before: list[Element] = []
    for child in parent:
        if has_class(child, "cf-proof--all"):
            yield child, before
        before = [] if child.tag in ("h2", "h3", "details") else [*before, child]


def _says(mark: Element, usual: str) -> bool:
    return not has_class(mark, "cf-proof--all") and words_of_badge(mark).casefold() == usual


def test_all_that_a_record_tells_keeps_its_sources_its_strength_and_its_other_side(
    built_site: Path, guide: Guide
) -> None:
    words = {entry.strength: entry.word.casefold() for entry in guide.library.site.strength_words}
    lost = []
    for kind in PAGE_KINDS:
        for record in guide.library.records[kind].values():
            main = find_main(built_site / kind / record.id / "index.html")
            text = text_of(main)
            cited = {urldefrag(link.get("href", "")).fragment for link in main.iter("a") if has_class(link, "cf-chip")}
            badges = " ".join(words_of_badge(part) for part in main.iter("details") if has_class(part, "cf-proof"))
            for _, action in walk_parts(record):
                if isinstance(action, Action):
                    found = set(action.sources) <= cited and words[action.strength] in badges.casefold()
                    if not found or " ".join(plain(action.other_side or "").split()) not in text:
                        lost.append(f"{kind}/{record.id}: {action.text}")
    expect_none(lost)
