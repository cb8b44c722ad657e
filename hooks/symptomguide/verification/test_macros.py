"""Every macro for which a site has records gives, by its own example, something to read and nothing left over."""

from __future__ import annotations

import re

from symptomguide.documents.macro_help import fill_example, read_example
from symptomguide.documents.render import render_macro, without_ids
from symptomguide.guide import Guide
from symptomguide.macros import MACROS
from symptomguide.pages.calls import parse_call

from .faults import expect_none

LEFT = re.compile(r"\{\{|\}\}|\{%|%\}|>None<(?!/a>)|\bView\(")
WITH_ID = re.compile(r'\sid="|aria-labelledby=')


def test_the_example_of_every_macro_renders_and_may_stand_twice_on_a_page(guide: Guide) -> None:
    rendered = {name: _render_example(guide, name) for name in sorted(MACROS)}
    shown = {name: markup for name, markup in rendered.items() if markup is not None}
    assert shown
    words = {name: re.sub(r"<[^>]*>", "", markup).strip() for name, markup in shown.items()}
    expect_none(f"{name} shows nothing" for name, markup in shown.items() if not words[name] and "<svg" not in markup)
    expect_none(f"{name} shows a mark of its template" for name, markup in shown.items() if LEFT.search(markup))
    expect_none(f"{name} repeats an id" for name, markup in shown.items() if WITH_ID.search(without_ids(markup)))


def _render_example(guide: Guide, name: str) -> str | None:
    """What the example of a macro gives; None where the site has no such record, or that record no such part."""
    library = guide.library
    try:
        example = fill_example(read_example(MACROS[name])[1], library)
    except LookupError:
        return None
    call = parse_call(example.removeprefix("{{").removesuffix("}}"), 1, MACROS, library.ids)
    view = MACROS[name](library, **dict(call.arguments))
    return None if view is None else render_macro(name, view)
