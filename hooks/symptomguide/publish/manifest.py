"""The list of what was published, with the SHA-256 of each file, so that any copy can be compared with it."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..problem import Problem, shown
from .produced import list_files

MANIFEST = "manifest.sha256"
"""Its name, beside what it lists; `sha256sum -c` reads it."""
LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def write_manifest(folder: Path, files: Iterable[str] | None = None, known: Mapping[str, str] | None = None) -> Path:
    """Writes the manifest of `files` (all below `folder`, if none are named) into the folder; returns its path.

    `known` holds the sums that were taken before.
    """
    named = files if files is not None else list_files(folder)
    sums = {name: (known or {}).get(name) or _sum((folder / name).read_bytes()) for name in named if name != MANIFEST}
    target = folder / MANIFEST
    target.write_text("".join(f"{sums[name]}  {name}\n" for name in sorted(sums)), encoding="utf-8", newline="\n")
    return target


def compare_with_manifest(path: Path) -> tuple[int, list[Problem]]:
    """How many files the manifest in a folder or an archive lists, and what differs from it: changed, gone, added."""
    held = _read_archive(path) if path.is_file() else _read_folder(path)
    if MANIFEST not in held:
        return 0, [Problem(path.name, 1, 1, f"there is no {MANIFEST} here to compare with", "no-manifest")]
    listed = dict(_read_lines(held.pop(MANIFEST).decode("utf-8", "replace")))
    return len(listed), sorted(_compare(path.name, held, listed))


def _compare(label: str, held: Mapping[str, bytes], listed: Mapping[str, str]) -> Iterator[Problem]:
    for name in sorted(held.keys() | listed.keys()):
        if name not in held:
            yield Problem(f"{label}/{shown(name)}", 1, 1, "the file is gone", "differs-from-manifest")
        elif name not in listed:
            yield Problem(
                f"{label}/{shown(name)}", 1, 1, "the manifest does not list this file", "differs-from-manifest"
            )
        elif _sum(held[name]) != listed[name]:
            yield Problem(f"{label}/{shown(name)}", 1, 1, "the file was changed", "differs-from-manifest")


def _read_lines(text: str) -> Iterator[tuple[str, str]]:
    """(name, sum) of each line; a line that is none lists a file of that name, which then is gone."""
    for line in text.splitlines():
        match = LINE.fullmatch(line)
        yield (match[2], match[1]) if match else (line, "")


def _read_folder(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in list_files(folder)}


def _read_archive(path: Path) -> dict[str, bytes]:
    """The files of an archive, from the one folder that it holds; raises OSError where it is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            held = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    except zipfile.BadZipFile as error:
        raise OSError(f"{path.name} is no whole ZIP archive") from error
    top = {name.partition("/")[0] for name in held}
    return {name.partition("/")[2]: data for name, data in held.items()} if len(top) == 1 else held


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
