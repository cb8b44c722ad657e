"""Verification: the search finds what readers mean, puts danger first, and frightens nobody for nothing.

The cases of a project stand in tests/cases/search/; the names of its records and slips in them are cases by rule. They
are answered by the scripts of the site without a browser, and by the built site in one, on a server and in a folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from symptomguide.documents.search import URGENT
from symptomguide.guide import Guide
from symptomguide.models import RedFlag
from symptomguide.models.search_cases import SearchCase
from symptomguide.text import plain

from .faults import expect_none
from .searching import Answer, Engine, ask_page, find_all_names, find_urgent_names, judge, load_cases, slip
from .site import Site, Watched

FOUND = 0.97  # of all cases in the top three
ALARMS = 0.03  # of calm cases with danger first, at most
SLIPS_FOUND = 0.93  # of names with a slip in them


@pytest.fixture(scope="module")
def engine(guide: Guide) -> Iterator[Engine]:
    engine = Engine(guide)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def cases(guide_root: Path, guide: Guide) -> dict[str, tuple[SearchCase, ...]]:
    return load_cases(guide_root, guide)


@pytest.fixture(scope="module")
def judged(cases: dict[str, tuple[SearchCase, ...]], engine: Engine, guide: Guide) -> list[tuple[SearchCase, str]]:
    """Every case and what is wrong with its answer."""
    every = [case for some in cases.values() for case in some]
    answers = engine.ask(case.query for case in every)
    return [(case, judge(case, answer, guide)) for case, answer in zip(every, answers, strict=True)]


def test_nearly_every_case_is_found_in_the_top_three(judged: list[tuple[SearchCase, str]]) -> None:
    missed = [case.query for case, fault in judged if fault == "missed"]
    assert len(missed) <= (1 - FOUND) * len(judged), missed


def test_every_danger_query_has_danger_first_and_help_above(judged: list[tuple[SearchCase, str]]) -> None:
    expect_none(f"{fault}: {case.query}" for case, fault in judged if case.danger and fault)


def test_few_calm_queries_have_danger_first(judged: list[tuple[SearchCase, str]]) -> None:
    alarms = [case.query for case, fault in judged if fault == "false alarm"]
    calm = [case for case, _ in judged if case.calm]
    assert len(alarms) <= ALARMS * len(calm), alarms


def test_every_danger_sign_is_found_by_its_own_words(engine: Engine, guide: Guide) -> None:
    flags = [flag for flag in guide.library.all(RedFlag) if flag.level in URGENT]
    said = [(flag, words) for flag in flags for words in map(plain, (flag.sign, flag.card_line, *flag.also_called))]
    answers = engine.ask(words for _, words in said)
    expect_none(
        f"{flag.id}: {words}"
        for (flag, words), answer in zip(said, answers, strict=True)
        if not (answer.urgent and answer.help)
    )


def test_every_name_of_urgent_causes_alone_has_danger_first(engine: Engine, guide: Guide) -> None:
    names = find_urgent_names(guide)
    expect_none(name for name, answer in zip(names, engine.ask(names), strict=True) if not answer.help)


def test_every_name_leads_to_its_page(engine: Engine, guide: Guide) -> None:
    names = find_all_names(guide)
    missed = find_missed(list(names), engine.ask(names), names.values())
    assert len(missed) <= (1 - FOUND) * len(names), missed


def test_a_name_with_a_slip_in_it_leads_to_its_page(engine: Engine, guide: Guide) -> None:
    names = find_all_names(guide)
    slips = [slip(name, number) for number, name in enumerate(names)]
    missed = find_missed(slips, engine.ask(slips), names.values())
    assert len(missed) <= (1 - SLIPS_FOUND) * len(names), missed


def find_missed(queries: list[str], answers: list[Answer], pages: Iterable[set[str]]) -> list[str]:
    """The queries none of whose pages is in the top three."""
    return [
        query for query, answer, right in zip(queries, answers, pages, strict=True) if not right & set(answer.pages)
    ]


PASTES = {
    "one long word": "x" * 2_000_000,
    "many long words": " ".join(chr(97 + number % 26) * 23 + str(number) for number in range(2000)),
    "many odd words": " ".join(f"q{number}zjvkx" for number in range(2000)),
    "emoji": "\U0001f9b5" * 5000,
    "right to left": "\u05e8\u05d2\u05dc " * 5000,
    "words that say nothing": "what is the and of to " * 5000,
    "signs of the library": "* ~ : + - ^ title:x~9 +* -*" * 500,
}
COUNT = """(query) => {
  const { fromFuzzyString } = lunr.TokenSet;
  const { query: look } = lunr.Index.prototype;
  const search = guideSearch.build(lunr, guideSearchDocuments);
  let slips = 0, longest = 0, looks = 0;
  lunr.TokenSet.fromFuzzyString = (word, edits) => {
    slips += 1;
    longest = Math.max(longest, word.length * edits);
    return fromFuzzyString(word, edits);
  };
  lunr.Index.prototype.query = function (fill) { looks += 1; return look.call(this, fill); };
  search.answer(query);
  lunr.TokenSet.fromFuzzyString = fromFuzzyString;
  lunr.Index.prototype.query = look;
  return [slips, longest, looks];
}"""


@pytest.mark.parametrize("paste", PASTES.values(), ids=PASTES.keys())
def test_no_pasted_text_makes_the_library_work_long(paste: str, engine: Engine) -> None:
    slips, longest, looks = engine.run(f"({COUNT})({json.dumps(paste)})")
    assert slips <= 8, "its look-ups with slips take the longest"
    assert longest <= 32, "and freeze on long words"
    assert looks <= 23


def test_signs_of_the_library_are_no_syntax(engine: Engine, guide: Guide) -> None:
    names = list(find_all_names(guide))
    assert engine.ask(f"+*{name}~ : ^-" for name in names) == engine.ask(names)


def test_markup_in_a_query_is_shown_as_text(served: Site, guide: Guide, open_page: Callable[..., Watched]) -> None:
    watched = open_page()
    watched.page.goto(served.url("home"))
    watched.page.keyboard.press("/")
    name = next(iter(find_all_names(guide)))
    watched.page.fill("#cf-query", f"<img src=x onerror=alert(1)> {name}")
    watched.page.locator(".cf-hit").first.wait_for()
    assert watched.page.locator(".cf-search img").count() == 0
    assert watched.complaints == []


@pytest.mark.parametrize("form", ["served", "in_folder"])
def test_the_built_site_answers_every_case_as_it_does_without_a_browser(
    form: str,
    request: pytest.FixtureRequest,
    engine: Engine,
    cases: dict[str, tuple[SearchCase, ...]],
    guide: Guide,
    open_page: Callable[..., Watched],
) -> None:
    site: Site = request.getfixturevalue(form)
    page = open_page().page
    page.goto(site.url("home"))
    page.keyboard.press("/")
    page.wait_for_function("() => typeof guideSearch === 'object'")
    queries = [case.query for some in cases.values() for case in some] or list(find_all_names(guide))
    there, here = ask_page(page, queries), engine.ask(queries)
    expect_none(
        query
        for query, one, other in zip(queries, there, here, strict=True)
        if list(map(stem, one.pages)) != list(map(stem, other.pages)) or one.sign != other.sign
    )


def stem(address: str) -> str:
    """The address of a page however the site is opened."""
    return address.removesuffix(".html").removesuffix("index").removesuffix("/")
