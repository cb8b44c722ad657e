"""The cases of the search that a project keeps: what readers type, and the pages that must come of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from ..addresses import find_target
from ..models.search_cases import SearchCase, SearchCases
from ..problem import Problem, shown
from .file import SourceFile
from .folders import find_records
from .kept import read_record

CASES = "tests/cases/search"


def load_search_cases(
    root: Path, docs: Collection[str], ids: Collection[str]
) -> tuple[dict[str, tuple[SearchCase, ...]], list[Problem]]:
    """Kind of case -> the cases of the project at `root`, and what is wrong with their files.

    `docs` are the documents of the site, `ids` those of all records, as `causes/some-id`.
    """
    cases: dict[str, tuple[SearchCase, ...]] = {}
    problems: list[Problem] = []
    for name, file in find_records(root / CASES, CASES, problems):
        if file is None:
            continue
        found, source = read_record(SearchCases, file, f"{CASES}/{name}.yaml")
        cases[name] = found.cases if found else ()
        problems += [*source.problems, *_find_faults(cases[name], source, docs, ids)]
    return cases, problems


def _find_faults(
    cases: tuple[SearchCase, ...], source: SourceFile, docs: Collection[str], ids: Collection[str]
) -> Iterator[Problem]:
    for index, case in enumerate(cases):
        for number, page in enumerate(case.pages):
            target = find_target(page, docs)
            if target is None or (target.anchor and page not in ids):
                message = f"there is no page '{shown(page)}'; write the address of one, such as 'causes/some-id'"
                yield source.problem(source.place(("cases", index, "pages", number)), message, "unknown-page")
        if case.danger and case.calm:
            message = "a query cannot be about danger and calm at once; delete one of the two"
            yield source.problem(source.place(("cases", index, "calm")), message, "danger-and-calm")
