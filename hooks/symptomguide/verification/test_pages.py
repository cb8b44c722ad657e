"""What stands on the pages: every record, linked both ways, danger signs where they are looked for."""

from __future__ import annotations

import functools
import itertools
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag
from xml.etree.ElementTree import Element

import pytest
import yaml

from symptomguide.addresses import ANCHOR_PAGES, INDEX_PAGE, MACRO_PAGE, PAGE_KINDS, find_target, url_of
from symptomguide.documents.document import list_documents
from symptomguide.documents.search import SCRIPT
from symptomguide.guide import Guide
from symptomguide.models import Cause, Claim, Mechanic, Muscle, Recovery, RedFlag, Source
from symptomguide.text import plain

from .dom import find_main, headings, ids, links, read_page, text_of
from .faults import expect_empty, expect_none


def page_file(site: Path, address: str) -> Path:
    """The file of the page at `address`, such as `causes/x/`."""
    return site / address / "index.html"


def words_on(site: Path, address: str) -> str:
    """The words of a page between header and footer."""
    return text_of(find_main(page_file(site, address)))


def links_on(site: Path, address: str) -> set[str]:
    """The pages that a page links to between header and footer."""
    return set(links(find_main(page_file(site, address)), address))


def said(text: str) -> str:
    """A text of a record as a reader sees it."""
    return " ".join(plain(text).split())


@functools.cache
def search_documents(site: Path) -> dict[str, list[list[Any]]]:
    """What the search knows: lists for objects, as `symptomguide.documents.search` writes them."""
    (file,) = site.glob(SCRIPT.replace(".js", ".????????.js"))
    text = file.read_text(encoding="utf-8")
    documents: dict[str, list[list[Any]]] = json.loads(text[text.index("=") + 1 :].strip().removesuffix(";"))
    return documents


def addresses(site: Path) -> list[str]:
    """The address of every page but the one for unknown addresses."""
    found = [file.parent.relative_to(site).as_posix() for file in sorted(site.rglob("index.html"))]
    return ["" if address == "." else f"{address}/" for address in found]


# --- Every record has its place


def records(guide: Guide) -> list[str]:
    """kind/id of every record with a page of its own."""
    return [f"{kind}/{name}" for kind in PAGE_KINDS for name in guide.library.records[kind]]


def test_the_page_of_a_record_is_there_and_its_section_and_search_lead_to_it(built_site: Path, guide: Guide) -> None:
    found = {url for url, *_ in search_documents(built_site)["pages"]}
    for path in records(guide):
        assert page_file(built_site, f"{path}/").is_file(), path
        assert f"{path}/" in links_on(built_site, f"{path.split('/')[0]}/"), path
        assert f"{path}/" in found, path


def test_a_cause_is_two_clicks_from_the_home_page(built_site: Path, guide: Guide) -> None:
    first = set(links(read_page(page_file(built_site, "")), ""))
    near = first.union(*(links_on(built_site, step) for step in first if page_file(built_site, step).is_file()))
    expect_none(name for name in guide.library.records["causes"] if f"causes/{name}/" not in near)


def test_the_home_page_leads_to_the_danger_signs_and_the_check(built_site: Path) -> None:
    assert {"check/", "get-help/"} <= links_on(built_site, "")


def test_a_page_leads_back_to_its_section_and_home(built_site: Path, guide: Guide) -> None:
    expect_none(
        f"{path}/"
        for path in records(guide)
        if not {"", f"{path.split('/')[0]}/"} <= set(links(read_page(page_file(built_site, f"{path}/")), f"{path}/"))
    )


def test_everything_in_the_search_leads_to_a_page_and_a_place_on_it(built_site: Path) -> None:
    lost = []
    for url, *_, parts in search_documents(built_site)["pages"]:
        file = page_file(built_site, url)
        if not file.is_file() or {anchor for _, anchor in parts if anchor} - set(ids(file)):
            lost.append(url)
    assert lost == []


