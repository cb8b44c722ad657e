"""What a page read of the library, in short: another text wherever anything of it is another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..models.approvals import TREE
from ..store import digest
from .library import Library
from .watched import EVERYTHING, MENTIONS, SIGNED


class Prints:
    """The prints of a library, each taken once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.site = digest(repr(library.site))
        self._taken: dict[str, str] = {}

    def take(self, notes: Iterable[str]) -> str:
        """The print of all that stands under the notes of a watched library, whatever their order."""
        return digest(*(text for note in sorted(notes) for text in (note, self._take(note))))

    def _take(self, note: str) -> str:
        if note not in self._taken:
            self._taken[note] = self.take(self._list_all()) if note in (EVERYTHING, "@*") else digest(*self._read(note))
        return self._taken[note]

    def _read(self, note: str) -> Iterator[str]:
        """All that is read under a note, as it is written: no two values of a library are written alike."""
        library, (kind, _, name) = self.library, note.partition("/")
        if note == SIGNED:
            yield repr((library.approvals, library.signed))
        elif note == TREE:
            yield repr(library.tree and library.tree.records)
            yield from (self._read_file(path) for path in sorted(library.files) if path.startswith(f"{TREE}/"))
        elif note.startswith(MENTIONS):
            yield repr(library.mentions.get(note.removeprefix(MENTIONS)))
        elif name == "*":
            yield repr((list(library.records.get(kind, ())), sorted(library.ids.get(kind, ()))))
        else:
            yield repr(library.records.get(kind, {}).get(name))
            yield self._read_file(note)

    def _read_file(self, path: str) -> str:
        file = self.library.files.get(path)
        return repr(file and (file.path, file.lines))

    def _list_all(self) -> Iterator[str]:
        """A note for each thing there is to read. What records name, and whether they are sound, stands in them."""
        library = self.library
        yield from (TREE, SIGNED, *library.files)
        yield from (f"{kind}/*" for kind in {*library.records, *library.ids})
        yield from (f"{MENTIONS}{path}" for path in library.mentions)
