"""Engine tests: the example, a second topic, is built, packed and browsed, and nothing in it is of the first topic.

The words, colours and pictures of the first topic stand here, not read from its data: the engine tests rest on the
example alone.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from symptomguide.tree import LEVELS, Graph, Route
from symptomguide.verification.project import Bundle
from symptomguide.verification.reader import Reader, route_to
from symptomguide.verification.site import DESKTOP, Site, Watched
from symptomguide.verification.survey import SMALL_TARGETS, THIN, WIDER_THAN_SCREEN
from symptomguide.verification.test_accessibility import OPEN_DETAILS, run_axe

WORDS = re.compile(
    rb"(?i)\b(?:cal(?:f|ves)|gastrocnem\w*|soleus|achilles|runners?|running|a run|you run|each run|legs?|cramps?"
    rb"|shin splints|foot strike|walk-run|return-to-\w+)\b"
)
COLOURS = re.compile(
    rb"(?i)#(?:fbf8f3|0f181d|172329|f3eee6|131e24|ddd4c7|33444d|7c756b|8397a1|1c2b33|e8edef|4a5963|b4c1c7|0b5563|86d3df"
    rb"|083f4a|b4e6ee|0b252b|f3e4d8|22313a|5a3427|c9a797|d9957f|c27a64|c67c66|a86450|e4b39f|d08f7b|faf1dd|e3d6bc|fffdf7)\b"
)
MARK = b"M5 1.5h14c-.6 4-.3 6"
ALONE = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
"""The parts of a PNG that hold no words."""


def list_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of each file below a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def find_all(pattern: re.Pattern[bytes], files: Iterator[tuple[str, bytes]]) -> list[str]:
    """Each match, with the file and some words around it."""
    return [
        f"{path}: {text[max(0, found.start() - 30) : found.end() + 30]!r}"
        for path, data in files
        for text in (path.encode() + b"\n" + data,)
        for found in pattern.finditer(text)
    ]


def read_bundle(bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each entry of the offline copy, and what the archive says of itself."""
    with zipfile.ZipFile(bundle.archive) as archive:
        yield bundle.archive.name, archive.comment
        for entry in archive.infolist():
            yield entry.filename, archive.read(entry) + entry.comment + entry.extra


@pytest.mark.parametrize(
    "planted",
    [b"your calves hurt", b"when you run", b"Parts of the leg", b"--brand:#0b5563", b'd="M5 1.5h14c-.6 4-.3 6z"'],
)
def test_the_search_finds_what_is_planted(planted: bytes) -> None:
    assert any(find_all(pattern, iter([("page.html", planted)])) for pattern in (WORDS, COLOURS, re.compile(MARK)))


def test_no_word_of_the_first_topic_is_in_any_byte_of_the_site(built_site: Path) -> None:
    assert find_all(WORDS, list_files(built_site)) == []


def test_no_word_of_the_first_topic_is_in_any_byte_of_the_offline_copy(bundle: Bundle) -> None:
    assert find_all(WORDS, read_bundle(bundle)) == []


@pytest.mark.parametrize("pattern", [COLOURS, re.compile(re.escape(MARK))], ids=["colour", "mark"])
def test_no_colour_and_no_mark_of_the_first_topic_is_in_the_site(built_site: Path, pattern: re.Pattern[bytes]) -> None:
    assert find_all(pattern, list_files(built_site)) == []


def test_the_people_in_drawings_show_no_muscle_that_the_topic_does_not_name(built_site: Path) -> None:
    page = (built_site / "recovery/exercises/index.html").read_text(encoding="utf-8")
    assert "cf-pose__near" in page
    assert "cf-pose__muscle" not in page


def test_the_pictures_hold_no_words(built_site: Path) -> None:
    pictures = [data for path, data in list_files(built_site) if path.endswith(".png")]
    assert pictures
    assert {name for data in pictures for name in chunks(data)} <= ALONE


def chunks(picture: bytes) -> Iterator[bytes]:
    """The names of the parts of a PNG."""
    place = 8
    while place < len(picture):
        (length,) = struct.unpack_from(">I", picture, place)
        yield picture[place + 4 : place + 8]
        place += length + 12


def test_the_picture_for_social_networks_is_published(built_site: Path) -> None:
    assert (built_site / "assets/og.png").is_file()


@pytest.mark.parametrize("level", LEVELS)
def test_a_reader_of_the_example_reaches_each_level(
    level: str, visit: Callable[..., Reader], graph: Graph, routes: list[Route]
) -> None:
    reader, route = visit(), route_to(routes, graph, level)
    reader.answer(route.steps)
    assert reader.shown() == [route.outcome]


def test_a_short_word_of_the_menu_is_large_enough_to_press(served: Site, open_page: Callable[..., Watched]) -> None:
    page = open_page(viewport=DESKTOP).page
    page.goto(served.url("check"))
    assert min(map(len, page.locator(".cf-topnav a").all_inner_texts())) < 5
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("part", [".cf-question > legend *", ".cf-choice__text"])
def test_a_long_word_of_a_question_or_an_answer_keeps_to_the_screen_with_text_at_200_percent(
    served: Site, open_page: Callable[..., Watched], part: str
) -> None:
    page = open_page().page
    page.goto(served.url("check"))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(WIDER_THAN_SCREEN) == []
    page.locator(f"[data-now] {part} >> visible=true >> nth=0").evaluate(
        "one => { one.textContent = 'emergency'.repeat(4); }"
    )
    assert page.evaluate(WIDER_THAN_SCREEN) == []


@pytest.mark.full  # other colours and words under the same templates
def test_axe_finds_nothing_on_any_kind_of_page_of_the_example(served: Site, open_page: Callable[..., Watched]) -> None:
    watched, found = open_page(bypass_csp=True, reduced_motion="reduce"), []
    for kind in served.kinds:
        watched.page.goto(served.url(kind))
        watched.page.evaluate(OPEN_DETAILS)
        watched.page.evaluate(THIN)
        found += [f"{kind}: {fault}" for fault in run_axe(watched)]
    assert found == []
