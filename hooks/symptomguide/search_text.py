"""What of a finished page the search plugin needs to read: it drops most tags, but only after parsing each."""

from __future__ import annotations

import re

DROPPED = re.compile(r'<svg class="cf-shape".*?</svg>|</?(?:a|b|cite|dd|dl|dt|em|i|strong)(?: [^>]*)?>', re.DOTALL)
"""Shapes, and tags whose words are kept without them. No attribute holds a bare `>`: `text.escape` sees to that."""

MARK = re.compile(r'\s?data-search-\w+="[^"]+"')
"""What the plugin takes out of a page, once it has read it."""


def to_search_text(page: str) -> str:
    """The HTML of a page without the tags that leave no trace in the search index."""
    return DROPPED.sub("", page)


def without_search_marks(page: str) -> str:
    """The HTML of a page without its marks for the search plugin."""
    return MARK.sub("", page)
