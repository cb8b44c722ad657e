"""What records say by name: numbers (`values`) and whole pieces of advice (`statements`)."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..models.statements import Statement
from ..models.values import Value
from ..store import digest
from .file import SourceFile
from .statements import fill_statements
from .values import fill_values


@dataclass(frozen=True)
class Shared:
    """The values, None where one of them is unsound, and the statements; `unsound` names those that are wrong.

    What is unsound is told at its own file and at no place that names it.
    """

    values: Mapping[str, Value] | None = None
    statements: Mapping[str, Statement] = field(default_factory=dict)
    unsound: frozenset[str] = frozenset()

    @functools.cached_property
    def mark(self) -> str:
        """Another text wherever a file would be filled in otherwise."""
        values = self.values and [(name, value.said) for name, value in self.values.items()]
        return digest(
            repr(values), repr({name: vars(one) for name, one in self.statements.items()}), repr(sorted(self.unsound))
        )

    def fill(self, source: SourceFile) -> None:
        """Puts what `source` says by name into its value; what names nothing becomes a problem of the file."""
        if self.values is not None:
            fill_values(source, self.values)
        fill_statements(source, self.statements, self.unsound)


NOTHING = Shared()
"""Nothing is said by name."""
