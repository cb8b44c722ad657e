"""The model of an exercise, and of the line figure that shows it."""

from typing import Annotated, Literal

from pydantic import Field, Strict

from .fields import (
    Advice,
    Count,
    ExerciseId,
    ExerciseKindId,
    Form,
    Line,
    MuscleId,
    Name,
    Part,
    RedFlagId,
    SearchWords,
    SourceId,
    Strength,
)

Angle = Annotated[int, Strict(), Field(ge=-180, le=180)]
"""Whole degrees."""
Points = Annotated[
    str,
    Strict(),
    Field(pattern=r"^\d{1,3} \d{1,3}(, \d{1,3} \d{1,3})*$", max_length=160),
    Form("write points as across and down, such as 20 180, 220 180"),
]
"""Points on the drawing, 240 wide and 200 high, the floor at 180: `20 180, 220 180`."""


PoseMuscle = Literal["front-of-thigh", "back-of-thigh", "front-of-shin", "back-of-shin"]
"""A muscle of the leg that works, which a drawing may colour."""


class Arm(Part):
    """Two angles in degrees; 0 hangs down, more points forward, less points back."""

    upper: Angle
    fore: Angle


class Limb(Part):
    """Three angles in degrees. Thigh and shin: 0 hangs down, more points forward. Foot: 0 is flat, more points down."""

    thigh: Angle
    shin: Angle
    foot: Angle


class Pose(Part):
    """One picture: a person seen from the side, facing right, whose lowest point rests on the floor."""

    caption: Name | None = Field(None, description="A word below the picture: 'Up'.")
    hip: Count = Field(100, le=240, description="How far from the left edge the hip is.")
    lift: Count = Field(0, le=100, description="How far above the floor the lowest point is.")
    lean: Angle = Field(0, description="How far the trunk leans forward; less leans back.")
    near_leg: Limb | None = Field(
        None, description="The limb that works. Without any, no person: a drawing of lines alone."
    )
    far_leg: Limb | None = None
    near_arm: Arm | None = None
    far_arm: Arm | None = None
    wall: Count | None = Field(None, le=240, description="How far from the left edge a wall stands.")
    lines: tuple[Points, ...] = Field((), description="Things around: a chair, a band.")
    outlines: tuple[Points, ...] = Field((), description="Closed shapes.")
    circles: tuple[Points, ...] = Field((), description="Middle of each, then its radius twice: '60 150, 30 30'.")
    arrows: tuple[Points, ...] = Field((), description="Where it moves; the head is at the last point.")


class Figure(Part):
    """A line figure of one to three pictures side by side: where it starts, where it ends, and an arrow between."""

    shows: Line = Field(description="What it shows, for those who do not see it.")
    poses: tuple[Pose, ...] = Field(min_length=1, max_length=3)


class Dose(Part):
    """How much and how often, with what that rests on."""

    text: Line
    strength: Strength
    sources: tuple[SourceId, ...] = Field(min_length=1)
    note: Line | None = Field(None, description="Limits of what is known about the dose.")


class Exercise(Advice):
    """An exercise. What forbids every exercise is said in site.yaml, under exercise_rule."""

    title: Name
    also_called: tuple[Name, ...] = Field((), description="Everyday names; search finds them.")
    searched_as: SearchWords = ()
    order: Count = Field(100, description="Place among exercises of the same kind, smallest first.")
    kind: ExerciseKindId
    muscles: tuple[MuscleId, ...] = Field(
        min_length=1, description="The muscles it loads or moves, the main one first."
    )
    works: Line = Field(description="What it works, in plain words: 'Both big muscles.'")
    dose: Dose
    how_to: tuple[Line, ...] = Field(min_length=1, description="The steps, in order.")
    not_when: tuple[Line, ...] = Field(min_length=1, description="When to leave this one out.")
    red_flags: tuple[RedFlagId, ...] = Field(
        (), description="Signs that forbid it beyond those that forbid every exercise."
    )
    easier: tuple[ExerciseId, ...] = ()
    harder: tuple[ExerciseId, ...] = ()
    figure: Figure
    variants: tuple[Figure, ...] = Field((), max_length=3, description="Other ways to do it, each a figure: seated.")
    sources: tuple[SourceId, ...] = Field(min_length=1)


class ExerciseRule(Part):
    """What holds for every exercise: when to stop, and what forbids to start. Part of site.yaml."""

    stop: Line
    not_when: tuple[Line, ...] = Field(min_length=1)
    red_flags: tuple[RedFlagId, ...] = Field(
        (), description="Signs that forbid every exercise, beside all danger signs."
    )
    strength: Strength
    sources: tuple[SourceId, ...] = Field(min_length=1)