def test_every_name_of_a_page_stands_in_the_index_of_all_pages(built_site: Path, guide: Guide) -> None:
    words = words_on(built_site, url_of(INDEX_PAGE, directories=True))
    documents = list_documents(guide).values()
    expect_none(sorted(name for document in documents for name in document.names if said(name) not in words))


# --- One statement, links both ways


def pairs(guide: Guide) -> Iterator[tuple[str, str]]:
    """(page, page) for each statement of a record that names another one with a page of its own."""
    for cause in guide.library.all(Cause):
        for kind in ("muscles", "mechanics", "recovery"):
            yield from ((f"causes/{cause.id}/", f"{kind}/{name}/") for name in getattr(cause, kind))
    for mechanic in guide.library.all(Mechanic):
        yield from ((f"mechanics/{mechanic.id}/", f"muscles/{name}/") for name in mechanic.muscles)


def test_what_a_record_names_shows_on_both_pages(built_site: Path, guide: Guide) -> None:
    stated = list(pairs(guide))
    one_way = [(a, b) for a, b in stated if b not in links_on(built_site, a) or a not in links_on(built_site, b)]
    assert one_way == []


def test_a_muscle_lists_the_causes_that_name_it_and_no_other(built_site: Path, guide: Guide) -> None:
    for muscle in guide.library.all(Muscle):
        address = f"muscles/{muscle.id}/"
        listed = set(links(section(find_main(page_file(built_site, address)), "causes"), address))
        named = {f"causes/{cause.id}/" for cause in guide.library.all(Cause) if muscle.id in cause.muscles}
        assert listed == named, muscle.id


def section(page: ET.Element, name: str) -> ET.Element:
    """What stands between the heading with that id and the next heading, empty where there is none."""
    found = ET.Element("section")
    for parent in page.iter():
        children = list(parent)
        start = next((index for index, child in enumerate(children, 1) if child.get("id") == name), None)
        for child in children[start:] if start else ():
            if re.fullmatch("h[1-6]", child.tag):
                break
            found.append(child)
    return found


# --- Evidence


def test_every_claim_is_told_with_its_sides_and_sources(built_site: Path, guide: Guide) -> None:
    for claim in guide.library.all(Claim):
        address, anchor = place_of(guide, f"claims/{claim.id}")
        card = parts_of(page_file(built_site, address))[anchor]
        said_there = [claim.statement, *((claim.side_for or "?", claim.side_against or "?") if claim.contested else ())]
        expect_none(f"{claim.id}: {text}" for text in said_there if said(text) not in text_of(card))
        assert {f"evidence/sources/#{source}" for source in claim.sources} <= places(card, address), claim.id


def place_of(guide: Guide, path: str) -> tuple[str, str]:
    """(address of the page, id) of where a record that shares a page is told in full."""
    target = find_target(path, guide.docs)
    assert target is not None, f"no page shows {path}"
    return url_of(target.doc, directories=True), target.anchor


@functools.cache
def parts_of(file: Path) -> dict[str, ET.Element]:
    """Each section of a page that has an id."""
    return {element.attrib["id"]: element for element in find_main(file).iter("section") if "id" in element.attrib}


def places(element: ET.Element, page: str) -> set[str]:
    """Addresses of links with what follows `#`."""
    found = set()
    for link in element.iter("a"):
        alone = ET.Element("div")
        alone.append(link)
        found |= {f"{address}#{urldefrag(link.get('href', '')).fragment}" for address in links(alone, page)}
    return found


def test_every_source_stands_on_the_page_of_sources(built_site: Path, guide: Guide) -> None:
    file = page_file(built_site, "evidence/sources/")
    words, anchors = text_of(find_main(file)), ids(file)
    missing = [
        source.id for source in guide.library.all(Source) if source.id not in anchors or said(source.title) not in words
    ]
    assert missing == []


# --- Danger signs

DANGER = ("emergency", "same-day")


