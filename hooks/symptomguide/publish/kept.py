"""The store of a project between builds: a file below `.cache/`, which may be deleted at any time.

It is read once and written once, whole, after a build that passed every check. A file that is broken, or that another
engine wrote, counts as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..documents.render import forget_templates
from ..store import Store, using
from .lock import lock

FOLDER = ".cache/pages"
ENGINE = Path(__file__).resolve().parents[1]
SEAL = hashlib.sha256().digest_size


@contextlib.contextmanager
def keeping(root: Path, name: str) -> Iterator[None]:
    """Meanwhile, results come from the store `name` of a project; at the end they are kept, unless an error is raised.

    Where another process uses that store, or its folder cannot be written, this build goes without.
    """
    file = root / FOLDER / name
    with contextlib.ExitStack() as held:
        mark = _begin(held, root, file)
        store = Store(_read(file, mark)) if mark else None
        with using(store):
            yield
        if store and store.grown and mark_engine(root) == mark:
            store.turn()
            with contextlib.suppress(OSError):
                _write(file, mark, store.held)


class Preview:
    """The store of a live preview, in memory alone: what one build used is there for the next, of the same engine."""

    def __init__(self) -> None:
        self.store, self.mark, self.held = Store(), b"", contextlib.ExitStack()

    def begin(self, root: Path) -> None:
        """Opens the store for a build, an empty one where a template or other code changed."""
        mark = mark_engine(root)
        if mark != self.mark:
            self.store, self.mark = Store(), mark
            self.held.close()
            self.held.enter_context(using(self.store))
            forget_templates()

    def end(self) -> None:
        """After a build that came to its end; where one failed, what the last good one used is still there."""
        self.store.turn()


def _begin(held: contextlib.ExitStack, root: Path, file: Path) -> bytes:
    """Locks the store in `file` and returns the mark of the engine; b"" where the store cannot be had."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        held.enter_context(lock(file))
    except OSError:
        return b""
    return mark_engine(root)


def _read(file: Path, mark: bytes) -> dict[bytes, Any]:
    """The results in a file; none where it is missing, broken or of another engine: its seal tells."""
    try:
        data = memoryview(file.read_bytes())
    except OSError:
        return {}
    return dict(marshal.loads(data[SEAL:])) if data[:SEAL] == _seal(mark, data[SEAL:]) else {}


def _write(file: Path, mark: bytes, results: dict[bytes, Any]) -> None:
    data, fresh = marshal.dumps(results), file.with_name(f"{file.name}.new")
    with fresh.open("wb") as out:
        out.write(_seal(mark, data))
        out.write(data)
    fresh.replace(file)


def _seal(mark: bytes, data: bytes | memoryview) -> bytes:
    seal = hashlib.sha256(mark)
    seal.update(data)
    return seal.digest()


def mark_engine(root: Path) -> bytes:
    """Differs wherever the engine does: its code and templates, hooks of the project, what is installed, Python."""
    mark = hashlib.sha256(f"{sys.version} {sorted(_list_installed())}".encode())
    for folder in (ENGINE, root / "hooks"):
        for file in sorted(_list_files(folder)):
            data = Path(file).read_bytes()
            mark.update(f"\n{os.path.relpath(file, folder)} {len(data)}\n".encode() + data)
    return mark.digest()


def _list_files(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (os.path.join(place, name) for name in names)


def _list_installed() -> Iterator[str]:
    """Name and version of each package that is installed, as its folder says them."""
    for folder in map(Path, sys.path):
        yield from (str(path) for path in folder.glob("*.dist-info"))
