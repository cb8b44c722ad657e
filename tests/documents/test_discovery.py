"""Search engines, feed readers and language models find each page, with a title and a description of its own."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

from symptomguide.addresses import MACRO_PAGE, url_of
from symptomguide.check import load_guide
from symptomguide.documents.discovery import build_discovery_files
from symptomguide.documents.document import list_documents
from symptomguide.documents.frame import build_frame
from symptomguide.guide import Guide
from symptomguide.models import Change
from symptomguide.publish.site import Site as Build
from tests.built.projects import SMALL
from tests.conftest import EXAMPLE

TODAY = datetime.date(2026, 11, 28)
ADDRESS = "https://guide.example/heel/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def files(guide: Guide) -> dict[str, str]:
    return build_discovery_files(guide, ADDRESS)


def test_every_page_has_a_title_and_a_description_of_its_own(guide: Guide) -> None:
    for part in ("title", "description"):
        words = Counter(getattr(document, part) for document in list_documents(guide).values())
        assert [text for text, count in words.items() if count > 1 or not text.strip()] == []


def test_every_page_says_what_it_is_in_its_data(guide: Guide) -> None:
    for doc, document in list_documents(guide).items():
        data = build_frame(document, directories=True, built=True, address=ADDRESS).jsonld
        if doc == MACRO_PAGE:
            assert data is None
            continue
        assert data is not None
        assert data["@type"] in ("MedicalWebPage", "WebPage")
        assert data["url"] == ADDRESS + url_of(doc, True)
        assert data["name"] == (guide.library.site.question if doc == "index.md" else document.title)
        if data["@type"] == "MedicalWebPage":
            assert datetime.date.fromisoformat(data["dateModified"])


def test_the_page_of_a_condition_is_about_it(guide: Guide) -> None:
    for name, cause in guide.library.records["causes"].items():
        data = build_frame(list_documents(guide)[f"causes/{name}.md"], directories=True, built=True, address="").jsonld
        assert data is not None
        assert data["about"]["@type"] == "MedicalCondition"
        assert data["about"]["name"] == getattr(cause, "title", "")
        assert "url" not in data


def test_the_feed_has_each_change_with_an_id_that_outlives_a_move(guide: Guide, files: dict[str, str]) -> None:
    entries = ET.fromstring(files["feed.xml"]).findall("a:entry", ATOM)
    ids = [entry.findtext("a:id", "", ATOM) for entry in entries]
    moved = ET.fromstring(build_discovery_files(guide, "")["feed.xml"]).findall("a:entry", ATOM)
    assert len(entries) == len(set(ids)) == len(guide.library.all(Change))
    assert ids == [entry.findtext("a:id", "", ATOM) for entry in moved]


def test_the_sitemap_lists_every_page_for_readers_and_needs_an_address(guide: Guide, files: dict[str, str]) -> None:
    listed = {place.text for place in ET.fromstring(files["sitemap.xml"]).iterfind("s:url/s:loc", SITEMAP)}
    assert listed == {ADDRESS + url_of(doc, True) for doc in guide.docs if doc != MACRO_PAGE}
    assert "sitemap.xml" not in build_discovery_files(guide, "")
    assert f"Sitemap: {ADDRESS}sitemap.xml" in files["robots.txt"]


def test_llms_txt_names_every_page_for_readers(guide: Guide, files: dict[str, str]) -> None:
    linked = set(re.findall(r"\]\(([^)]+)\)", files["llms.txt"]))
    assert linked == {ADDRESS + url_of(doc, True) for doc in guide.docs if doc != MACRO_PAGE}


def test_the_built_site_carries_these_files_and_links_its_feed(built_site: Path) -> None:
    assert {"feed.xml", "llms.txt", "robots.txt"} <= {file.name for file in built_site.iterdir()}
    assert not (built_site / "sitemap.xml").exists()  # the project has no public address
    home = (built_site / "index.html").read_text(encoding="utf-8")
    assert re.search(r'<link rel="alternate" type="application/atom\+xml"[^>]* href="feed.xml">', home)
    assert "og:image" not in home


def test_the_picture_is_named_only_with_a_public_address(guide: Guide) -> None:
    home = list_documents(guide)["index.md"]
    frames = [build_frame(home, directories=True, built=True, address=one) for one in (ADDRESS, "")]
    assert [frame.picture for frame in frames] == [f"{ADDRESS}assets/og.png", ""]
    assert (EXAMPLE / "content" / "assets" / "og.png").stat().st_size < 100_000


def test_the_copy_for_a_folder_leaves_these_files_out(offline_site: Path) -> None:
    assert not {"feed.xml", "llms.txt", "robots.txt", "sitemap.xml"} & {file.name for file in offline_site.iterdir()}


def test_the_page_for_editors_is_one_of_the_site_only_where_site_yaml_says_so(guide: Guide) -> None:
    asked, silent = guide, load_guide(SMALL, TODAY)
    assert asked.library.site.editor_pages
    assert not silent.library.site.editor_pages
    published = {one: MACRO_PAGE in Build(one, None, True, preview=False).documents for one in (asked, silent)}
    assert published == {asked: True, silent: False}
    assert MACRO_PAGE in Build(silent, None, True, preview=True).documents
