"""Text of a record reaches a page as its words, wherever it stands, and as nothing else."""

from __future__ import annotations

import dataclasses
import functools
import html
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from symptomguide.documents.render import render_macro
from symptomguide.models import Source
from symptomguide.records.library import Library, load_library
from symptomguide.text import escape, find_fault, find_links, is_harmless, plain, to_markup
from symptomguide.views.claims import claim
from tests.conftest import ROOT
from tests.records.test_cases import BASE

MARKS = (
    "* _ ** __ *** ` ``` ~~~ # ## > - + 1. 1) ) | || : {: } {: onclick=x} [ ] ]( [a](b) ![ ![a](b) [^1] [^1]: *[a]:",
    "[a]: < > <b> </b> <!-- --> <? & &amp; &#42; &lt; \\ \\* ~ ^ = == === --- $ @ a@b.c http://a.b www.a.b <http://a.b>",
    "!!! ??? :: javascript: data: onload= {{ }} {% %} {# #} \" ' “ 1986. 12 a b Wave é \U0001f3ca [a](causes/x) *a*",
)
KNOWN_TRAPS = (
    "low | high",
    "1986. A year",
    "- a dash",
    "+ a plus",
    "# 4",
    "> 5 km",
    "    four blanks",
    "*pain*{: onclick=alert(1) }",
    "a\n===",
    "a\n\nb",
    "a_b_c and __d__",
    "`code`",
    "***",
    "***a***",
    "**a** and *b*",
    "[a][b]",
    "[a]: b",
    "![a](causes/x)",
    "[*a*](causes/x)",
    "*[a](causes/x)*",
    "[[a](causes/x)](causes/x)",
    "http://example.org and a@example.org",
    "&lt;b&gt; &#42;a&#42;",
    "a  \nb",
    "[TOC]",
    "\\*a\\*",
    "a \\",
    "$x$ ~~y~~ ^z^ ==q==",
    "5 < 6 > 4 & 3",
    'Don\'t say "no"',
    "\U0001f3ca*\U0001f3ca*",
)


class LoaderOfSettings(yaml.SafeLoader):
    """Reads mkdocs.yml, whose own tags do not matter here."""


LoaderOfSettings.add_multi_constructor("!", lambda loader, suffix, node: None)


def make_markdown(without: str = "") -> Markdown:
    """The Markdown of the site, without one of its extensions if asked for."""
    settings_of_site = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader=LoaderOfSettings)
    names: dict[str, dict[str, Any]] = {"toc": {}, "tables": {}, "fenced_code": {}}  # MkDocs adds these by itself
    for entry in settings_of_site["markdown_extensions"]:
        names.update(entry if isinstance(entry, dict) else {entry: {}})
    names.pop(without, None)
    return Markdown(extensions=list(names), extension_configs=names)


MARKDOWN = make_markdown()
PAGE = """# {0} {{#heading}}

{0}

* {0}

| |
|---|
| {0} |

<dl>
<dd>{0}</dd>
</dl>

<hr title="{1}">
"""
PLACES = {"h1": "heading", "p": "paragraph", "li": "list item", "td": "cell", "dd": "block of HTML"}


@dataclass
class Reading(HTMLParser):
    """What a browser would make of a page: the words of each place that holds the text, and its elements."""

    words: list[tuple[str, str]] = field(default_factory=list)
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in PLACES:
            self.words.append((PLACES[tag], ""))

    def handle_data(self, data: str) -> None:
        if self.words:
            place, words = self.words[-1]
            self.words[-1] = (place, words + data)


def read_html(markdown: str) -> Reading:
    """The page that Markdown makes of it, as a browser reads it."""
    reading = Reading()
    reading.feed(MARKDOWN.reset().convert(markdown))
    reading.close()
    return reading


def read_text(text: str) -> Reading:
    """The page that holds `text` in every place."""
    return read_html(PAGE.format(to_markup(text), escape(text)))


def words(text: str | None) -> str:
    return " ".join((text or "").split())


def shape(reading: Reading) -> list[str]:
    """The elements of a page without the two that a text may bring."""
    return [tag for tag, _ in reading.elements if tag not in ("em", "a")]


texts = st.lists(st.one_of(st.sampled_from(" ".join(MARKS).split()), st.text(max_size=6)), max_size=8).flatmap(
    lambda parts: st.sampled_from(["", " ", "\n"]).map(lambda joint: joint.join(parts))
)
seen_texts = texts.map(lambda text: "".join(char for char in text if is_harmless(char))).filter(str.strip)


def with_known_traps(test: Any) -> Any:
    for trap in KNOWN_TRAPS:
        test = example(trap)(test)
    return test


@with_known_traps
@settings(max_examples=200)
@given(seen_texts)
def test_a_text_brings_no_element_but_emphasis_and_links(text: str) -> None:
    reading = read_text(text)
    assert shape(reading) == shape(read_text("word"))
    for tag, attributes in reading.elements:
        if tag == "em":
            assert not attributes
        elif tag == "a":
            assert attributes.keys() == {"href"}
            assert (attributes["href"] or "").startswith("to:")


