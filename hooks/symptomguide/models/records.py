"""The kinds of record. The description of each field is its documentation for editors."""

from typing import Annotated, Literal

from pydantic import Field, Strict

from .fields import (
    Action,
    Address,
    Advice,
    CauseGroupId,
    CauseId,
    ClaimId,
    ClaimSectionId,
    Count,
    Date,
    Doi,
    ExerciseId,
    Finding,
    Flag,
    Form,
    Id,
    Line,
    MechanicId,
    MuscleId,
    MuscleLayerId,
    Name,
    OnsetId,
    Paged,
    Part,
    PositionId,
    Prose,
    PubMedNumber,
    Record,
    RecordPath,
    RecoveryId,
    RedFlagId,
    SearchWords,
    SignGroupId,
    SourceId,
    Strength,
    Urgency,
    Year,
)

Names = tuple[Name, ...]
SourceType = Literal[
    "guideline", "systematic-review", "rct", "cohort", "cross-sectional", "lab-study", "case-report",
    "narrative-review", "textbook", "patient-information", "expert-opinion",
]  # fmt: skip


class Source(Record):
    """A publication that statements rest on."""

    type: SourceType
    authors: Line
    label: Name | None = Field(None, description="Short name for chips; made from authors and year if left out.")
    title: Line
    journal: Line = Field(description="Journal, publisher or site.")
    year: Year | None = None
    volume: Name | None = None
    pages: Name | None = None
    doi: Doi | None = None
    pmid: PubMedNumber | None = Field(None, description="Number in PubMed, in quotes.")
    url: Address | None = None
    read_at: Address | None = Field(None, description="Where the copy that was read stands, if elsewhere.")
    confidence: Literal["high", "medium"] = Field(description="medium: read only in part, such as an excerpt.")
    supports: Line = Field(description="What it is used for here.")
    studied_others: Name | None = Field(
        None, description="Whom or what it studied, if not the people and the part of the body of this site."
    )
    updates_seen: Names = Field(
        (),
        description="DOIs of corrections to it that were read and change nothing here: the weekly look passes them by.",
    )
    checked: Date = Field(description="When the citation was last looked at.")


class Claim(Advice):
    """A statement that people make about the topic, judged against its sources."""

    section: ClaimSectionId
    statement: Prose = Field(description="What this site says: the corrected form.")
    often_said: Line | None = Field(None, description="What people often say instead; needed where verdict is correct.")
    verdict: Literal["keep", "caveat", "correct"] = Field(
        description="keep: true as said; caveat: true within limits; correct: commonly said otherwise, put right here."
    )
    strength: Strength
    contested: Flag = Field(description="true where experts disagree; then both sides are needed.")
    both_keep: Action | None = Field(
        None,
        description="What both sides tell the reader to do, above all what is safe: no part of what they argue about.",
    )
    side_for: Prose | None = Field(None, description="The best case for it.")
    side_against: Prose | None = Field(None, description="The best case against it.")
    so: Line | None = Field(None, description="What that means for the reader.")
    note: Prose | None = Field(None, description="Limits and figures.")
    sources: tuple[SourceId, ...] = Field(min_length=1)


class RedFlag(Advice):
    """A sign with a least level of care. `emergency` and `same-day` are danger signs."""

    sign: Line = Field(description="The sign as a list item, no full stop: 'Coughing up blood'.")
    card_line: Name = Field(description="Short words for care cards. Signs with the same line share it there.")
    also_called: Names = Field(
        (), description="Everyday ways to say it, short: search finds the sign by all words of one of them."
    )
    ask: Line = Field(description="The sign as a plain yes or no question.")
    level: Literal["emergency", "same-day", "soon"]
    group: SignGroupId
    how_to_check: Prose | None = Field(None, description="How to look, where looking is needed.")
    why: Prose = Field(description="What it can mean and why it cannot wait.")
    do: tuple[Action, ...] = Field(min_length=1)
    do_not: tuple[Action, ...] = ()
    points_to: tuple[CauseId, ...] = Field(min_length=1)
    sources: tuple[SourceId, ...] = Field(min_length=1)


FigurePart = Annotated[
    str, Strict(), Field(pattern=r"^[a-z0-9-]{1,64}/[a-z0-9-]{1,64}$"), Form("write figure/place, by their ids")
]
"""A place of a figure, as `figure/place`."""


class Feels(Part):
    """How a cause feels: the pattern a reader can compare with."""

    onset: Line = Field(description="When and how it starts.")
    where: Line
    quality: Line = Field(description="What it feels like.")
    side: Line = Field(description="One side of the body or both.")
    course: Line = Field(description="How it goes on.")
    triggers: Line
    eases: Line = Field(description="What eases it.")
    other: Line | None = Field(None, description="Other signs.")


class LookAlike(Part):
    """Another cause that can be mistaken for this one, and how they differ."""

    cause: CauseId
    difference: Line


class ExpectedTime(Part):
    """How long it usually takes, with the range and where it comes from."""

    short: Name = Field(description="For the fact box: 'About 1 to 3 weeks'.")
    text: Prose
    strength: Strength
    sources: tuple[SourceId, ...] = Field(min_length=1)


class HowCommon(Part):
    """How common a cause is among the readers of the site; it decides the order of the list of causes."""

    place: Literal["very-common", "common", "less-common", "rare"] = Field(
        description="Among the causes of this site. It is the judgement of its editors where no source says it."
    )
    finding: Finding | None = Field(None, description="What a source says of it, shown on the page of the cause.")


