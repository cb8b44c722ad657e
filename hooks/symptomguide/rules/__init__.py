"""Rules across records: one module a subject, each with an id, a manual and a check that only yields problems."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial

from ..problem import Problem
from ..records.library import Library
from . import (
    advice_agrees,
    answer_too_long,
    answer_two_ways,
    approvals,
    cause_levels,
    cause_signs,
    charts,
    check_too_long,
    colours,
    double_negative,
    emergency_call,
    emergency_order,
    exception_in_brackets,
    exercises,
    figures,
    hurts_at,
    milder_words,
    one_value,
    plain_language,
    plans,
    poses,
    references,
    review_dates,
    risks,
    said_once,
    same_numbers,
    same_source,
    sides,
    site_words,
    source_links,
    sources,
    strengths,
)

OF_TREE = (
    answer_too_long,
    answer_two_ways,
    exception_in_brackets,
    double_negative,
    check_too_long,
    advice_agrees,
)
"""Those that look at the tree alone, on whatever day."""

RULES = (
    approvals,
    references,
    cause_levels,
    cause_signs,
    one_value,
    same_numbers,
    same_source,
    said_once,
    sides,
    review_dates,
    sources,
    source_links,
    strengths,
    site_words,
    emergency_call,
    emergency_order,
    milder_words,
    exercises,
    poses,
    plans,
    risks,
    figures,
    hurts_at,
    charts,
    colours,
    plain_language,
    *OF_TREE,
)


def check_rules(library: Library, as_of: datetime.date) -> Iterator[Problem]:
    """The problems that every rule finds; `as_of` is the day that counts as today."""
    for rule in RULES:
        if rule in OF_TREE:
            yield from library.of_tree.recall_problems(rule.ID, partial(rule.check, as_of=datetime.date.min))
        else:
            yield from rule.check(library, as_of)
