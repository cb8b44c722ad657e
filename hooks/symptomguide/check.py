"""Reads a project and checks all of it: the guide, or every problem of all its files at once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

from .addresses import INDEX_PAGE, MACRO_PAGE, PAGE_KINDS, Docs
from .documents.anchors import check_anchors
from .documents.document import list_documents
from .guide import PICTURE, Guide
from .macros import MACROS
from .models import Story
from .pages.content import CONTENT_FOLDER, Page, list_pages, load_pages
from .pages.language import check_pages
from .pages.sections import check_homes, check_sections, drop_empty, find_homes
from .problem import Problem, ProblemsFound
from .records.folders import find_obstacles
from .records.library import Library, find_ids, load_library, load_shared
from .records.search_cases import load_search_cases
from .rules import check_rules
from .tree import build_library_graph, check_stories, check_tree


def check_guide(root: Path, as_of: datetime.date) -> tuple[Guide | None, list[Problem]]:
    """Reads and checks all records and pages below `root`; None where a problem was found."""
    if obstacles := find_obstacles(root):
        return None, obstacles
    library, problems = load_library(root)
    shared = library.shared if library else load_shared(root)
    pages, found = load_pages(root, MACROS, library.ids if library else find_ids(root), shared.values)
    problems += found
    if library is None:
        return None, sorted(set(problems))
    problems += check_rules(library, as_of)
    problems += check_pages(library, pages)
    names = list_pages(root)
    problems += check_sections(library, names)
    if len(pages) == len(names):
        problems += check_homes(library, pages)
    if (tree := library.tree) is not None and not library.unsound:
        found = check_tree(tree, library)
        problems += found or check_stories(tree, build_library_graph(tree, library), library.all(Story), library.files)
    if problems:
        return None, sorted(set(problems))
    pages = drop_empty(pages, library.ids)
    docs = _docs(library, pages)
    guide = Guide(library, pages, docs, picture=(root / CONTENT_FOLDER / PICTURE).is_file(), day=as_of)
    problems = [*check_anchors(list_documents(guide)), *load_search_cases(root, docs, library.files)[1]]
    return (None if problems else guide), sorted(set(problems))


def load_guide(root: Path, as_of: datetime.date) -> Guide:
    """The guide below `root`; raises ProblemsFound."""
    guide, problems = check_guide(root, as_of)
    if guide is None:
        raise ProblemsFound(problems)
    return guide


def _docs(library: Library, pages: Mapping[str, Page]) -> Docs:
    docs = Docs({name: page.path for name, page in pages.items()})
    for kind in PAGE_KINDS:
        for record in sorted(library.records[kind].values(), key=lambda record: getattr(record, "order", 0)):
            docs[f"{kind}/{record.id}.md"] = library.files[f"{kind}/{record.id}"].path
    docs[INDEX_PAGE] = docs[MACRO_PAGE] = ""
    docs.homes = find_homes(pages)
    return docs
