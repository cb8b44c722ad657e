"""Parts of a page that are HTML already pass by Markdown unread, and nobody can tell."""

from __future__ import annotations

import functools
import re

import pytest
from markdown.preprocessors import Preprocessor

from symptomguide.check import load_guide
from symptomguide.documents.document import list_documents
from symptomguide.documents.finish import finish
from symptomguide.guide import Guide
from tests.conftest import EXAMPLE
from tests.documents.test_text import make_markdown
from tests.documents.test_trust import LATER

ODD = {
    "nested blocks of one kind": '<div class="a">\n<div>\n\nx\n\n</div>\n</div>\n\n*after*',
    "a block that never ends": "<div>\n\n*in it*\n\nafter",
    "words behind the end": "<p>one</p> *two*\n\nafter",
    "a line right below the end": "<p>one</p>\n*two*",
    "a block right behind another": "<h3>one</h3>\n<ul>\n<li>*two*</li>\n</ul>\n\n*after*",
    "words right behind two blocks": "<p>one</p>\n<p>two</p>\n*three*",
    "a line right above the start": "*one*\n<p>two</p>",
    "two blocks in one line": "<p>one</p><p>two</p>\n\n*three*",
    "a block in a fence": "```html\n<div>\n\n*x*\n\n</div>\n```\n\n*after*",
    "a fence in a fence": "~~~\n```\n<div>x</div>\n~~~\n\n<div>*x*</div>\n",
    "a block at the end": "*one*\n\n<section>\n# no heading\n</section>",
    "a block in a list": "- one\n\n    <p>two *x*</p>\n\n- three",
    "a name that only begins alike": "<pre>one</pre>\n\n<param>\n\n*x*",
}


@functools.cache
def _guide() -> Guide:
    return load_guide(EXAMPLE, LATER)


def _without_line_ends(page: str) -> str:
    """The page as a browser reads it: line ends between two tags mean nothing."""
    return re.sub(r">\s*\n\s*<", "><", page).strip()


@pytest.mark.parametrize("name", ODD)
def test_markdown_gives_the_same_for_odd_blocks(name: str) -> None:
    markdown = ODD[name]
    assert _without_line_ends(make_markdown().convert(markdown)) == _without_line_ends(
        make_markdown(without="symptomguide.publish.markdown_blocks").convert(markdown)
    )


def test_a_whole_block_is_not_read_by_markdown() -> None:
    reader = make_markdown()
    reader.preprocessors.register(trap := Trap(), "trap", 25)
    assert reader.convert("<div>\n\n*x*\n\n</div>\n\n*after*").endswith("<p><em>after</em></p>")
    assert "*after*" in trap.seen
    assert not any("div" in line for line in trap.seen)


def test_a_block_right_behind_another_is_not_read_either() -> None:
    reader = make_markdown()
    reader.preprocessors.register(trap := Trap(), "trap", 25)
    reader.convert("<h3>one</h3>\n<ul>\n<li>two</li>\n</ul>\n\n*after*")
    assert not any("one" in line or "two" in line for line in trap.seen)


class Trap(Preprocessor):
    """Stands where Markdown and MkDocs look for HTML, and keeps what is left for them."""

    def run(self, lines: list[str]) -> list[str]:
        self.seen = lines
        return lines


@pytest.mark.parametrize(
    "doc", ["index.md", "check.md", "causes/blocked-artery.md", "glossary.md", "evidence/index.md"]
)
def test_markdown_gives_the_same_for_a_page_of_the_site(doc: str) -> None:
    markdown = finish(list_documents(_guide())[doc], directories=True).split("\n---\n", 1)[1]
    page = make_markdown().convert(markdown)
    assert _without_line_ends(page) == _without_line_ends(
        make_markdown(without="symptomguide.publish.markdown_blocks").convert(markdown)
    )
