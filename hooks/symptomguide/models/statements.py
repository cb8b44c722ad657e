"""The model of a statement: something to do, or not to do, that more than one record says."""

from pydantic import Field

from .fields import Advice, Line, Name, SourceId, Strength


class Statement(Advice):
    """Advice that more than one record gives, worded once. A record says it by name: `- says: stop-the-run`.

    What belongs to the place, such as the phase, stands in the record that says it; so does another reason, where the
    same deed has another reason there.
    """

    text: Line = Field(description="What to do, as an order: 'Stop the run.'")
    why: Line | None = Field(None, description="The reason, in one sentence; a record may give its own instead.")
    short: Name | None = Field(None, description="Short words for the page to print; most statements have none.")
    strength: Strength = Field(description="How well evidence backs it.")
    sources: tuple[SourceId, ...] = Field(min_length=1, description="Ids of the sources it rests on.")
    other_side: Line | None = Field(None, description="What speaks against it; needed where strength is conflicting.")
