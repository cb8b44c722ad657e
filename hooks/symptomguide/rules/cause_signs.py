"""cause-signs: a danger sign and the causes that it can mean name each other.

Each cause under `points_to` of a danger sign (`emergency` or `same-day`) names that sign under `red_flags`, so that
its page warns of it; and each cause that the sign's `why` links to stands under `points_to`. Whoever takes the main
sign out of a cause, or the cause out of the sign, has to do it in both records, and in the words.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..models import DANGER_LEVELS, Cause, RedFlag
from ..problem import Problem
from ..records.library import FOLDER_OF, Library
from ..text import find_links

ID = "cause-signs"


def check(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """Yields a problem for each danger sign that a cause leaves out, and each cause that a danger sign leaves out."""
    folder = FOLDER_OF[Cause]
    causes = {cause.id: cause for cause in library.all(Cause)}
    for sign in library.all(RedFlag):
        if sign.level not in DANGER_LEVELS:
            continue
        file = library.files[f"{FOLDER_OF[RedFlag]}/{sign.id}"]
        for cause in (causes[name] for name in sign.points_to if name in causes):
            if sign.id not in cause.red_flags:
                message = (
                    f"'{sign.id}' ({sign.level}) can mean '{cause.id}' ({file.path}:{file.place(('points_to',))[0]}), "
                    f"so readers are warned of it here; add '- {sign.id}'"
                )
                mine = library.files[f"{folder}/{cause.id}"]
                yield mine.problem(mine.key_place(("red_flags",)), message, ID)
        for snippet, kind, name in find_links(sign.why):
            if kind == folder and name in causes and name not in sign.points_to:
                message = f"'why' says that it can mean '{name}'; add '{name}' to 'points_to', or take the words out"
                yield file.problem(file.place_of(("why",), snippet), message, ID)
