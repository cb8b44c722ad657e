"""Builds the site beside the old one, reads it back, and only then puts it in its place."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

from ..addresses import ANCHOR_PAGES, PAGE_KINDS, file_of, find_target
from ..check import load_guide
from ..documents.copies import build_edition, build_offer
from ..guide import Guide
from .dates import build_date, commit_time
from .kept import keeping
from .lock import lock
from .orphans import find_orphans
from .produced import read_site
from .readback import read_back
from .site import find_address

PARTS = (
    "*.map",
    "*.gz",
    "assets/images",
    "assets/javascripts/bundle.*.min.js",
    "assets/javascripts/lunr",
    "assets/javascripts/workers",
    "assets/stylesheets/main.*",
    "assets/stylesheets/palette.*",
)
"""What the theme ships and no page of ours uses."""


def build_site(root: Path, out: Path, *, offline: bool = False, with_bundle: bool = False) -> int:
    """Builds the site of the project at `root` into `out` and returns the number of its pages.

    Whatever stood in `out` stays until the new site has passed every check; raises ProblemsFound otherwise. With
    `with_bundle` the offline copy stands beside the pages, and each of them offers it. Where `out` is a link, the site
    goes into the folder that it points to. Raises BlockingIOError while another process builds into it.
    """
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    with lock(out), keeping(root, "copy" if offline else "site"):
        return _build_locked(root, out, offline=offline, with_bundle=with_bundle)


def _build_locked(root: Path, out: Path, *, offline: bool, with_bundle: bool) -> int:
    from ..problem import ProblemsFound
    from .mkdocs_build import render_site  # here, so that `symptomguide check` never loads MkDocs

    guide = load_guide(root, build_date(root))
    repair(out)
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(commit_time(root)))
    with tempfile.TemporaryDirectory(prefix=f"{out.name}.new-", dir=out.parent, ignore_cleanup_errors=True) as folder:
        fresh = Path(folder, "site")
        bundle = build_bundle(root, Path(folder)) if with_bundle else None
        offer = build_offer(bundle.name, bundle.stat().st_size, guide.day) if bundle else None
        render_site(root, fresh, guide, offline=offline, offer=offer)
        if bundle:
            bundle.rename(fresh / bundle.name)
        _drop_unused(fresh, offline)
        site = read_site(fresh)
        if problems := read_back(site, out.name, _base(guide, offline), folders=not offline) or find_orphans(
            site, out.name, *_expect(guide, offline)
        ):
            raise ProblemsFound(problems)
        open_to_readers(fresh)
        swap(fresh, out)
    return len(site.pages)


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


def open_to_readers(folder: Path) -> None:
    """Lets every server read what is below `folder`, whatever the umask of the build was."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def swap(fresh: Path, out: Path) -> None:
    """Puts `fresh` in the place of `out`: the old folder steps aside first, and goes once the new one stands."""
    aside = out.with_name(f"{out.name}.old")
    if out.exists():
        out.rename(aside)
    fresh.rename(out)
    shutil.rmtree(aside, ignore_errors=True)


def repair(out: Path) -> None:
    """Mends what a build left that was killed: brings the old folder back, drops unfinished ones."""
    aside = out.with_name(f"{out.name}.old")
    if aside.exists() and not out.exists():
        aside.rename(out)
    shutil.rmtree(aside, ignore_errors=True)
    for left in out.parent.glob(f"{out.name}.new-*"):
        shutil.rmtree(left, ignore_errors=True)


def _drop_unused(site: Path, offline: bool) -> None:
    for pattern in PARTS:
        for path in sorted(site.glob(pattern) if "/" in pattern else site.rglob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if offline:
        (site / "404.html").unlink(missing_ok=True)  # nothing answers for unknown addresses in a folder


def build_bundle(root: Path, folder: Path) -> Path:
    """Builds the site for use from a folder and packs it into `folder`/NAME-VERSION-offline.zip; returns its path.

    The same commit gives the same bytes: entries are sorted and carry the time of the commit. The archive holds one
    folder with the version in its name, so that an older copy is never mixed with a newer one.
    """
    guide = load_guide(root, build_date(root))
    name = f"{guide.library.site.short_name}-{build_edition(guide.day, '').version}"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}-offline.zip"
    with tempfile.TemporaryDirectory(prefix="bundle-", dir=folder) as temporary:
        site = Path(temporary, name)
        build_site(root, site, offline=True)
        packed = Path(temporary, target.name)
        _pack(site, packed, commit_time(root))
        packed.replace(target)
    return target


def _pack(site: Path, target: Path, seconds: int) -> None:
    stamp = time.gmtime(max(seconds, 315_532_800))[:6]  # a zip archive knows no time before 1980
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(path for path in site.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{site.name}/{file.relative_to(site).as_posix()}", stamp)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, file.read_bytes())
