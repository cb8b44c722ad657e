"""What a build works out, kept for the next one: each result under a key of all that it was made from.

So an old result is never taken for a new one: where anything that it was made from differs, so does its key. Only
what a pure function returns is kept, and the engine itself is the same for all results of a store: see
`publish.kept`, which keeps a store in a file between builds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Any, TypeVar

T = TypeVar("T")


class Store:
    """Results by their keys: those `held` from earlier builds, the latest first, and those `used` since the last turn.

    `grown` says whether a result was made and kept since then.
    """

    def __init__(self, held: dict[bytes, Any] | None = None) -> None:
        self.held: dict[bytes, Any] = held or {}
        self.used: dict[bytes, Any] = {}
        self.grown = False

    def recall(self, key: bytes, make: Callable[[], T], fits: Callable[[T], bool]) -> T:
        """The result under `key`, made where there is none that fits; what does not fit is not kept."""
        for results in (self.used, self.held):
            if key in results and fits(results[key]):
                self.used[key] = results[key]
                return results[key]  # type: ignore[no-any-return]
        result = make()
        if fits(result):
            self.used[key], self.grown = result, True
        return result

    def turn(self) -> None:
        """Begins another build. Of what the last one did not use, as many results are held as it used, the latest."""
        older = ((key, result) for key, result in self.held.items() if key not in self.used)
        self.held, self.used, self.grown = self.used | dict(islice(older, len(self.used))), {}, False


_open: ContextVar[Store | None] = ContextVar("open", default=None)


@contextmanager
def using(store: Store | None) -> Iterator[None]:
    """Meanwhile, results come from `store` and go there; None is for none."""
    before = _open.set(store)
    try:
        yield
    finally:
        _open.reset(before)


def in_use() -> bool:
    """Whether a store is open."""
    return _open.get() is not None


def open_notes(key: bytes) -> dict[str, Any] | None:
    """What is noted under `key` in the open store, which `grow` keeps with what is added to it; None without a store.

    The key is made of digests; a note is a plain value by its name.
    """
    store = _open.get()
    return None if store is None else store.recall(key, dict, lambda held: type(held) is dict)


def grow() -> None:
    """Says that a note was added."""
    if (store := _open.get()) is not None:
        store.grown = True


def recall(made_from: tuple[str, ...], make: Callable[[], T], fits: Callable[[T], bool] = lambda _: True) -> T:
    """What `make` returns, from the open store where it was made before of the very same texts `made_from`.

    Those begin with what is made. They name all that the result depends on, but for the engine, or `fits` tells of a
    result whether the rest that it depends on is still the same. A result is of plain values: text, numbers, tuples,
    lists and dictionaries, and nobody changes it.
    """
    store = _open.get()
    return make() if store is None else store.recall(_key(made_from), make, fits)


def digest(*texts: str) -> str:
    """A short text that stands for many long ones in a key."""
    return _key(texts).hex()


def _key(texts: tuple[str, ...]) -> bytes:
    """One key for each tuple of texts: where one text ends and another begins counts, too."""
    key = hashlib.sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        key.update(len(data).to_bytes(8, "big"))
        key.update(data)
    return key.digest()