@pytest.mark.parametrize("address", ["get-help/", "check/"])
@pytest.mark.parametrize("level", DANGER)
def test_every_danger_sign_stands_in_the_card_of_its_level(
    built_site: Path, guide: Guide, address: str, level: str
) -> None:
    page = find_main(page_file(built_site, address))
    card = next(element for element in page.iter() if element.get("id") == f"care-{level}")
    shown = {text_of(line) for line in card.iter("li")}
    flags = [flag for flag in guide.library.all(RedFlag) if flag.level == level]
    assert [flag.id for flag in flags if said(flag.card_line) not in shown] == []


def test_every_sign_is_told_in_full_where_links_to_it_lead(built_site: Path, guide: Guide) -> None:
    untold = []
    for flag in guide.library.all(RedFlag):
        address, anchor = place_of(guide, f"red-flags/{flag.id}")
        part = parts_of(page_file(built_site, address)).get(anchor)
        words = text_of(part) if part is not None else ""
        untold += [f"{flag.id}: {text}" for text in (flag.sign, flag.why) if said(text) not in words]
    expect_none(untold)


def test_every_sign_stands_on_the_page_that_lists_them_all_and_leads_to_where_it_is_told(
    built_site: Path, guide: Guide
) -> None:
    address = url_of(ANCHOR_PAGES["red-flags"], directories=True)
    main = find_main(page_file(built_site, address))
    words, led = text_of(main), places(main, address)
    for flag in guide.library.all(RedFlag):
        assert said(flag.sign) in words, flag.id
        page, anchor = place_of(guide, f"red-flags/{flag.id}")
        assert page == address or f"{page}#{anchor}" in led, flag.id


@pytest.mark.parametrize("address", ["get-help/", "check/"])
def test_danger_signs_come_first_and_the_worst_before_the_others(built_site: Path, address: str) -> None:
    page = find_main(page_file(built_site, address))
    order = [element.get("id", "") for element in page.iter() if element.get("id", "").startswith("care-")]
    cards = [name for name in order if not name.endswith("-title")]
    assert cards[:2] == ["care-emergency", "care-same-day"]


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_every_page_of_a_record_names_the_day_it_was_checked(built_site: Path, guide: Guide, kind: str) -> None:
    for name, record in guide.library.records[kind].items():
        assert str(record.checked.year) in text_of(find_main(page_file(built_site, f"{kind}/{name}/")))  # type: ignore[attr-defined]


def test_a_remedy_that_is_not_for_everyone_says_so_on_its_page(built_site: Path, guide: Guide) -> None:
    for record in (one for one in guide.library.all(Recovery) if one.not_when):
        words = words_on(built_site, f"recovery/{record.id}/")
        assert [line for line in record.not_when if said(line) not in words] == []


# --- The frame of every page


def test_every_page_has_one_main_title(built_site: Path) -> None:
    titles = {
        file.relative_to(built_site).as_posix(): [words for level, words in headings(file) if level == 1]
        for file in sorted(built_site.rglob("*.html"))
        if not file.name.endswith("-check.html")  # pages in one file, each with its title
    }
    assert {name: found for name, found in titles.items() if len(found) != 1} == {}


def test_every_page_begins_with_its_main_title(built_site: Path) -> None:
    late = [file.name for file in built_site.rglob("*.html") if headings(file)[0][0] != 1]
    assert late == []


def test_no_heading_is_empty(built_site: Path) -> None:
    empty = [file for file in built_site.rglob("*.html") for _, words in headings(file) if not words]
    assert empty == []


def skips(file: Path) -> list[str]:
    """Headings that lie two levels or more below the one before."""
    found = headings(file)
    return [words for (before, _), (level, words) in itertools.pairwise(found) if level > before + 1]


# Pages on which a component, made for another place, skips a level. This list may only get shorter.
SKIPPING: dict[str, str] = {}


def test_headings_never_skip_a_level_downwards(built_site: Path) -> None:
    found = {address: skips(page_file(built_site, address)) for address in addresses(built_site)}
    assert {address for address, words in found.items() if words} == set(SKIPPING)


