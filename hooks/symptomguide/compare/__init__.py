"""What readers will see changed between two states of a project: words, levels, routing, sources, dates."""

from .report import FORMATS, Report, compare_guides

__all__ = ["FORMATS", "Report", "compare_guides"]
