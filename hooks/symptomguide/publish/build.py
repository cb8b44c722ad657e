"""Builds the site beside the old one, reads it back, and only then puts it in its place."""

from __future__ import annotations

import datetime
import gc
import os
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ..addresses import ALONE_PAGE, ANCHOR_PAGES, PAGE_KINDS, UNKNOWN_FILE, file_of, find_target
from ..check import load_guide
from ..documents.copies import build_edition, build_offer
from ..guide import Guide
from ..problem import ProblemsFound
from .dates import build_date, commit_time
from .engine import choose_engine
from .kept import keeping
from .manifest import write_manifest
from .orphans import find_orphans
from .place import open_to_readers, staging, swap
from .produced import read_site
from .promises import check_promises
from .readback import read_back
from .single import hold_all
from .site import find_address

HELD_SCRIPTS = ("alone", "unknown")
"""Scripts that only pages use which hold what they need."""
BUNDLE = ".bundle"
"""What the folder is called that a bundle is made in."""


@dataclass(frozen=True)
class Copies:
    """What can be taken along: the archive with the offline copy; the check in one file, None for a site without."""

    archive: Path
    check: Path | None


def build_site(
    root: Path,
    out: Path,
    *,
    offline: bool = False,
    with_bundle: bool = False,
    check: Path | None = None,
    day: datetime.date | None = None,
) -> int:
    """Builds the site of the project at `root` into `out` and returns the number of its pages.

    Whatever stood in `out` stays until the new site has passed every check; raises ProblemsFound otherwise. With
    `with_bundle` the offline copy and the check in one file stand beside the pages, and each of them offers both. An
    offline build writes the check in one file to `check`, where given. Where `out` is a link, the site goes into the
    folder that it points to. `day` is what `build_date` says, where that was asked before. Raises BlockingIOError while
    another process builds into it.
    """
    with keeping(root, "copy" if offline else "site"):
        return _build_kept(root, out.resolve(), day, offline=offline, with_bundle=with_bundle, check=check)


def _build_kept(
    root: Path, out: Path, day: datetime.date | None, *, offline: bool, with_bundle: bool, check: Path | None
) -> int:
    choose_engine()
    from .mkdocs_build import render_site  # here, so that `symptomguide check` never loads MkDocs

    os.environ.setdefault("SOURCE_DATE_EPOCH", str(commit_time(root)))
    guide = _read(root, day)
    find_address(guide)  # refuses a false one before any work
    with staging(out) as fresh:
        copies = build_bundle(root, fresh / BUNDLE) if with_bundle else None  # MkDocs leaves hidden folders alone
        offer = build_offer(copies.archive, copies.check, guide.day) if copies else None
        render_site(root, fresh, guide, offline=offline, offer=offer)
        if copies:
            for file in (fresh / BUNDLE).iterdir():
                file.rename(fresh / file.name)
            (fresh / BUNDLE).rmdir()
        return finish_site(guide, fresh, out, offline=offline, check=check)


def finish_site(guide: Guide, fresh: Path, out: Path, *, offline: bool, check: Path | None = None) -> int:
    """Puts what was rendered from a guide into `fresh` in the place of `out`; returns the number of its pages.

    The check in one file goes to `check`, where given. Raises ProblemsFound where the read-back finds any, and then
    leaves `out` as it was.
    """
    if (fresh / ALONE_PAGE).exists():
        _take_check(fresh, check)
    if not offline and not find_address(guide):
        _write(fresh / UNKNOWN_FILE, hold_all(fresh, UNKNOWN_FILE, alone=False))
    for name in HELD_SCRIPTS:
        for script in fresh.glob(f"assets/javascripts/{name}.*.js"):
            script.unlink()
    if offline:
        (fresh / UNKNOWN_FILE).unlink(missing_ok=True)  # nothing answers for unknown addresses in a folder
    site = read_site(fresh)
    if problems := (
        read_back(site, out.name, _base(guide, offline), folders=not offline)
        or check_promises(site, out.name)
        or find_orphans(site, out.name, *_expect(guide, offline), {file_of(f"{old}.md", True) for old in guide.moved})
    ):
        raise ProblemsFound(problems)
    write_manifest(fresh, site.files, {name: page.sum for name, page in site.pages.items()})
    open_to_readers(fresh)
    swap(fresh, out)
    return len(site.pages)


def _read(root: Path, day: datetime.date | None) -> Guide:
    """The guide below `root`; raises ProblemsFound. What is read stays: looking for garbage in it would take long."""
    gc.disable()
    try:
        return load_guide(root, day or build_date(root))
    finally:
        gc.freeze()
        gc.enable()


def _base(guide: Guide, offline: bool) -> str:
    """The path below which the site will be served, with a slash at both ends."""
    address = "" if offline else find_address(guide)
    return f"/{urlsplit(address).path.strip('/')}/".replace("//", "/")


def _expect(guide: Guide, offline: bool) -> tuple[dict[str, frozenset[str]], tuple[str, ...], dict[str, str]]:
    """What the produced pages must hold: the ids of records that share a page, by file; the pages close to home.

    Last, the file that each produced page was made from.
    """
    held: dict[str, frozenset[str]] = {}
    for path in (f"{kind}/{name}" for kind in ANCHOR_PAGES for name in guide.library.records[kind]):
        if target := find_target(path, guide.docs):
            file = file_of(target.doc, not offline)
            held[file] = held.get(file, frozenset()) | {target.anchor}
    kind = PAGE_KINDS[0]
    near = tuple(file_of(f"{kind}/{name}.md", not offline) for name in guide.library.records[kind])
    return held, near, {file_of(doc, not offline): path for doc, path in guide.docs.items() if path}


def _take_check(fresh: Path, target: Path | None) -> None:
    """Moves the check out of the copy that it was made with, to `target` where that is given."""
    text = hold_all(fresh, ALONE_PAGE, alone=True)
    (fresh / ALONE_PAGE).unlink()
    if target:
        target.parent.mkdir()
        _write(target, text)


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def build_bundle(root: Path, folder: Path) -> Copies:
    """Builds the site for use from a folder, and packs it into `folder`/NAME-VERSION-offline.zip.

    Beside it goes the check in one file, `folder`/NAME-check.html, where the site has a check. The same commit gives
    the same bytes: entries are sorted and carry the time of the commit. The archive holds one folder with the version
    in its name, so that an older copy is never mixed with a newer one.
    """
    guide = load_guide(root, build_date(root))
    short = guide.library.site.short_name
    name = f"{short}-{build_edition(guide.day, '').version}"
    target = folder / f"{name}-offline.zip"
    with staging(folder / BUNDLE) as fresh:
        site, packed, check = fresh / name, fresh / target.name, fresh / "check" / f"{short}-check.html"
        build_site(root, site, offline=True, check=check)
        if check.exists() and (problems := read_back(read_site(check.parent), "dist", folders=False)):
            raise ProblemsFound(problems)
        _pack(site, packed, commit_time(root))
        made = [file for file in (packed, check) if file.exists()]
        for file in made:
            open_to_readers(file)
            file.replace(folder / file.name)
        if folder.name != BUNDLE:  # beside the pages, the manifest of the site lists them
            open_to_readers(write_manifest(folder, [file.name for file in made]))
    return Copies(target, folder / check.name if check in made else None)


def _pack(site: Path, target: Path, seconds: int) -> None:
    stamp = time.gmtime(max(seconds, 315_532_800))[:6]  # a zip archive knows no time before 1980
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(path for path in site.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{site.name}/{file.relative_to(site).as_posix()}", stamp)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, file.read_bytes())
