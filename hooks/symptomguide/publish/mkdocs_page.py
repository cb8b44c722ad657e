"""A page of MkDocs that shows a document, and is not made again while all that it was made from is the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from ..store import digest, recall
from ..text import find_ids
from .mkdocs_build import noting, stopping
from .site import Site

PURE = frozenset(("attr_list", "fenced_code", "tables", "toc", "symptomguide.publish.markdown_blocks"))
"""Extensions of Markdown that read nothing but the page; others may read any file, so what they make is not kept."""


Made = tuple[str, list[Any], list[str], dict[str, dict[str, str]], list[str]]
"""What MkDocs makes of a page: HTML, contents, ids, the anchors it links to by file, and what was wrong."""


class GuidePage(Page):
    """The page of a document. `around` is what all pages of a build depend on, known once all files are."""

    def __init__(self, site: Site, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self.site, self.around = site, ""

    def read_source(self, config: MkDocsConfig) -> None:
        """Takes the Markdown of the document, whose links become addresses when HTML is made of it."""
        with stopping():
            self.markdown = self.site.render(self.file.src_uri)
        self.meta = self.site.describe(self.file.src_uri)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Makes HTML of it, technical words explained, or takes what was made of the very same before."""
        made_from = ("page", self.around, *self.site.depend(self.file.src_uri), self.markdown or "")
        made = recall(made_from, lambda: self._make(config, files), lambda made: bool(self.around) and not made[-1])
        self.content, contents, ids, anchors, _ = made
        self.toc, self.present_anchor_ids = get_toc(contents), set(ids)
        self.links_to_anchors = {files.src_uris[path]: dict(links) for path, links in anchors.items()}

    def _make(self, config: MkDocsConfig, files: Files) -> Made:
        with stopping():
            self.markdown = self.site.resolve(self.file.src_uri, self.markdown or "")
        with noting() as complaints:
            super().render(config, files)
        content = self.content or ""
        ids = {*(self.present_anchor_ids or ()), *find_ids(content)}  # Markdown does not read all of it
        return (
            self.site.explain(self.file.src_uri, content),
            _list_contents(self.toc),
            sorted(map(str, ids)),
            {file.src_uri: links for file, links in (self.links_to_anchors or {}).items()},
            complaints,
        )


def _list_contents(links: Iterable[AnchorLink]) -> list[dict[str, Any]]:
    """The entries of a table of contents, as Markdown gives them."""
    return [
        {"name": str(one.title), "id": str(one.id), "level": one.level, "children": _list_contents(one.children)}
        for one in links
    ]


def surround(config: MkDocsConfig, files: Files, site: Site) -> None:
    """Tells each page what the pages of this build depend on beside themselves: configuration and files to link to.

    Nothing, where that cannot be known.
    """
    if not PURE.issuperset(config.markdown_extensions) or "<" in repr(config.mdx_configs):  # a function is in it
        return
    named = set(site.assets.values())  # after what is in them: no page can know their names
    known = [(file.src_uri, file.dest_uri, file.inclusion) for file in files if file.src_uri not in named]
    settings = [config[key] for key in ("markdown_extensions", "mdx_configs", "validation", "use_directory_urls")]
    around = digest(repr(settings), repr(known), site.common)
    for file in files:
        if isinstance(file.page, GuidePage):
            file.page.around = around
