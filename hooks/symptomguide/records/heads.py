"""The two comment lines that each record begins with: what it is, and where its fields are explained."""

from __future__ import annotations

import inspect
import re

from ..models import KINDS

FIELDS_FILE = "docs/fields.md"
TREE_MANUAL = "docs/tree.md"
EXPLAINED = "# Its fields are explained in "


def has_head(text: str) -> bool:
    """Whether a file of records begins with two comments, of which the second says where its fields are explained."""
    lines = text.split("\n", 2)
    return len(lines) > 1 and lines[0].startswith("# ") and lines[1].startswith(EXPLAINED)


def head_of(folder: str) -> tuple[str, str]:
    """The head of a record of `folder`: of a kind, of the tree, or "" for a file beside the folders."""
    if folder in KINDS:
        said = re.split(r"[.:;]", inspect.cleandoc(KINDS[folder].__doc__ or "").replace("\n", " "))[0]
        first = f"# A record of {folder}: {said[:1].lower()}{said[1:]}."
        return first, f"{EXPLAINED}{FIELDS_FILE}, under site-data/{folder}/."
    return "# A file of the check.", f"{EXPLAINED}{TREE_MANUAL if folder else FIELDS_FILE}."


def add_head(text: str, folder: str) -> str:
    """`text` with its head; in a file of the tree or of settings, a comment on the first line stays there."""
    if has_head(text):
        return text
    first, second = head_of(folder)
    if folder in KINDS:
        return f"{first}\n{second}\n{text}"
    above, _, rest = text.partition("\n") if text.startswith("# ") else (first, "", text)
    return f"{above}\n{second}\n{rest}"
