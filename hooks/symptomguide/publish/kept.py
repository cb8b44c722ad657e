"""The store of a project between builds and checks: a file below `.cache/`, which may be deleted at any time.

It is read once and written once, whole, after a build that passed every check, or after any check. A file that is
broken, or that another engine wrote, counts as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

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
        with contextlib.suppress(OSError):
            if store and store.grown and mark_engine(root) == mark:
                store.turn()
                _write(file, mark, store.held)


class Preview:
    """The store of a live preview, in memory alone: what one build used is there for the next, of the same engine.

    `forget` takes away what modules hold of another one.
    """

    def __init__(self, forget: Callable[[], None]) -> None:
        self.store, self.mark, self.held, self.forget = Store(), b"", contextlib.ExitStack(), forget

    def begin(self, root: Path) -> None:
        """Opens the store for a build, an empty one where a template or other code changed."""
        mark = mark_engine(root)
        if mark != self.mark:
            self.store, self.mark = Store(), mark
            self.held.close()
            self.held.enter_context(using(self.store))
            self.forget()

    def end(self) -> None:
        """After a build that came to its end; where one failed, what the last good one used is still there."""
        self.store.turn()


def _begin(held: contextlib.ExitStack, root: Path, file: Path) -> bytes:
    """Locks the store in `file` and returns the mark of the engine; b"" where the store cannot be had."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        held.enter_context(lock(file))
        return mark_engine(root)
    except OSError:
        return b""


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
    """Differs wherever the engine does: its code and templates, hooks of the project, what is installed, Python.

    A file of the engine counts as another where its size or a time of it is: so Python itself tells whether what it
    compiled before still holds, but by one time alone.
    """
    hooks = [(name, (root / "hooks" / name).read_bytes()) for name, *_ in _list_files(root / "hooks", "")]
    told = (sys.version, sorted(_list_installed()), sorted(_list_files(ENGINE, f"{ENGINE}/")), sorted(hooks))
    return hashlib.sha256(repr(told).encode("utf-8", "surrogateescape")).digest()


def _list_files(folder: Path | str, path: str) -> Iterator[tuple[str, int, int, int]]:
    """Path, size and times (when it was written, when anything of it was changed) of each file below `folder`."""
    for entry in os.scandir(folder) if os.path.isdir(folder) else ():
        if not entry.is_dir():
            found = entry.stat()
            yield path + entry.name, found.st_size, found.st_mtime_ns, found.st_ctime_ns
        elif entry.name not in ("__pycache__", ENGINE.name):  # below the hooks the engine is no hook
            yield from _list_files(entry.path, f"{path}{entry.name}/")


def _list_installed() -> Iterator[str]:
    """Name and version of each package that is installed, as its folder says them."""
    for folder in sys.path:
        with contextlib.suppress(OSError):
            yield from (f"{folder} {name}" for name in os.listdir(folder or ".") if name.endswith(".dist-info"))
