"""One process at a time: a lock that the system lets go of when its holder ends, however that is."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has none, and builds without the lock
    fcntl = None  # type: ignore[assignment]


@contextlib.contextmanager
def lock(out: Path) -> Iterator[None]:
    """Keeps other builds from `out` meanwhile; raises BlockingIOError, with the number of the process that holds it.

    The system itself lets go of the lock of a process that was killed; the file it leaves is taken over.
    """
    if fcntl is None:
        yield
        return
    path = out.with_name(f"{out.name}.lock")
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not path.exists() or not os.path.samestat(path.stat(), os.fstat(file.fileno())):
                raise BlockingIOError  # the other build ended, and took its file away, between the two lines above
        except BlockingIOError:
            file.seek(0)
            holder = f"process {number}" if (number := file.read().strip()) else "another process"
            message = f"{holder} is building into this folder; wait for its end, or choose another with --out"
            raise BlockingIOError(errno.EAGAIN, message, str(out)) from None
        try:
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield
        finally:
            path.unlink(missing_ok=True)