class MilderThan(Part):
    """Why a cause may be milder than a sign that points to it, or than the outcome of the tree that names it alone."""

    sign: RedFlagId | None = Field(None, description="The sign; or leave it out and write 'outcome'.")
    outcome: Id | None = Field(None, description="The outcome of the tree; or leave it out and write 'sign'.")
    level: Urgency = Field(description="The level this reason is about: that of the cause as it is now.")
    because: Line = Field(description="Why the sign or outcome is more urgent than the cause. Shown to reviewers.")
    sources: tuple[SourceId, ...] = Field(min_length=1)


class Cause(Paged):
    """A condition that can explain the pain."""

    title: Name
    also_called: Names = Field((), description="Everyday and medical names; search finds them.")
    searched_as: SearchWords = ()
    order: Count = Field(100, description="Place among causes of the same urgency, smallest first.")
    urgency: Urgency = Field(description="The usual level of care.")
    urgency_note: Line | None = Field(None, description="When the level differs.")
    milder_than: tuple[MilderThan, ...] = Field((), description="Reasons to be milder than a sign that points here.")
    group: CauseGroupId
    summary: Line = Field(description="One sentence: what it is.")
    notice: Name | None = Field(None, description="What a reader notices: a row of the home page. Most have none.")
    notice_hint: Name | None = Field(None, description="What that row says below.")
    begins: tuple[OnsetId, ...] = Field(
        (), description="When it can begin: ids of `onsets` in site.yaml. None: it fits each."
    )
    how_common: HowCommon | None = Field(None, description="For a cause that can wait; left out, it stands last.")
    what_it_is: tuple[Prose, ...] = Field(min_length=1)
    feels: Feels
    why: tuple[Prose, ...] = Field(min_length=1, description="Why it happens.")
    do: tuple[Action, ...] = Field(min_length=1)
    do_not: tuple[Action, ...] = Field(min_length=1)
    time: ExpectedTime | None = None
    look_alikes: tuple[LookAlike, ...] = Field((), description="The two to think of first stand first.")
    red_flags: tuple[RedFlagId, ...] = Field(min_length=1, description="Danger signs that change the plan.")
    muscles: tuple[MuscleId, ...] = ()
    hurts_at: tuple[FigurePart, ...] = Field(
        (), description="Where it can hurt, marked on its page: places of figures, as figure/place. None: no picture."
    )
    mechanics: tuple[MechanicId, ...] = ()
    recovery: tuple[RecoveryId, ...] = Field((), description="Recovery pages that help with it.")
    claims: tuple[ClaimId, ...] = ()
    sources: tuple[SourceId, ...] = Field(min_length=1)


class Loading(Part):
    """An exercise that loads a muscle, and why it does. How to do it, and how much, stands in the exercise."""

    exercise: ExerciseId
    position: PositionId | None = Field(None, description="How the joint is held, where that matters.")
    why: Line
    strength: Strength
    sources: tuple[SourceId, ...] = Field(min_length=1)


class Muscle(Paged):
    """A muscle or tendon that the topic is about."""

    title: Name
    also_called: Names = ()
    searched_as: SearchWords = ()
    order: Count = Field(100, description="Place in lists, smallest first.")
    layer: MuscleLayerId
    summary: Line
    where: Prose
    crosses: Name = Field(description="Which joints it crosses, in a few words: 'Only the elbow.'")
    job: tuple[Prose, ...] = Field(min_length=1, description="What it does when the body moves.")
    hurts: tuple[Prose, ...] = Field(min_length=1, description="What hurts there and how it feels.")
    hurts_at: tuple[FigurePart, ...] = Field(
        (),
        description="Where its pain is felt: places of figures, as figure/place. None: it fits every choice.",
    )
    loading: tuple[Loading, ...] = Field((), description="What loads it, and why.")
    claims: tuple[ClaimId, ...] = ()
    sources: tuple[SourceId, ...] = Field(min_length=1)


class Mechanic(Paged):
    """Something about how, how much or with what a person moves that changes the load."""

    title: Name
    also_called: Names = ()
    searched_as: SearchWords = ()
    order: Count = Field(100, description="Place in lists, smallest first.")
    summary: Line
    what_it_is: tuple[Prose, ...] = Field(min_length=1)
    load: tuple[Finding, ...] = Field(min_length=1, description="What it does to the load on the body.")
    do: tuple[Action, ...] = Field(min_length=1)
    do_not: tuple[Action, ...] = ()
    muscles: tuple[MuscleId, ...] = ()
    claims: tuple[ClaimId, ...] = ()
    sources: tuple[SourceId, ...] = Field(min_length=1)


class Recovery(Paged):
    """A way to help recovery."""

    title: Name
    also_called: Names = ()
    searched_as: SearchWords = ()
    order: Count = Field(100, description="Place in lists, smallest first.")
    summary: Line
    what_it_is: tuple[Prose, ...] = Field(min_length=1)
    what_helps: tuple[Finding, ...] = Field(min_length=1, description="What it does and does not do.")
    not_when: tuple[Line, ...] = Field((), description="The safety gate: when not to use it.")
    red_flags: tuple[RedFlagId, ...] = Field((), description="Danger signs that forbid it.")
    do: tuple[Action, ...] = Field(min_length=1, description="The steps, each with its phase.")
    do_not: tuple[Action, ...] = ()
    exercises: tuple[ExerciseId, ...] = Field((), description="Its exercises, shown with their pictures, in order.")
    claims: tuple[ClaimId, ...] = ()
    sources: tuple[SourceId, ...] = Field(min_length=1)


class Term(Record):
    """A technical word and what it means."""

    term: Name
    also: Names = Field((), description="Other forms of the word.")
    definition: Line


class Change(Record):
    """A change of what the site says. The file name starts with its date."""

    date: Date
    title: Name
    text: Prose = Field(description="What changed in meaning.")
    why: Line
    records: tuple[RecordPath, ...] = Field((), description="The records it touched, as kind/id.")
