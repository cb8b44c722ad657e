"""The model of a story: a person, and what they would answer to each question of the check."""

from pydantic import Field

from .fields import Id, Name, Prose, Record, SourceId, Urgency


class Story(Record):
    """A person with the complaint, told from the sources and not from the tree; our own, and no clinical validation.

    Tell who it is and what they feel. Say under `levels` how urgent the advice may be by the sources, then answer the
    check as that person would: for each question they meet, its id and the id of the answer. `symptomguide check`
    names the next question that has no answer yet, and stops where the advice is milder than every accepted level.
    """

    kind: Name | None = Field(None, description="What makes it hard, worded once for many: 'In a hurry'.")
    story: Prose = Field(description="Who it is and what they feel, as they would tell a clinician.")
    levels: tuple[Urgency, ...] = Field(min_length=1, description="The levels of care that the sources accept.")
    sources: tuple[SourceId, ...] = Field(min_length=1, description="What those levels rest on.")
    answers: dict[Id, Id] = Field(
        description="What the person would answer to each question they meet, as `question: answer` lines."
    )
