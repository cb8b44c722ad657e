"""Which day a build counts as today: the engine itself never asks the clock."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..problem import Problem, ProblemsFound, shown
from .git import ask_git

LATEST = 253_402_300_799
"""The last second of the year 9999."""
ARCHIVED = ".archive-time"
CHECKED = re.compile(rb"\n(?:checked|date): ([0-9]{4}-[0-9]{2}-[0-9]{2})")


def build_date(root: Path) -> datetime.date:
    """The day of the commit at `root`, or of the newest record where that is later (an edit not yet committed)."""
    return max(datetime.datetime.fromtimestamp(commit_time(root), tz=datetime.UTC).date(), _newest_record(root))


def commit_time(root: Path) -> int:
    """Seconds since 1970 of the commit at `root`, or of midnight (UTC) of the newest record where nothing tells it.

    SOURCE_DATE_EPOCH, where set, is taken as it is; raises ProblemsFound where it is no such number. In an archive made
    by git, the file .archive-time tells.
    """
    if given := os.environ.get("SOURCE_DATE_EPOCH", "").strip():
        return _read_epoch(given)
    with contextlib.suppress(OSError, ValueError):
        ask_git(root, "ls-files", "--error-unmatch", "mkdocs.yml")  # not the repository of a folder around it
        return int(ask_git(root, "log", "-1", "--format=%ct"))
    with contextlib.suppress(OSError, ValueError):
        return int((root / ARCHIVED).read_text(encoding="utf-8"))
    return int(datetime.datetime.combine(_newest_record(root), datetime.time(), datetime.UTC).timestamp())


def _read_epoch(given: str) -> int:
    if re.fullmatch(r"[0-9]{1,15}", given) and int(given) <= LATEST:
        return int(given)
    message = f"'{shown(given)}' is no time; write the seconds since 1970, such as 1767225600, or leave it out"
    raise ProblemsFound([Problem("SOURCE_DATE_EPOCH", 1, 1, message, "environment")])


def _newest_record(root: Path) -> datetime.date:
    found = {day for file in _list_records(str(root / "site-data")) for day in CHECKED.findall(_read(file))}
    return max(_days(found), default=datetime.date(2000, 1, 1))


def _list_records(folder: str) -> Iterator[str]:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _list_records(entry.path)
            elif entry.is_file(follow_symlinks=False) and entry.name.endswith(".yaml"):
                yield entry.path


def _read(file: str) -> bytes:
    with open(file, "rb") as opened:
        return b"\n" + opened.read()


def _days(found: Iterable[bytes]) -> Iterator[datetime.date]:
    for day in found:
        with contextlib.suppress(ValueError):  # no day of the calendar: the check of the records says so
            yield datetime.date.fromisoformat(day.decode())
