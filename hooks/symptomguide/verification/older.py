"""An old Chromium to look at the site with: one that a package of npm carries for use on servers, kept in .cache/."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
from pathlib import Path

PACKAGE, VERSION = "chrome-aws-lambda", "5.5.0"
"""It holds Chromium 88.0.4298, from before the first stable 88, and runs with what the current Chromium needs."""

INTEGRITY = "sha512-nYSDzTsVEVsvIFaUUAUN53ulXBLKSRXFS+eVYZOLZD5SA1If59rqBAiy4raMgorQwXWqjSsjK1SF4As+qzPLqA=="
UNPACK = """
const [file, target] = process.argv.slice(1);
const { readFileSync, writeFileSync } = require("fs");
writeFileSync(target, require("zlib").brotliDecompressSync(readFileSync(file)), { mode: 0o755 });
"""


def fetch_old_chromium(cache: Path) -> Path | None:
    """The program, brought with npm into `cache` unless it is there; None where npm or the package cannot be had.

    Raises ValueError where the package is not the one whose hash is kept here.
    """
    program = cache / f"{PACKAGE}-{VERSION}" / "chromium"
    if program.is_file():
        return program
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        return None
    program.parent.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", "--silent", f"{PACKAGE}@{VERSION}"]
    if subprocess.run(command, cwd=program.parent, check=False, capture_output=True).returncode:
        return None
    _unpack(program.parent / f"{PACKAGE}-{VERSION}.tgz", program, node)
    return program


def _unpack(package: Path, program: Path, node: str) -> None:
    digest = "sha512-" + base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if digest != INTEGRITY:
        raise ValueError(f"{package.name} is not the package whose hash is kept: {digest}")
    with tarfile.open(package) as archive:
        archive.extract("package/bin/chromium.br", program.parent, filter="data")
    packed, fresh = program.parent / "package/bin/chromium.br", program.with_suffix(".new")
    subprocess.run([node, "-e", UNPACK, str(packed), str(fresh)], check=True, capture_output=True)
    fresh.rename(program)
    package.unlink()
    shutil.rmtree(program.parent / "package")