def test_every_page_has_its_own_title_and_description(built_site: Path) -> None:
    titles, descriptions = [], []
    for address in addresses(built_site):
        page = read_page(page_file(built_site, address))
        title = page.find(".//title")
        assert title is not None
        titles.append(text_of(title))
        descriptions += [meta.get("content", "") for meta in page.iter("meta") if meta.get("name") == "description"]
    assert len(set(titles)) == len(titles) == len(descriptions)
    assert "" not in descriptions


def test_a_link_sent_to_somebody_names_the_site_and_the_page(built_site: Path, guide: Guide) -> None:
    """The preview of the home page says the question of the site, or its name; that of another page its own name."""
    site, home, found = guide.library.site.name, home_title(guide), dict[str, object]()
    for address in addresses(built_site):
        page = read_page(page_file(built_site, address))
        shown = {meta.get("property"): meta.get("content") for meta in page.iter("meta")}
        title = text_of(next(page.iter("title")))
        wanted = {"og:site_name": site, "og:title": title.removesuffix(f" – {site}")}
        wrong = [f"{key} is '{shown.get(key)}'" for key, value in wanted.items() if shown.get(key) != value]
        wrong += [] if shown.get("og:description") else ["og:description is missing"]
        wrong += [f"its data calls it '{name}'" for name in data_names(page) if not address and name != home]
        found[address or "home"] = ", ".join(wrong)
    expect_empty(found)


def home_title(guide: Guide) -> str:
    """What the home page is called: the question that the site answers, or its name."""
    return guide.library.site.question or guide.library.site.name


def data_names(page: Element) -> Iterator[str]:
    """What the data for search engines calls the page, and the site that it is part of."""
    for script in page.iter("script"):
        if script.get("type") == "application/ld+json":
            data = json.loads(script.text or "{}")
            for entry in data.get("@graph", [data]):
                if entry.get("@type") in ("WebPage", "MedicalWebPage", "WebSite"):
                    yield entry["name"]


# --- Switches of mkdocs.yml that other parts rest on


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml, whose !ENV is no plain YAML."""


_Loader.add_constructor("!ENV", lambda loader, node: None)


@pytest.fixture(scope="module")
def config(guide_root: Path) -> dict[str, object]:
    found: dict[str, object] = yaml.load(
        (guide_root / "mkdocs.yml").read_text(encoding="utf-8"), _Loader
    )  # a safe loader
    return found


def test_no_feature_that_writes_over_the_history_is_on(config: dict[str, dict[str, list[str]]]) -> None:
    features = config["theme"].get("features", [])
    assert [name for name in features if re.match(r"navigation\.(instant|tracking)|search\.share", name)] == []


def test_every_validation_warns_and_warnings_stop_the_build(config: dict[str, Any]) -> None:
    assert config["strict"] is True
    assert config["validation"] == {
        "nav": dict.fromkeys(("omitted_files", "not_found", "absolute_links"), "warn"),
        "links": dict.fromkeys(("not_found", "absolute_links", "unrecognized_links", "anchors"), "warn"),
    }


def test_nothing_asks_another_host(config: dict[str, dict[str, object]]) -> None:
    assert config["theme"]["font"] is False
    assert "repo_url" not in config


def test_tables_are_aligned_without_style(config: dict[str, list[object]]) -> None:
    assert {"tables": {"use_align_attribute": True}} in config["markdown_extensions"]


def test_no_plugin_is_on(config: dict[str, list[object]]) -> None:
    assert config["plugins"] == []


ACTS = ("cf-care", "cf-list--do", "cf-list--dont", "cf-claim__so")
"""Classes of what tells the reader to act."""


def test_nothing_that_tells_the_reader_to_act_is_shipped_closed(built_site: Path) -> None:
    """Closed parts do not print where no script opens them."""
    closed = [
        f"{file.relative_to(built_site)}: {text_of(part)[:60]}"
        for file in sorted(built_site.rglob("index.html"))
        if file != page_file(built_site, url_of(MACRO_PAGE, directories=True))  # for editors, who read it on a screen
        for details in find_main(file).iter("details")
        if details.get("open") is None
        for part in details.iter()
        if set((part.get("class") or "").split()) & set(ACTS)
    ]
    expect_none(closed)
