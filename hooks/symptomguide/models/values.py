"""The model of a named value: a number, or words, that several texts say of the same thing."""

from typing import Annotated

from pydantic import Field, Strict

from .fields import Form, Line, Name, Part, Prose, Record, RecordPath, SourceId

AMOUNT = r"^[0-9]+(\.[0-9]+)?( to [0-9]+(\.[0-9]+)?)? [a-z]+$"


class OtherValue(Part):
    """A record that may give another number beside the same words."""

    record: RecordPath
    because: Line


class Value(Record):
    """A number that several texts need, with its unit: how long a journey counts, when to check again; or words.

    Texts name it, `{journey-hours}`, and show what stands here. Words, as a list that has to be whole everywhere, may
    name numbers.
    """

    value: (
        Annotated[
            str,
            Strict(),
            Field(max_length=40, pattern=AMOUNT),
            Form("write a number or a range, and its unit: '4 hours'"),
        ]
        | None
    ) = Field(None, description="The number or range and its unit: '4 hours', '15 to 20 minutes'.")
    words: Prose | None = Field(
        None, description="Instead of 'value': words that several texts share, as a whole list. They may name numbers."
    )
    meaning: Line = Field(description="What it is the value of, in one sentence.")
    said_with: tuple[Name, ...] = Field(
        (), description="Words that mark a number: one with this unit in one sentence with them is this value."
    )
    elsewhere: tuple[OtherValue, ...] = Field(
        (), description="Records that rightly give another number beside these words, and why."
    )
    sources: tuple[SourceId, ...] = Field(min_length=1)

    @property
    def said(self) -> str:
        """What a text says where it names this."""
        return " ".join((self.value or self.words or "").split())
