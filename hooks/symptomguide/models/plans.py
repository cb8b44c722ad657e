"""The model of a plan: stages with gates, a ladder, limits, expected times, and when to stop."""

from pydantic import Field

from .fields import (
    Action,
    Advice,
    CauseId,
    Count,
    ExerciseId,
    Finding,
    Flag,
    Line,
    Name,
    Part,
    Prose,
    RedFlagId,
    SourceId,
    Strength,
)


class Gate(Part):
    """Something that must be true before the reader moves on."""

    text: Line
    working_value: Flag = Field(False, description="true where the number is the editors' own and not from a source.")
    strength: Strength
    sources: tuple[SourceId, ...] = Field(min_length=1)


class Stage(Part):
    """One stage of a plan."""

    title: Name
    typical_time: Name | None = None
    start_when: Line
    do: tuple[Action, ...] = Field(min_length=1)
    avoid: tuple[Action, ...] = ()
    exercises: tuple[ExerciseId, ...] = ()
    move_on_when: tuple[Gate, ...] = Field((), description="Empty only for the last stage.")
    note: Line | None = None


class Rung(Part):
    """One step of a ladder: minutes of the easy and of the hard kind, in turn."""

    easy_minutes: Count
    hard_minutes: Count
    repeats: Name
    sessions: Name


class Ladder(Part):
    """Steps from what is easy to what is hard, and when to take the next. `words` in site.yaml names the two."""

    summary: Line
    rungs: tuple[Rung, ...] = Field(min_length=2)
    step_up_when: tuple[Gate, ...] = Field(min_length=1)
    rules: tuple[Action, ...] = Field(min_length=1)


class PlanTime(Part):
    """How long it took in one group of people."""

    who: Line
    time: Name
    strength: Strength
    sources: tuple[SourceId, ...] = Field(min_length=1)


class Criterion(Gate):
    """A test and what it must show."""

    test: Name


class PlanException(Part):
    """A cause for which this plan is wrong, and what holds instead."""

    title: Name
    causes: tuple[CauseId, ...] = Field(min_length=1)
    do: tuple[Action, ...] = Field(min_length=1)


class SheetWords(Part):
    """The words of the sheet to fill in."""

    title: Name
    intro: Line
    columns: tuple[Name, ...] = Field(min_length=2, max_length=8)
    rows: tuple[Name, ...] = Field(min_length=1, max_length=14)
    lines: tuple[Name, ...] = Field((), description="Lines to write on above the table.")
    foot: Line


class Plan(Advice):
    """A plan in stages. Gates, not dates, decide when to move on."""

    title: Name
    summary: Line
    who_for: Line
    causes: tuple[CauseId, ...] = Field((), description="The causes it is for; their pages lead to it.")
    not_for: tuple[Line, ...] = Field(min_length=1)
    evidence: Finding = Field(description="How well the whole plan is backed.")
    pain_rule: tuple[Action, ...] = Field(min_length=1)
    stop: Line = Field(description="What to do at any stage where a sign below appears.")
    red_flags: tuple[RedFlagId, ...] = Field(min_length=1, description="Signs that stop the plan.")
    stages: tuple[Stage, ...] = Field(min_length=2)
    ladder: Ladder | None = Field(None, description="Leave it out where nothing is done in turn.")
    criteria: tuple[Criterion, ...] = Field(min_length=1, description="Tests for full return.")
    criteria_note: Prose
    times: tuple[PlanTime, ...] = Field(min_length=1)
    times_note: Prose
    comes_back: tuple[Action, ...] = Field(min_length=1, description="What to do when it comes back.")
    exceptions: tuple[PlanException, ...] = ()
    sheet: SheetWords
    sources: tuple[SourceId, ...] = Field(min_length=1)
