"""Typed models of the records: what fields a kind has, and what may stand in each.

Types stand here as they are, not postponed as in the rest of the engine: Pydantic evaluates each at once anyway.
"""

from .charts import Chart
from .exercises import Exercise
from .fields import DANGER_LEVELS, STRENGTHS, URGENCIES, Action, Advice, Finding, Part, Record, RefTo, Strength, Urgency
from .figures import BodyFigure
from .plans import Plan
from .records import Cause, Change, Claim, Mechanic, Muscle, Recovery, RedFlag, Source, Term
from .risks import Risk
from .site import Site
from .statements import Statement
from .stories import Story
from .values import Value

KINDS: dict[str, type[Record]] = {
    "muscles": Muscle,
    "causes": Cause,
    "mechanics": Mechanic,
    "recovery": Recovery,
    "exercises": Exercise,
    "plans": Plan,
    "risks": Risk,
    "red-flags": RedFlag,
    "claims": Claim,
    "sources": Source,
    "glossary": Term,
    "figures": BodyFigure,
    "charts": Chart,
    "changes": Change,
    "stories": Story,
    "values": Value,
    "statements": Statement,
}
"""Folder below site-data -> model of the records in it, in the order of the site."""

__all__ = [
    "DANGER_LEVELS", "KINDS", "STRENGTHS", "URGENCIES", "Action", "Advice", "BodyFigure", "Cause", "Change", "Chart",
    "Claim", "Exercise", "Finding", "Mechanic", "Muscle", "Part", "Plan", "Record", "Recovery", "RedFlag", "RefTo",
    "Risk", "Site", "Source", "Statement", "Story", "Strength", "Term", "Urgency", "Value",
]  # fmt: skip
