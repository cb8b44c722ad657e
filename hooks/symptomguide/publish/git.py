"""Asks git about the project, alike whoever owns the folder and whatever they configured."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path


def ask_git(root: Path, *arguments: str) -> str:
    """What `git ARGUMENTS` prints in the folder `root`; raises OSError, with git's reason, where it cannot tell.

    A folder that belongs to somebody else is read too: nothing of it is run.
    """
    command = ["git", "-c", "safe.directory=*", "-c", "log.showSignature=false", "-C", str(root), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise OSError(done.stderr.strip())
    return done.stdout


def unpack(root: Path, revision: str, folder: Path) -> None:
    """Writes the records and pages of the project `root`, as they were at `revision`, into `folder`.

    Raises OSError, with git's reason, where it cannot tell. A link is a file that holds where it leads.
    """
    held = [name for name in ("site-data", "content") if ask_git(root, "ls-tree", revision, f"./{name}")]
    if not held:
        raise OSError(f"'{revision}' holds no records")
    command = ["git", "-c", "safe.directory=*", "-C", str(root), "archive", "--format=zip", revision, *held]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise OSError(done.stderr.decode(errors="replace").strip())
    with zipfile.ZipFile(io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder)