@with_known_traps
@settings(max_examples=200)
@given(seen_texts)
def test_every_place_shows_exactly_the_words_of_the_text(text: str) -> None:
    assume(find_fault(text) is None)
    reading = read_text(text)
    expected = words(text) if "*" not in text and "](" not in text else plain(text)
    assert [(place, words(found)) for place, found in reading.words] == [(place, expected) for place in PLACES.values()]
    assert words(reading.elements[-1][1]["title"]) == words(text)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(["word", "em", "a"]), st.text("ab é.,-|1#_`", min_size=1)), min_size=1))
def test_the_grammar_shows_its_words_and_none_of_its_marks(parts: list[tuple[str, str]]) -> None:
    parts = [(kind, words(piece) or "x") for kind, piece in parts]
    forms = {"word": "{}", "em": "*{}*", "a": "[{}](causes/x)"}
    written = " ".join(forms[kind].format(piece) for kind, piece in parts)
    reading = read_html(f"| |\n|---|\n| {to_markup(written)} |\n")
    assert words(reading.words[-1][1]) == plain(written) == " ".join(piece for _, piece in parts)
    kinds = [kind for kind, _ in parts if kind != "word"]
    assert [tag for tag, _ in reading.elements if tag in ("em", "a")] == kinds
    assert len(list(find_links(written))) == kinds.count("a")


@functools.cache
def small_library() -> Library:
    """The records of the small site that cases change."""
    library = load_library(BASE)[0]
    assert library is not None
    return library


def read_source_title(title: str) -> Reading:
    """A claim whose source has that title, as the template shows it: the title stands in an attribute."""
    library = small_library()
    source = library.get(Source, "book").model_copy(update={"title": title})
    library = dataclasses.replace(library, records={**library.records, "sources": {"book": source}})
    return read_html(render_macro("claim", claim(library, "ice-helps")))


def name_of_link(reading: Reading) -> str:
    """What the only link of a page is called where it has no words of its own."""
    [link] = [attributes for tag, attributes in reading.elements if tag == "a"]
    assert link.keys() == {"class", "href", "aria-label"}
    return words(link["aria-label"])


@with_known_traps
@settings(max_examples=100)
@given(seen_texts)
def test_the_name_of_a_link_to_a_source_shows_the_words_of_its_title(title: str) -> None:
    assume(find_fault(title) is None and plain(plain(title)) == plain(title))
    assert name_of_link(read_source_title(title)).endswith(f", {plain(title)}")


@pytest.mark.parametrize("title", ["**a**", "[[a](causes/x)](causes/x)"])
def test_a_title_with_doubled_marks_stays_inside_its_attribute(title: str) -> None:
    assert name_of_link(read_source_title(title)).endswith(f", {plain(title)}")


@pytest.mark.parametrize(
    ("text", "snippet"),
    [
        ("a {{ b }}", "{{"),
        ("a }} b", "}}"),
        ("{% a %}", "{%"),
        ("{# a #}", "{#"),
        ("a <b>b</b>", "<b"),
        ("a </b>", "</b"),
        ("<!-- a -->", "<!"),
        ("<?php", "<?"),
        ("javascript:alert(1)", "javascript:"),
        ("JaVaScRiPt : x", "JaVaScRiPt :"),
        ("vbscript:x", "vbscript:"),
        ("[a](https://example.org)", "[a](https://example.org)"),
        ("[a]()", "[a]()"),
        ("[a](#b)", "[a](#b)"),
        ("[a](../causes/x)", "[a](../causes/x)"),
        ("[a](causes/X)", "[a](causes/X)"),
        *((f"a{char}b", char) for char in "\0\a\x1b\x7f\x85\xad\u200b\u200e\u202e\u2028\u2066\ufeff\U000e0041\ue000"),
    ],
)
def test_what_may_not_reach_a_page_is_found(text: str, snippet: str) -> None:
    fault = find_fault(text)
    assert fault is not None
    assert fault.snippet == snippet


@pytest.mark.parametrize(
    "text",
    [
        "a < b and b > a",
        "3 * 4 * 5",
        "50% of {a}",
        "[a note]",
        "a (b) c",
        "[a](causes/x-1)",
        "*a*",
        "Java script",
        "a\nb",
        "9 a.m.",
    ],
)
def test_plain_words_and_the_grammar_are_no_fault(text: str) -> None:
    assert find_fault(text) is None


@pytest.mark.parametrize("broken", [lambda text: text, lambda text: text.replace("<", "&lt;"), html.escape])
def test_weaker_ways_of_escaping_are_caught(broken: Any) -> None:
    """A gate that cannot fail is no gate: autoescape alone lets one of the known traps through."""
    readings = [read_html(PAGE.format(broken(trap), "")) for trap in KNOWN_TRAPS]
    assert any(shape(reading) != shape(read_text("word")) for reading in readings)
