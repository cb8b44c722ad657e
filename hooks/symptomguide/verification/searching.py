"""The search of a project without a browser and in one, its cases, and how it answers them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from py_mini_racer import MiniRacer

from symptomguide.addresses import find_target, url_of
from symptomguide.documents.document import list_documents
from symptomguide.documents.names import find_entries
from symptomguide.documents.search import GLOBAL, URGENT, build_search_documents, write_search_documents
from symptomguide.guide import Guide
from symptomguide.models.search_cases import SearchCase
from symptomguide.problem import ProblemsFound
from symptomguide.publish.mkdocs_build import LUNR
from symptomguide.publish.theme import find_theme
from symptomguide.records.search_cases import load_search_cases

TOP = 3
ASK = f"""
(queries) => {{
  const search = guideSearch.build(lunr, {GLOBAL});
  return queries.map((query) => {{
    const {{ hits, help, mended }} = search.answer(query);
    const pages = hits.slice(0, {TOP}).map(({{ page }}) => [page.url, page.urgent]);
    return {{ pages, help: Boolean(help), sign: help ? help.sign : "", mended, count: hits.length }};
  }});
}}
"""


@dataclass(frozen=True)
class Answer:
    """The first pages found, by address; whether the first is about danger; whether help stands above, and its sign."""

    pages: tuple[str, ...]
    urgent: bool
    help: bool
    sign: str
    mended: tuple[tuple[str, str], ...]
    count: int


def read_answers(found: Iterable[dict[str, Any]]) -> list[Answer]:
    """Answers as the script gives them."""
    return [
        Answer(
            pages=tuple(url for url, _ in one["pages"]),
            urgent=bool(one["pages"] and one["pages"][0][1]),
            help=one["help"],
            sign=one["sign"],
            mended=tuple((word, other) for word, other in one["mended"]),
            count=one["count"],
        )
        for one in found
    ]


class Engine:
    """The search as the browser runs it, in a script engine: the same library, the same script, the same documents."""

    def __init__(self, guide: Guide) -> None:
        documents = build_search_documents(guide, directories=True)
        script = find_theme() / "assets/javascripts/search.js"
        self.machine = MiniRacer()
        self.machine.eval("var window = globalThis;")
        self.machine.eval(LUNR.read_text(encoding="utf-8"))
        self.machine.eval(write_search_documents(documents))
        self.machine.eval(script.read_text(encoding="utf-8"))

    def run(self, code: str) -> Any:
        """What the script `code` comes to."""
        return json.loads(str(self.machine.eval(f"JSON.stringify({code})")))

    def ask(self, queries: Iterable[str]) -> list[Answer]:
        """An answer to each query."""
        return read_answers(self.run(f"({ASK})({json.dumps(list(queries))})"))

    def close(self) -> None:
        """Ends the script engine, without which the process would not end."""
        self.machine.close()


def ask_page(page: Page, queries: Iterable[str]) -> list[Answer]:
    """An answer to each query from the scripts that an opened search has loaded."""
    return read_answers(page.evaluate(ASK, list(queries)))


def load_cases(root: Path, guide: Guide) -> dict[str, tuple[SearchCase, ...]]:
    """Kind of case -> the cases of the project at `root`; raises ProblemsFound."""
    cases, problems = load_search_cases(root, guide.docs, guide.library.files)
    if problems:
        raise ProblemsFound(problems)
    return cases


def judge(case: SearchCase, answer: Answer, guide: Guide) -> str:
    """What is wrong with the answer to a case: "missed", "danger not first", "false alarm", or ""."""
    targets = {target.doc for page in case.pages if (target := find_target(page, guide.docs))}
    if not {url_of(doc, True) for doc in targets} & set(answer.pages):
        return "missed"
    if case.danger and not (answer.urgent and answer.help):
        return "danger not first"
    return "false alarm" if case.calm and (answer.urgent or answer.help) else ""


def find_all_names(guide: Guide) -> dict[str, set[str]]:
    """Name -> the addresses of the pages it leads to, for names of pages and of their entries, three letters at least.

    Words of the glossary are left out: the page about the thing is as good an answer.
    """
    found: dict[str, set[str]] = {}
    for document in list_documents(guide).values():
        entries = (name for kind, _, names in find_entries(document) if kind != "glossary" for name in names)
        for name in (*document.names, *entries):
            if len(name) >= 3:
                found.setdefault(name.casefold(), set()).add(url_of(document.doc, True))
    return found


def find_urgent_names(guide: Guide) -> list[str]:
    """Every name that belongs to urgent causes alone."""
    urgent: list[str] = []
    others: set[str] = set()
    for document in list_documents(guide).values():
        is_urgent = getattr(document.record, "urgency", "") in URGENT
        urgent += document.names if is_urgent else ()
        others |= set() if is_urgent else {name.casefold() for name in document.names}
    return [name for name in urgent if name.casefold() not in others]


def slip(name: str, number: int) -> str:
    """`name` with a slip in its longest word, by rule: letters swapped, one left out, one doubled or one changed."""
    word = max(name.replace("-", " ").split(), key=len)
    at = 1 + number % max(1, len(word) - 2)
    forms = (
        word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + "x" + word[at + 1 :],
    )
    return name.replace(word, forms[number % len(forms)], 1)
