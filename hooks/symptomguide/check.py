"""Reads a project and checks all of it: the guide, or every problem of all its files at once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from .addresses import INDEX_PAGE, MACRO_PAGE, PAGE_KINDS, Docs, list_record_docs
from .documents.anchors import check_places
from .documents.document import list_documents
from .guide import PICTURE, Guide
from .models import RedFlag, Story
from .pages.content import CONTENT_FOLDER, Page, list_pages, load_pages
from .pages.language import check_pages
from .pages.moved import check_moved
from .pages.sections import check_homes, check_sections, check_shown, check_targets, drop_empty, find_homes
from .problem import Problem, ProblemsFound
from .records.folders import find_obstacles
from .records.library import FOLDER_OF, Library, find_ids, load_library, load_shared
from .records.search_cases import load_search_cases
from .rules import check_rules
from .tree import build_library_graph, check_stories, check_tree, tell_moved


def check_guide(root: Path, as_of: datetime.date) -> tuple[Guide | None, list[Problem]]:
    """Reads and checks all records and pages below `root`; None where a problem was found."""
    if obstacles := find_obstacles(root):
        return None, obstacles
    library, problems = load_library(root)
    shared = library.shared if library else load_shared(root)
    pages, found = load_pages(root, _list_macros, library.ids if library else find_ids(root), shared.values)
    problems += found
    if library is None:
        return None, sorted(set(problems))
    problems += check_rules(library, as_of)
    problems += check_pages(library, pages)
    names = list_pages(root)
    problems += check_sections(library, names)
    if len(pages) == len(names):
        problems += check_homes(library, pages)
        problems += check_targets(library, pages, names)
    problems += check_moved(library, pages, _name_docs(library, names))
    problems += _check_routes(library)
    if problems:
        return None, sorted(set(tell_moved(root, library, problems)))
    guide = _make_guide(root, library, pages, as_of)
    problems = [*check_places(guide, list_documents(guide)), *check_shown(library, pages, guide.docs.homes)]
    problems += load_search_cases(root, guide.docs, library.files)[1]
    return (None if problems else guide), sorted(set(problems))


def _list_macros() -> Mapping[str, Callable[..., Any]]:
    from .macros import MACROS  # here, since a check whose pages did not change needs none of their views

    return MACROS


def _check_routes(library: Library) -> list[Problem]:
    """The problems of the tree, if every sign and all it says by name can be read; and of the stories, if all can."""
    tree, signs = library.tree, FOLDER_OF[RedFlag]
    if tree is None or library.shared.unsound or len(library.records[signs]) < len(library.ids[signs]):
        return []
    found = library.of_tree.recall_problems("tree", lambda part: check_tree(tree, part))
    return found if found or library.unsound else library.of_tree.recall_problems("stories", _judge_stories)


def _judge_stories(library: Library) -> Iterator[Problem]:
    assert library.tree
    yield from check_stories(
        library.tree, build_library_graph(library.tree, library), library.all(Story), library.files
    )


def load_guide(root: Path, as_of: datetime.date) -> Guide:
    """The guide below `root`; raises ProblemsFound."""
    guide, problems = check_guide(root, as_of)
    if guide is None:
        raise ProblemsFound(problems)
    return guide


def load_unjudged(root: Path, as_of: datetime.date) -> Guide:
    """The guide below `root` as an earlier state of it, which today's rules need not like.

    Raises ProblemsFound where a record or a page cannot be read at all.
    """
    if obstacles := find_obstacles(root):
        raise ProblemsFound(obstacles)
    library, problems = load_library(root)
    if library is None or library.unsound:
        raise ProblemsFound(sorted(set(problems)))
    pages, found = load_pages(root, _list_macros, library.ids, library.shared.values)
    if problems or found:
        raise ProblemsFound(sorted({*problems, *found}))
    return _make_guide(root, library, pages, as_of)


def _make_guide(root: Path, library: Library, pages: Mapping[str, Page], as_of: datetime.date) -> Guide:
    pages = drop_empty(pages, library.ids)
    picture = (root / CONTENT_FOLDER / PICTURE).is_file()
    return Guide(library, pages, _docs(library, pages), picture=picture, day=as_of)


def _name_docs(library: Library, names: Collection[str]) -> set[str]:
    """Every document that the site has, also where its page or record has a problem."""
    made = {INDEX_PAGE, MACRO_PAGE} if library.site.editor_pages else {INDEX_PAGE}
    return {*names, *list_record_docs(library.ids), *made}


def _docs(library: Library, pages: Mapping[str, Page]) -> Docs:
    docs = Docs({name: page.path for name, page in pages.items()})
    for kind in PAGE_KINDS:
        for record in sorted(library.records[kind].values(), key=lambda record: getattr(record, "order", 0)):
            docs[f"{kind}/{record.id}.md"] = library.files[f"{kind}/{record.id}"].path
    docs[INDEX_PAGE] = ""
    if library.site.editor_pages:
        docs[MACRO_PAGE] = ""
    docs.homes = find_homes(library, pages)
    return docs
