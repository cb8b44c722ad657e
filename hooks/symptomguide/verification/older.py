"""An old Chromium to look at the site with: one that a package of npm carries for use on servers, kept in .cache/."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .npm import fetch_package

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
    folder = fetch_package(cache, PACKAGE, VERSION, INTEGRITY)
    if folder is None:
        return None
    program = folder / "chromium"
    if not program.is_file():
        packed, fresh = folder / "package/bin/chromium.br", folder / "chromium.new"
        subprocess.run(["node", "-e", UNPACK, str(packed), str(fresh)], check=True, capture_output=True)
        fresh.rename(program)
    return program
