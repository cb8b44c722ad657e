"""The first use of a technical word on a page has its meaning at hand, and the text stays as it was."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symptomguide.documents.glossary import mark_words
from symptomguide.models import Term
from symptomguide.records.words import Word, find_forms

GULL = Word("gull", "Gull", ("seagull", "gull"), "A bird.")
TIDE = Word("tide", "Spring tide (ST)", ("spring tide", "ST"), "High water.")
MARK = re.compile(r'<button class="cf-word"[^>]*popovertarget="word-([a-z-]+)">(.*?)</button>')


def used(page: str, title: str = "") -> list[tuple[str, str]]:
    return MARK.findall(mark_words(page, (GULL, TIDE), title))


def without_meanings(page: str) -> str:
    text = re.sub(r'<span class="cf-word__text".*?</span>.*?</span>', "", page)
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def test_only_the_first_use_is_marked() -> None:
    assert used("<p>A gull sees a seagull.</p><p>Gulls cry.</p>") == [("gull", "gull")]


def test_plurals_and_capitals_count_as_the_word() -> None:
    assert used("<li>Gulls cry.</li>") == [("gull", "Gulls")]


def test_a_short_form_keeps_its_capitals() -> None:
    assert used("<p>First st, then ST.</p>") == [("tide", "ST")]


def test_a_part_of_a_word_is_no_use() -> None:
    assert used("<p>A gullet, a sea-gull.</p>") == []


@pytest.mark.parametrize(
    "page",
    [
        "<h2>Gull</h2>",
        '<p><a href="gulls/">gull</a></p>',
        "<p><button>gull</button></p>",
        "<details><summary>gull</summary></details>",
        '<section class="cf-care"><ul><li>gull</li></ul></section>',
        "<figure><p>gull</p></figure>",
        "<div>gull</div>",
        "<nav><nav><p>gull</p></nav><p>gull</p></nav>",
        '<ul class="cf-sources"><li>Words<ul><li>gull</li></ul></li><li>gull</li></ul>',
    ],
)
def test_only_running_text_is_marked(page: str) -> None:
    assert used(page) == []


def test_text_after_a_heading_and_a_drawing_is_marked() -> None:
    assert used('<h2>Gull</h2><p><svg><path d="M0 0"/></svg>A gull.</p>') == [("gull", "gull")]


@pytest.mark.parametrize(
    "page",
    [
        "<figure><figure></figure></figure><p>A gull.</p>",
        "<p><strong>A</strong> gull</p>",
        "<li><p>A</p> gull</li>",
        "<p>A</p><div><p>gull</p></div>",
    ],
)
def test_text_after_and_around_other_elements_is_marked(page: str) -> None:
    assert used(page) == [("gull", "gull")]


def test_a_word_that_the_sentence_explains_needs_no_more() -> None:
    assert used("<p>A gull (a bird) and a gull.</p>") == []


def test_a_name_in_brackets_is_explained_by_what_stands_before_and_its_next_use_by_its_meaning() -> None:
    assert used("<p>The bird of the coast (gull) cries.</p>") == []
    assert used("<p>The bird of the coast (gull) cries. Gulls fly.</p>") == [("gull", "Gulls")]


def test_the_subject_of_a_page_is_not_explained_on_it() -> None:
    assert used("<p>A gull at spring tide.</p>", title="Gull") == [("tide", "spring tide")]


def test_a_link_to_the_glossary_becomes_the_word_at_its_first_use() -> None:
    page = '<p><a href="../glossary/#gull">Birds</a> and <a href="../glossary/#gull">birds</a>.</p>'
    marked = mark_words(page, (GULL, TIDE), "")
    assert MARK.findall(marked) == [("gull", "Birds")]
    assert '<a href="../glossary/#gull">birds</a>' in marked


def test_both_halves_and_other_forms_of_a_term_are_found() -> None:
    term = Term(id="st", term="Spring tide (ST)", also=("high tide",), definition="High water.")
    assert set(find_forms(term)) == {"Spring tide", "ST", "high tide"}


@given(st.lists(st.sampled_from(["gull", "Gulls", "ST", "spring tide", "sea", "(a bird)", "&amp;", "a < b", "."])))
def test_the_words_of_the_page_stay_as_they_were(words: list[str]) -> None:
    text = html.escape(html.unescape(" ".join(words)))
    page = f"<article><p>{text}</p><p>{text}</p></article>"
    assert without_meanings(mark_words(page, (GULL, TIDE), "")) == without_meanings(page)


def test_every_page_of_the_site_marks_a_word_once(built_site: Path) -> None:
    marked = 0
    for file in built_site.rglob("*.html"):
        names = [name for name, _ in MARK.findall(file.read_text(encoding="utf-8"))]
        assert len(names) == len(set(names)), file.name
        marked += len(names)
    assert marked
