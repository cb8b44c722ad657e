"""`symptomguide check` refuses every cause that is lowered, or has named it as one that nothing holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symptomguide.guide import Guide
from symptomguide.models import URGENCIES, Cause
from symptomguide.records.library import Library
from symptomguide.rules import cause_levels

from .fixtures import LATER


def find_unrefused(library: Library) -> Iterator[str]:
    """The causes that could be one level milder with no word from the rule. All in memory: nothing is built."""
    for cause in library.all(Cause):
        if cause.urgency != URGENCIES[-1]:
            lower = cause.model_copy(update={"urgency": URGENCIES[URGENCIES.index(cause.urgency) + 1]})
            causes = {**library.records["causes"], cause.id: lower}
            found = cause_levels.check(replace(library, records={**library.records, "causes": causes}), LATER)
            if not any(problem.path == library.files[f"causes/{cause.id}"].path for problem in found):
                yield cause.id


def test_no_cause_can_be_lowered_unseen(guide: Guide) -> None:
    loose = {problem.path for problem in cause_levels.find_loose(guide.library)}
    unrefused = find_unrefused(guide.library)
    assert [name for name in unrefused if guide.library.files[f"causes/{name}"].path not in loose] == []
