"""What lies in the folders of a project: which files are read, which are left alone, which are refused, and why.

No symbolic link is followed: what it leads to lies outside the project, on the machine that builds it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from ..models import KINDS
from ..models.fields import ID_PATTERN
from ..patterns import compile_later
from ..problem import Problem, shown

PROJECT_PARTS = (
    ".vscode",
    "content",
    "docs",
    "hooks",
    "mkdocs.yml",
    "overrides",
    "site-data",
    "tests/cases/search",
    "tests/tree-baseline.txt",
)
"""What is read or written below the root of a project."""

DATA = (*KINDS, "tree", "site.yaml", "approvals.yaml")
"""What site-data holds."""

RECORD_SUFFIX = ".yaml"
PAGE_SUFFIXES = (".md",)
PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".svg", ".webp", ".ico")
KNOWN_SUFFIXES = frozenset(("", RECORD_SUFFIX, *PAGE_SUFFIXES, *PICTURE_SUFFIXES))

LEFT_BEHIND = compile_later(
    r"\._.*|\.#.*|#.*#|~\$.*|.*~|.*\.(?:swp|swo|bak|orig|rej|tmp|temp|part|crdownload|lnk|url)"
    r"|thumbs\.db(?::.*)?|ehthumbs\.db|desktop\.ini|icon\r|__macosx|__pycache__",
    re.IGNORECASE,
)
HIDDEN_SOURCE = compile_later(r"\..*\.(?:yaml|yml|md)", re.IGNORECASE)
EDITOR_LOCK = compile_later(r"\.#.*")  # Emacs marks an open file by a link that leads nowhere
WINDOWS_KEEPS = compile_later(r"con|prn|aux|nul|com[0-9]|lpt[0-9]", re.IGNORECASE)
ID = compile_later(ID_PATTERN)
PICTURE_NAME = compile_later(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def is_left_behind(name: str) -> bool:
    """True for a file or folder that a system or an editor made for itself: `.DS_Store`, `Thumbs.db`, swap files."""
    stem, dot, suffix = name.partition(".")
    if dot + suffix in KNOWN_SUFFIXES and stem.replace("-", "0").isalnum():  # a quick look first: nearly every name is
        return False
    if LEFT_BEHIND.fullmatch(name):
        return True
    return name.startswith(".") and not HIDDEN_SOURCE.fullmatch(name)


def find_obstacles(root: Path) -> list[Problem]:
    """What forbids to read the project at `root` at all.

    A symbolic link or a device would be followed by whoever reads, and behind a folder whose name has other capitals
    everything seems to be missing.
    """
    return sorted(
        {*_find_links(root), *_find_capitals(root, "", PROJECT_PARTS), *_find_capitals(root, "site-data", DATA)}
    )


def _find_capitals(root: Path, path: str, known: Collection[str]) -> Iterator[Problem]:
    """Names in the folder `path` that differ from a `known` one in capitals alone."""
    for entry in os.scandir(root / path) if (root / path).is_dir() else ():
        right = entry.name.lower()
        if right in known and right != entry.name:
            name = f"{path}/{shown(entry.name)}".lstrip("/")
            yield Problem(name, 1, 1, f"the name is written '{right}', in small letters; rename it", "file-name")


def _find_links(root: Path) -> list[Problem]:
    found: list[Problem] = []
    for part in PROJECT_PARTS:
        steps = Path(part).parts
        for step in range(1, len(steps) + 1):
            path = "/".join(steps[:step])
            if (root / path).is_symlink():
                found.append(_link_problem(path))
                break
        else:
            found += _find_links_below(root / part, part)
    return found


def _find_links_below(folder: Path, path: str) -> Iterator[Problem]:
    for entry in os.scandir(folder) if folder.is_dir() else ():
        if entry.is_file(follow_symlinks=False):  # as nearly all are
            continue
        name = f"{path}/{shown(entry.name)}"
        if entry.is_symlink():
            if not EDITOR_LOCK.fullmatch(entry.name) or entry.is_dir():
                yield _link_problem(name)
        elif entry.is_dir(follow_symlinks=False):
            yield from _find_links_below(Path(entry.path), name)
        else:
            yield Problem(name, 1, 1, "this is no file that can be read; delete it", "odd-file")


def _link_problem(path: str) -> Problem:
    message = "this is a symbolic link, and no link is followed; put the file or folder itself in its place"
    return Problem(path, 1, 1, message, "symbolic-link")


def find_records(
    folder: Path, label: str, problems: list[Problem], reserved: Mapping[str, str] | None = None
) -> Iterator[tuple[str, str | None]]:
    """Yields (id, file) for each record file in `folder`, by name; whatever else is there is added to `problems`.

    The file is None where its name is refused: the id is then the one that was meant, so that those who name it
    are not told that it does not exist. `reserved` says of an id why no record may have it.
    """
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name) if folder.is_dir() else []
    names = {entry.name for entry in entries}
    for entry in entries:
        if is_left_behind(entry.name):
            continue
        message = _refuse_record(entry, names, reserved or {})
        stem = entry.name.split(".")[0] if message else entry.name.removesuffix(RECORD_SUFFIX)
        if message:
            problems.append(Problem(f"{label}/{shown(entry.name)}", 1, 1, message, "file-name"))
        yield stem.casefold(), None if message else entry.path


def _refuse_record(entry: os.DirEntry[str], names: set[str], reserved: Mapping[str, str]) -> str:
    """Why this is no record file, or ""."""
    stem = entry.name.removesuffix(RECORD_SUFFIX)
    if stem != entry.name and _is_id(stem) and stem not in reserved and entry.is_file(follow_symlinks=False):
        return ""  # as nearly all are
    stem, suffix = os.path.splitext(entry.name)
    lower = entry.name.lower()
    if entry.is_symlink() or not entry.is_file():
        return "only record files belong here, no folders or links"
    if lower != entry.name and lower in names:
        return f"'{shown(lower)}' differs from it only in capitals; delete one of the two, or rename it"
    if entry.name.startswith("."):
        return "a name that starts with a dot is hidden, and read by nothing; rename it"
    if suffix != RECORD_SUFFIX:
        return f"a record file ends in {RECORD_SUFFIX}"
    if WINDOWS_KEEPS.fullmatch(stem):
        return windows_keeps(stem)
    if not _is_id(stem):
        return f"'{shown(stem)}' is no id; a file name has small letters, digits and single hyphens, at most 64"
    return reserved.get(stem, "")


def _is_id(stem: str) -> bool:
    return len(stem) <= 64 and ID.fullmatch(stem) is not None and not WINDOWS_KEEPS.fullmatch(stem)


def windows_keeps(stem: str) -> str:
    """What to say of a name that cannot be a file on Windows."""
    return f"'{stem}' is a name that Windows keeps for itself, where no file can have it; choose another"


def find_pages(folder: Path, label: str, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    """Yields (file, path below `folder`) for each page, by path; what is neither page nor picture becomes a problem."""
    for file, name in _walk(folder, ""):
        if message := _refuse_page(file.name, name):
            rule = "file-name" if file.name.endswith((*PAGE_SUFFIXES, *PICTURE_SUFFIXES)) else "wrong-folder"
            problems.append(Problem(f"{label}/{shown(name)}", 1, 1, message, rule))
        elif file.name.endswith(PAGE_SUFFIXES):
            yield file, name


def find_pictures(folder: Path) -> frozenset[str]:
    """The path below `folder` of each picture."""
    return frozenset(name for _, name in _walk(folder, "") if name.lower().endswith(PICTURE_SUFFIXES))


def _walk(folder: Path, below: str) -> Iterator[tuple[Path, str]]:
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name) if folder.is_dir() else []
    for entry in entries:
        if is_left_behind(entry.name) or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _walk(Path(entry.path), f"{below}{entry.name}/")
        else:
            yield Path(entry.path), f"{below}{entry.name}"


def _refuse_page(file: str, path: str) -> str:
    """Why this file may not lie in content/, or ""."""
    for part in path.split("/"):
        if WINDOWS_KEEPS.fullmatch(part.split(".")[0]):
            return windows_keeps(part.split(".")[0])
    if file.endswith(PAGE_SUFFIXES):
        parts = path.removesuffix(PAGE_SUFFIXES[0]).split("/")
        odd = next((part for part in parts if not re.fullmatch(ID_PATTERN, part)), None)
        what = "is no name for a page or a folder of pages, which is part of its address"
        return f"'{shown(odd)}' {what}; use small letters, digits and single hyphens" if odd is not None else ""
    if file.lower().endswith(PICTURE_SUFFIXES):
        odd = next((part for part in path.split("/") if not PICTURE_NAME.fullmatch(part)), None)
        return f"'{shown(odd)}' is no name for a picture; use letters, digits, hyphens and dots" if odd else ""
    return f"only pages ({', '.join(PAGE_SUFFIXES)}) and pictures ({', '.join(PICTURE_SUFFIXES)}) belong in content/"
