"""The model of stories.yaml: how the decision tree answered the project's own stories."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, Strict

from .fields import Count, Part, Urgency


class StoryLevel(Part):
    """The stories whose most urgent accepted level is `level`, by how the tree answered them."""

    level: Urgency
    stories: Count
    too_low: Count = Field(description="Milder than any accepted level.")
    exact: Count = Field(description="One of the accepted levels.")
    too_high: Count = Field(description="More urgent than any accepted level.")


class StoryResults(Part):
    """stories.yaml, written by `make stories`. `routing` says for which routing of the tree they were counted."""

    routing: Annotated[str, Strict(), Field(pattern=r"^[0-9a-f]{8}$")]
    results: tuple[StoryLevel, ...] = Field(min_length=1)
