"""Reads a file of records. What a sound one holds is kept in the open store, so that an unchanged file is read once.

It is kept as a pickle, of which nothing is taken back but records, tuples of the engine and dates: whoever wrote into
the store, none of their code runs.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import io
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from ..store import grow, in_use, open_notes
from .file import SourceFile
from .shared import Shared
from .source import decode, load_data, parse_lines
from .validation import build_model

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")
PACKAGE = __name__.partition(".")[0]
FROZEN = "record"


def read_record(
    model: type[M], file: str | Path, path: str, shared: Shared | None = None, **extra: Any
) -> tuple[M | None, SourceFile]:
    """What `file` holds as a `model`, or None with the problems in the file that is returned beside it.

    `path` is what problems call it; `shared` what it may say by name; `extra` adds values such as the id.
    """
    data = load_data(file, path)
    if isinstance(data, SourceFile):
        return None, data
    said = shared.mark if shared and (b"{" in data or b"says:" in data) else ""
    notes = note_on(f"{model.__name__} {path}", said, data)
    source = LaterFile(path, data, shared, notes)
    read: list[tuple[M | None, SourceFile]] = []

    def make() -> M | None:
        whole = source.read()
        record = build_model(model, whole, **extra)
        read.append((record, whole))
        return None if whole.problems else record

    held = recall_frozen(notes, make)
    return read[0] if read else (held, source)


def note_on(what: str, context: str, data: bytes) -> dict[str, Any] | None:
    """The notes on what is made of `data` and all else that `context` stands for; both texts are without a NUL."""
    if not in_use():
        return None
    return open_notes(hashlib.sha256(f"{what}\0{context}\0".encode("utf-8", "surrogatepass") + data).digest())


def recall_frozen(notes: dict[str, Any] | None, make: Callable[[], T | None]) -> T | None:
    """What `make` returns, from `notes` where it is there; None is not noted."""
    if notes is None:
        return make()
    found: T | None = _thaw(notes.get(FROZEN))
    if found is None and (found := make()) is not None:
        notes[FROZEN] = pickle.dumps(found, pickle.HIGHEST_PROTOCOL)
        grow()
    return found


def _thaw(held: Any) -> Any:
    try:
        return _Thaw(io.BytesIO(held)).load() if held else None
    except Exception:  # whatever a stranger made of it
        return None


class _Thaw(pickle.Unpickler):
    """Takes back what `recall_frozen` keeps, and refuses all else."""

    @staticmethod
    @functools.cache
    def find_class(module: str, name: str) -> Any:
        """The class of that name, if it may be made; raises UnpicklingError."""
        found = getattr(sys.modules.get(module), name, None)
        if found is datetime.date or (
            module.startswith(f"{PACKAGE}.") and isinstance(found, type) and issubclass(found, BaseModel | tuple)
        ):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a record")


class LaterFile(SourceFile):
    """A file of records that is not read before somebody asks what it holds."""

    def __init__(self, path: str, data: bytes, shared: Shared | None, notes: dict[str, Any] | None) -> None:
        vars(self).update(path=path, problems=[], unread=False, notes=notes, data=data, shared=shared)

    def read(self) -> SourceFile:
        """The file, read whole, with what it says by name."""
        whole = decode(vars(self)["data"], self.path)
        if not whole.unread:
            parse_lines(whole)
            if shared := vars(self)["shared"]:
                shared.fill(whole)
        whole.notes = self.notes
        return whole

    _text = functools.cached_property(lambda self: decode(vars(self)["data"], self.path))
    _whole = functools.cached_property(read)
    text = functools.cached_property(lambda self: self._text.text)
    clean = functools.cached_property(lambda self: self._text.clean)
    yaml = functools.cached_property(lambda self: self._whole.yaml)
    first = functools.cached_property(lambda self: self._whole.first)
    value = functools.cached_property(lambda self: self._whole.value)
    written = functools.cached_property(lambda self: self._whole.written)
