"""Puts what was built in its place whole or not at all: what stands there is the old one until it is the new one."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import secrets
import shutil
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from .lock import lock

PARTS = ("content", "site-data", "mkdocs.yml")
"""What a project holds, and no site does."""
HERE = -100  # AT_FDCWD: paths start from the current folder
EXCHANGE = 2  # RENAME_EXCHANGE
ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextlib.contextmanager
def staging(out: Path) -> Iterator[Path]:
    """An empty folder beside `out` to build in, gone afterwards; meanwhile no other process can build into `out`.

    First mends what a killed build left. Raises BlockingIOError while another process builds into `out`, and OSError
    where that is no place for a site.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with _ending_on_signals(), lock(out):
        refuse_foreign(out)
        repair(out)
        fresh = out.with_name(f"{out.name}.new-{secrets.token_hex(4)}")
        try:
            fresh.mkdir(0o700)
            yield fresh
        finally:
            with _deaf():
                shutil.rmtree(fresh, ignore_errors=True)


@contextlib.contextmanager
def _ending_on_signals() -> Iterator[None]:
    """Lets a process that is told to end clean up first: it leaves with status 128 and the number of the signal.

    What tells it again meanwhile, as `make` does, is not heard.
    """

    def end(number: int, _: object) -> None:
        for one in ENDING:
            signal.signal(one, signal.SIG_IGN)
        raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(128 + number)

    heard = [one for one in ENDING if signal.getsignal(one) is not signal.SIG_IGN]
    with _handling(dict.fromkeys(heard, end)):
        yield


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Lets nothing interrupt what is short and must be done whole."""
    with _handling(dict.fromkeys(ENDING, signal.SIG_IGN)):
        yield


@contextlib.contextmanager
def _handling(handlers: Mapping[int, Callable[[int, object], None] | signal.Handlers]) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():  # only that one may say how signals are handled
        yield
        return
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            if signal.getsignal(number) is handlers[number]:  # a process that ends stays as it is
                signal.signal(number, handler)


def refuse_foreign(out: Path) -> None:
    """Raises OSError where `out` holds anything but a site, since a build replaces all of it."""
    if not out.exists():
        return
    if not out.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "this is a file; name a folder for the site", str(out))
    held = {path.name for path in out.iterdir()}
    if held and (held & set(PARTS) or "index.html" not in held):
        message = "this folder holds no site, and a build replaces all that is in it; name a new or an empty one"
        raise FileExistsError(errno.EEXIST, message, str(out))


def swap(fresh: Path, out: Path) -> None:
    """Puts `fresh` in the place of `out`; the old folder, if any, then bears the name of `fresh`, or is gone.

    Where the system can exchange two folders at once, no reader ever finds none; elsewhere the old one steps aside.
    """
    if not out.exists():
        fresh.rename(out)
    elif not _exchange(fresh, out):
        aside = out.with_name(fresh.name.replace(".new-", ".old-"))
        out.rename(aside)
        fresh.rename(out)
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Whether the system gave each folder the name of the other, in one step."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):  # no Linux, or an old one
        return False
    return int(rename(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE)) == 0


def repair(out: Path) -> None:
    """Mends what a build left that was killed: brings the old folder back, drops unfinished ones."""
    old = sorted(_beside(out, ".old-"), key=lambda path: path.stat().st_mtime)
    if old and not out.exists():
        old.pop().rename(out)
    for left in (*old, *_beside(out, ".new-")):
        shutil.rmtree(left, ignore_errors=True)


def find_leftovers(out: Path) -> list[Path]:
    """What builds into `out` left beside it, and could not take away."""
    return sorted((*_beside(out, ".old-"), *_beside(out, ".new-")))


def _beside(out: Path, part: str) -> list[Path]:
    return [path for path in out.parent.iterdir() if path.name.startswith(f"{out.name}{part}")]


def open_to_readers(path: Path) -> None:
    """Lets every server read `path` and what is below it, whatever the umask of the build was."""
    for one in (path, *path.rglob("*")):
        one.chmod(0o755 if one.is_dir() else 0o644)
