"""The decision tree as pictures: sheets of a few questions each, placed for paper, or written as Mermaid."""

from .mermaid import write_mermaid
from .place import Picture, place_sheet
from .sheets import MOST_BOXES, Sheet, plan_sheets

__all__ = ["MOST_BOXES", "Picture", "Sheet", "place_sheet", "plan_sheets", "write_mermaid"]
