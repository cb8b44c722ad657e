"""What changes by itself while nobody edits: reviews fall due, links go dead, sources are corrected or retracted."""

from .links import find_dead
from .retractions import find_updates
from .reviews import MOST_OVERDUE, list_due
from .web import Answer, Fetch, fetch

__all__ = ["MOST_OVERDUE", "Answer", "Fetch", "fetch", "find_dead", "find_updates", "list_due"]
