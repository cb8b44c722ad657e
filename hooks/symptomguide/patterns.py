"""Patterns that are compiled when they are first used: a check needs few of those that its modules name."""

from __future__ import annotations

import re
from typing import Any, cast


class _Later:
    def __init__(self, text: str, flags: int) -> None:
        self.pattern, self.flags = text, flags

    def __getattr__(self, name: str) -> Any:
        """A method of the compiled pattern, which is then its own."""
        found = vars(self)[name] = getattr(re.compile(self.pattern, self.flags), name)
        return found


def compile_later(text: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern that `re.compile` makes of the same; raises re.error at its first use."""
    return cast("re.Pattern[str]", _Later(text, flags))
