"""Packages of npm that a few long tests look at the site with, kept in .cache/; the site itself needs none of them."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
from pathlib import Path


def fetch_package(cache: Path, name: str, version: str, integrity: str) -> Path | None:
    """The folder of a package, brought with npm into `cache` unless it is there; None where npm or it cannot be had.

    Raises ValueError where the package is not the one whose hash is `integrity`.
    """
    folder = cache / f"{name}-{version}"
    if folder.is_dir():
        return folder
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        return None
    cache.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", "--silent", f"{name}@{version}"]
    if subprocess.run(command, cwd=cache, check=False, capture_output=True).returncode:
        return None
    packed = cache / f"{name}-{version}.tgz"
    digest = "sha512-" + base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
    if digest != integrity:
        raise ValueError(f"{packed.name} is not the package whose hash is kept: {digest}")
    fresh = folder.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    with tarfile.open(packed) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Debian's Python 3.11 has none
        archive.extractall(fresh)
    packed.unlink()
    fresh.rename(folder)
    return folder
