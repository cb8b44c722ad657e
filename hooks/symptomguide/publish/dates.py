"""Which day a build counts as today: the engine itself never asks the clock."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .git import ask_git

ARCHIVED = ".archive-time"
CHECKED = re.compile(rb"^(?:checked|date): ([0-9]{4}-[0-9]{2}-[0-9]{2})", re.MULTILINE)


def build_date(root: Path) -> datetime.date:
    """The day of the commit at `root`, or of the newest record where that is later (an edit not yet committed)."""
    return max(datetime.datetime.fromtimestamp(commit_time(root), tz=datetime.UTC).date(), _newest_record(root))


def commit_time(root: Path) -> int:
    """Seconds since 1970 of the commit at `root`, or of midnight (UTC) of the newest record where nothing tells it.

    SOURCE_DATE_EPOCH, where set, is taken as it is. In an archive made by git, the file .archive-time tells.
    """
    if os.environ.get("SOURCE_DATE_EPOCH", "").isdigit():
        return int(os.environ["SOURCE_DATE_EPOCH"])
    with contextlib.suppress(OSError, ValueError):
        ask_git(root, "ls-files", "--error-unmatch", "mkdocs.yml")  # not the repository of a folder around it
        return int(ask_git(root, "log", "-1", "--format=%ct"))
    with contextlib.suppress(OSError, ValueError):
        return int((root / ARCHIVED).read_text(encoding="utf-8"))
    return int(datetime.datetime.combine(_newest_record(root), datetime.time(), datetime.UTC).timestamp())


def _newest_record(root: Path) -> datetime.date:
    files = (file for file in (root / "site-data").rglob("*.yaml") if file.is_file() and not file.is_symlink())
    return max(map(_newest, files), default=datetime.date(2000, 1, 1))


def _newest(file: Path) -> datetime.date:
    return max(_days(CHECKED.findall(file.read_bytes())), default=datetime.date(2000, 1, 1))


def _days(found: Iterable[bytes]) -> Iterator[datetime.date]:
    for day in found:
        with contextlib.suppress(ValueError):  # no day of the calendar: the check of the records says so
            yield datetime.date.fromisoformat(day.decode())
