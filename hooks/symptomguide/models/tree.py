"""Models of the files of the decision tree: questions in the order asked, outcomes, rules, exclusions, actions.

Every file of `site-data/tree/` has the same shape and fills the lists it is about.
"""

from typing import Annotated, Literal

from pydantic import Field, Strict

from .fields import (
    Action,
    Advice,
    CauseId,
    Count,
    ExerciseId,
    Finding,
    Flag,
    Form,
    Id,
    Line,
    Name,
    Part,
    Prose,
    RedFlagId,
    SourceId,
    Urgency,
)

Target = Annotated[str, Strict(), Field(min_length=1, max_length=64)]
"""Id of a question or an outcome of the tree."""
AnswerPath = Annotated[
    str, Strict(), Field(pattern=r"^[a-z0-9-]{1,64}/[a-z0-9-]{1,64}$"), Form("write question/answer, by their ids")
]
"""One answer of the tree, as `question/answer`."""
Sign = Annotated[Id, Field(description="A red flag, or a rule of the tree.")]


class Answer(Part):
    """One thing the reader can choose. It states only signs that its own question names."""

    id: Id = Field(description='In quotes: "none".')
    text: Line = Field(description="What the reader chooses, as they would say it.")
    present: tuple[Sign, ...] = Field((), description="Signs this answer says are there.")
    absent: tuple[Sign, ...] = Field((), description="Signs this answer says are not there.")
    unknown: tuple[Sign, ...] = Field((), description="Signs the reader is not sure about.")
    to: Target = Field(description="The question that comes next, or the outcome.")


class Question(Part):
    """One screen. What comes next depends on the answer alone."""

    id: Id
    ask: Line
    hint: Line | None = Field(None, description="One line under the question.")
    about: tuple[Line, ...] = Field((), description="What is asked about, one line each, where answers are yes or no.")
    not_this: tuple[Line, ...] = Field((), description="What does not count, though it sounds alike; one a line.")
    why: Prose = Field(description="Why we ask this.")
    how_to_check: Prose | None = Field(None, description="How to look, where looking is needed.")
    any_of: Flag = Field(False, description="true for a list of signs of which the reader picks one.")
    checks: Target | None = Field(None, description="The question whose 'Not sure' this one settles, by looking.")
    signs: tuple[Sign, ...] = Field((), description="The signs this question names.")
    answers: tuple[Answer, ...] = Field(min_length=1)


class TreeAction(Action):
    """Something to do or not to do that outcomes share, so that it is worded once."""

    id: Id
    way: Name | None = Field(
        None, description="Of a 'do not' that names a movement: which way of it is forbidden, where others are not."
    )


class Sheet(Part):
    """A page to print and fill in."""

    page: Target = Field(description="Its address: recovery/week-sheet.")
    title: Name


class Outcome(Part):
    """Where a row of answers ends: how urgent, what to do, what not to do, what changes it."""

    id: Id
    urgency: Urgency
    action: Name = Field(description="The heading, as an order: 'Be seen today'.")
    lead: Line = Field(description="What to do in one or two sentences.")
    do: tuple[Id, ...] = Field(min_length=1, description="Actions to take now.")
    while_waiting: tuple[Id, ...] = Field((), description="Actions until help is there.")
    do_not: tuple[Id, ...] = Field(min_length=1, description="Actions to leave.")
    say_this: Line | None = Field(None, description="What to say on the phone; needed for an emergency.")
    why_now: Prose = Field(description="Why this urgent, and no more.")
    fits: tuple[CauseId, ...] = Field(min_length=1, description="Patterns it can fit; never a diagnosis.")
    safety_net: tuple[RedFlagId, ...] = Field((), description="Danger signs that change it.")
    be_seen_if: tuple[Sign, ...] = Field((), description="Routing signs that change it.")
    exercises: tuple[ExerciseId, ...] = Field((), description="What to do at home; its pictures are linked.")
    back_when: tuple[Finding, ...] = Field((), description="What must be true before going back; a test, no days.")
    sheet: Sheet | None = Field(None, description="What to print for the days at home.")
    recheck_days: Count | None = Field(
        None, ge=1, le=90, description="When to check again; needed for self-care and soon."
    )
    sources: tuple[SourceId, ...] = Field(min_length=1, description="What the rule rests on.")


class Rule(Part):
    """A sign of the tree itself: two findings that mean more together than each alone."""

    id: Id
    sign: Line = Field(description="The sign as a list item.")
    floor: Literal["emergency", "same-day", "soon"]
    applies_to: tuple[AnswerPath, ...] = Field((), description="Answers after which it counts; empty: always.")
    reason: Prose
    sources: tuple[SourceId, ...] = Field(min_length=1)


class Exclusion(Part):
    """An answer after which some signs need not be asked, with the reason. Printed with the proofs."""

    answer: AnswerPath
    signs: tuple[Sign, ...] = Field(min_length=1)
    reason: Prose
    sources: tuple[SourceId, ...] = Field(min_length=1)


class Watch(Part):
    """Danger signs that every outcome of some levels must name in its safety net."""

    levels: tuple[Urgency, ...] = Field(min_length=1)
    signs: tuple[RedFlagId, ...] = Field(min_length=1)
    reason: Prose
    sources: tuple[SourceId, ...] = Field(min_length=1)


class TreeFile(Advice):
    """One file of site-data/tree. The first question of the first file is where everybody starts."""

    stage: Name | None = Field(None, description="Where readers are while its questions are asked: 'Emergency signs'.")
    questions: tuple[Question, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    actions: tuple[TreeAction, ...] = ()
    rules: tuple[Rule, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    watch: tuple[Watch, ...] = ()
