"""What readers will see changed between two states of a project: words, levels, routing, sources, dates."""

from .annotations import annotate
from .report import Report, compare_guides
from .writing import FORMATS

__all__ = ["FORMATS", "Report", "annotate", "compare_guides"]
