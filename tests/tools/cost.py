"""What readers of a built site fetch: bytes with gzip and requests, from the files themselves: cost [FOLDER]."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterable
from pathlib import Path

from symptomguide.publish.produced import read_site
from symptomguide.publish.readback import resolve

READERS = 1_000_000
VISITS = {"the home page alone": ("index.html",), "home page, then the check": ("index.html", "check/index.html")}


def list_files(folder: Path, pages: Iterable[str]) -> set[str]:
    """The pages, and each file that they load by themselves, once: what a first visit asks for."""
    site, files = read_site(folder), set(pages)
    for name in tuple(files):
        for one in site.pages[name].addresses:
            target = resolve(one.value, name) if one.loads and ":" not in one.value else None
            if target and (folder / target).is_file() and not target.endswith((".html", ".xml")):
                files.add(target)
    return files


def count_bytes(folder: Path, files: Iterable[str]) -> int:
    """The bytes of the files, each with gzip."""
    return sum(len(gzip.compress((folder / name).read_bytes(), 9, mtime=0)) for name in files)


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "site")
    print(
        "| First visit | Requests | kB | A million a day: GB | requests a second, on average |\n|---|---|---|---|---|"
    )
    for name, pages in VISITS.items():
        files = list_files(folder, pages)
        size = count_bytes(folder, files)
        day = f"{size * READERS / 1e9:.0f} | {len(files) * READERS / 86400:.0f}"
        print(f"| {name} | {len(files)} | {size / 1000:.1f} | {day} |")


if __name__ == "__main__":
    main()
