"""Engine: whatever is typed into a text, a page or a file name, a page holds words, and a browser runs none of them.

Each payload goes into every text of the example at once, through the files, the reading and the real build. What is
read must give the very elements, attributes and addresses that plain words give in the same places; all else is
refused where it stands.
"""

from __future__ import annotations

import functools
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request

from symptomguide.check import check_guide, load_guide
from symptomguide.publish.produced import read_site
from symptomguide.publish.readback import read_back
from symptomguide.verification.browser import serve
from tests.built.injection import (
    DAY,
    LOOKED_UP,
    Place,
    Shape,
    Texts,
    copy_example,
    read_html,
    render,
    shape_of,
    try_texts,
)
from tests.built.payloads import PAYLOADS

SAMPLE = frozenset(('" onclick="alert(1)',))
"""What `make test` tries: it breaks out of an attribute, where the words of a page stand in one."""


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Texts:
    """Every text of the example."""
    return Texts(copy_example(tmp_path_factory.mktemp("injection") / "project"))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the example that a test may write into."""
    return copy_example(tmp_path / "project")


def put(places: tuple[Place, ...], word: str, turn: int) -> dict[Place, str]:
    """The word in each place, before or behind a name of its own, the other way round in the next turn."""
    return {
        place: f"{word} q{number}z" if (number + turn) % 2 else f"q{number}z {word}"
        for number, place in enumerate(places)
    }


@functools.lru_cache(maxsize=8)
def shape_of_words(texts_root: Path, places: tuple[Place, ...], taken: frozenset[Place], turn: int) -> dict[str, Shape]:
    """What the pages hold with a plain word in each place that was taken."""
    texts = Texts(texts_root)
    words = {place: text for place, text in put(places, "Word", turn).items() if place in taken}
    tried = try_texts(texts, texts_root.with_name("words"), words)
    assert not tried.refused
    return shape_of(texts_root.with_name("words"), tried.guide)


@pytest.mark.parametrize(
    "turn", [pytest.param(n, marks=() if one in SAMPLE else pytest.mark.full) for n, one in enumerate(PAYLOADS)]
)
def test_a_payload_in_every_text_is_words_or_refused_where_it_stands(texts: Texts, turn: int) -> None:
    places, words = tuple(texts.places()), texts.root.with_name("words")
    if not words.exists():
        shutil.copytree(texts.root, words)
    tried = try_texts(texts, words, put(places, PAYLOADS[turn], turn))
    assert len(tried.refused) + len(tried.taken) == len(places)
    if tried.taken:
        assert shape_of(words, tried.guide) == shape_of_words(texts.root, places, frozenset(tried.taken), turn % 2)


def test_there_are_200_payloads_and_a_text_of_every_kind_takes_them(texts: Texts) -> None:
    assert len(PAYLOADS) >= 200
    kinds = {Path(place.path).parts[1] for place in texts.places()}
    assert kinds >= {path.name for path in (texts.root / "site-data").iterdir()}


@pytest.mark.parametrize("field", sorted(LOOKED_UP))
def test_a_payload_for_the_name_of_something_is_refused_where_it_stands(texts: Texts, copied: Path, field: str) -> None:
    place = next(place for place in texts.places(looked_up=True) if place.field == field)
    written = texts.write(copied, {place: "x onclick=alert(1)"})
    _, problems = check_guide(copied, DAY)
    assert {(problem.path, problem.line) for problem in problems} & written.keys()


LINES = (
    "{}",
    "Some words {}",
    "* {}",
    "> {}",
    "## {}",
    "| {} | b |\n|---|---|\n| {} | b |",
    "[words]({})",
    "![words]({})",
)
WORDS_OF_MARKDOWN = frozenset(
    "a blockquote br code em h2 h3 hr img li ol p pre strong table tbody td th thead tr ul".split()  # noqa: SIM905
)
PAGE = "content/about.md"


def write_lines(texts: Texts, copied: Path, form: str, payloads: list[str]) -> dict[int, str]:
    """Puts payloads at the end of a page, each in a block of its own; returns which stands in each line."""
    text, standing = (texts.root / PAGE).read_text("utf-8"), dict[int, str]()
    for payload in payloads:
        first = text.count("\n") + 1
        text += f"\n{form.format(payload, payload)}\n"
        standing |= dict.fromkeys(range(first, text.count("\n") + 1), payload)
    (copied / PAGE).write_text(text, encoding="utf-8", newline="\n")
    return standing


@pytest.mark.full
@pytest.mark.parametrize("form", LINES)
def test_a_payload_in_a_page_is_what_markdown_makes_of_it_or_refused_in_its_line(
    texts: Texts, copied: Path, tmp_path: Path, form: str
) -> None:
    before = read_html_tags(copied, texts, tmp_path / "before")
    left, guide = [one for one in PAYLOADS if "\0" not in one], None
    while guide is None:
        standing = write_lines(texts, copied, form, left)
        guide, problems = check_guide(copied, DAY)
        refused = {standing[one.line] for one in problems if one.path == PAGE and one.line in standing}
        assert guide or refused, "\n".join(map(str, problems))
        left = [one for one in left if one not in refused]
    render(copied, guide, tmp_path / "site")
    assert read_html_tags(copied, texts, tmp_path / "site") - before <= WORDS_OF_MARKDOWN
    problems = read_back(read_site(tmp_path / "site"), "site")
    assert {problem.rule for problem in problems} <= {"duplicate-id"}, "\n".join(map(str, problems))


def read_html_tags(project: Path, texts: Texts, site: Path) -> set[str]:
    """The elements of the pages of a site, which is built first where it is not there."""
    if not site.exists():
        render(project, load_guide(project, DAY), site)
    shapes = (read_html(file.read_text("utf-8")) for file in site.rglob("*.html"))
    return {one[0] for shape in shapes for one in shape.elements if isinstance(one, tuple)}


def test_a_payload_for_the_name_of_a_file_is_refused(copied: Path) -> None:
    names = {one.strip(" .").replace("/", "\u2215") for one in PAYLOADS if one.isprintable() and one.strip(" .")}
    for folder, suffix in (("site-data/causes", ".yaml"), ("content", ".md"), ("content/assets", ".svg")):
        (copied / folder).mkdir(exist_ok=True)
        before = {file.name for file in (copied / folder).iterdir()}
        for name in names:
            (copied / folder / f"{name}{suffix}").write_text("x", encoding="utf-8")
        made = {file.name for file in (copied / folder).iterdir()} - before
        _, problems = check_guide(copied, DAY)
        named = "\n".join(map(str, problems)).replace("\\\\", "\\")
        missing = [name for name in made if name.removesuffix(suffix)[:40] not in named]  # a long one is cut
        assert not missing


@pytest.mark.full
def test_a_browser_runs_nothing_of_any_payload(texts: Texts, copied: Path, tmp_path: Path, chromium: Browser) -> None:
    places = texts.places()
    new = {place: f"{PAYLOADS[n % len(PAYLOADS)]} q{n}z" for n, place in enumerate(places)}
    render(copied, try_texts(texts, copied, new).guide, tmp_path / "site")
    page = chromium.new_page()
    with serve(tmp_path / "site") as address:
        seen = watch(page, address)
        for file in sorted((tmp_path / "site").rglob("*.html")):
            page.goto(address + file.relative_to(tmp_path / "site").as_posix())
            page.evaluate("document.querySelectorAll('[tabindex], a, button, input').forEach((one) => one.focus())")
    page.close()
    assert not seen


def watch(page: Page, address: str) -> list[str]:
    """A list that fills with what a page does beside showing words of the site at that address."""
    seen: list[str] = []

    def refuse(dialog: Dialog) -> None:
        seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def note(request: Request) -> None:
        if not request.url.startswith(address):
            seen.append(f"request {request.url}")

    page.on("dialog", refuse)
    page.on("request", note)
    page.on("console", lambda message: seen.append(f"console {message.text}"))
    page.on("pageerror", lambda error: seen.append(f"error {error}"))
    return seen
