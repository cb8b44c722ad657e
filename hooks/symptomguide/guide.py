"""The whole site in memory: every record and page, checked. Nothing is rendered here."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from dataclasses import dataclass

from .addresses import Docs
from .pages.content import Page
from .pages.moved import list_moved
from .records.library import Library
from .records.words import Word, build_words

PICTURE = "assets/og.png"
"""The picture that social networks show beside a link, below content/."""


@dataclass(frozen=True, eq=False)
class Guide:
    """Records and pages that passed every check.

    `docs` maps each document to the file it comes from; `picture` says whether content/ has the picture for social
    networks; `day` is the one that counted as today.
    """

    library: Library
    pages: Mapping[str, Page]
    docs: Docs
    picture: bool = False
    day: datetime.date = datetime.date.min

    @functools.cached_property
    def words(self) -> tuple[Word, ...]:
        """The technical words, to be explained where a page first uses them."""
        return build_words(self.library)

    @functools.cached_property
    def moved(self) -> Mapping[str, str]:
        """The document that each old address leads to, by the address: `causes/old-name`."""
        return {one.address: one.doc for one in list_moved(self.library, self.pages)}

    def generated(self) -> tuple[str, ...]:
        """The documents that no hand-written page stands for, section by section."""
        return tuple(doc for doc in self.docs if doc not in self.pages)
