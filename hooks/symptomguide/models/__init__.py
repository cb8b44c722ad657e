"""Typed models of the records: what fields a kind has, and what may stand in each."""

from .fields import STRENGTHS, URGENCIES, Action, Advice, Finding, Part, Record, RefTo, Strength, Urgency
from .records import Cause, Change, Claim, Mechanic, Muscle, Recovery, RedFlag, Source, Term
from .site import Site

KINDS: dict[str, type[Record]] = {
    "muscles": Muscle,
    "causes": Cause,
    "mechanics": Mechanic,
    "recovery": Recovery,
    "red-flags": RedFlag,
    "claims": Claim,
    "sources": Source,
    "glossary": Term,
    "changes": Change,
}
"""Folder below site-data -> model of the records in it, in the order of the site."""

__all__ = [
    "KINDS", "STRENGTHS", "URGENCIES", "Action", "Advice", "Cause", "Change", "Claim", "Finding", "Mechanic",
    "Muscle", "Part", "Record", "Recovery", "RedFlag", "RefTo", "Site", "Source", "Strength", "Term", "Urgency",
]  # fmt: skip
