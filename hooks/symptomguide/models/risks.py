"""The model of what changes the advice: risks for a cause, and things that make usual care unsafe or more urgent."""

from pydantic import Field

from .fields import (
    Action,
    Advice,
    CauseId,
    Count,
    ExerciseId,
    Id,
    Line,
    Name,
    Part,
    Prose,
    RecoveryId,
    RedFlagId,
    RiskWeightId,
    SearchWords,
    SourceId,
)


class Risk(Advice):
    """Something about the reader that changes the advice. It never makes an urgency milder."""

    title: Name
    also_called: tuple[Name, ...] = Field((), description="Other words for it; search, and lists in words, find them.")
    searched_as: SearchWords = ()
    order: Count = Field(100, description="Place in lists, smallest first.")
    weight: RiskWeightId | None = Field(
        None, description="How much it raises the risk that risk_weights in site.yaml is about."
    )
    what_it_is: Prose = Field(description="What it is and why it matters, in plain words.")
    effect: tuple[Action, ...] = Field((), description="What changes; needed where no weight is given.")
    causes: tuple[CauseId, ...] = Field(min_length=1, description="The causes it touches; their pages carry a note.")
    forbids: tuple[RecoveryId, ...] = Field((), description="Recovery pages to leave out, or to ask about first.")
    forbids_exercises: tuple[ExerciseId, ...] = ()
    sources: tuple[SourceId, ...] = Field(min_length=1)


class RiskWeight(Part):
    """One weight of a risk for a cause, and what it does. Part of site.yaml."""

    id: Id
    title: Name
    summary: Line
    effect: Action
    cause: CauseId = Field(description="The cause that it is a risk for.")
    sign: RedFlagId | None = Field(None, description="The sign it makes together with symptoms; none: it never counts.")
